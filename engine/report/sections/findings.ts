import type { Argument, EvidenceItem, WorkDocument } from '#contract/case-work.ts';
import { storedEvidence, storedWork } from '../../cases/work/stored.ts';
import { type Block, bold, heading, type Inline, link, paragraph, quiet, type Run } from '../blocks.ts';
import type { ReportSource } from '../source.ts';
import { markdown } from './markdown.ts';
import { tierMarks, tierWords } from './scope.ts';

export const exhibitAnchor = (exhibit: number): string => `exhibit-${exhibit}`;
export const findingAnchor = (number: number): string => `finding-${number}`;

const confidences = { low: 'low', moderate: 'moderate', high: 'high' } as const;

interface Cited {
  readonly byId: ReadonlyMap<string, EvidenceItem>;
  readonly word: string;
}

const cite = ({ byId, word }: Cited, { evidence, text }: Argument): Inline => {
  const item = byId.get(evidence);
  const named: Run[] = item
    ? [link(`${word} ${item.exhibit}`, exhibitAnchor(item.exhibit)), { text: ` ${item.title}` }]
    : [quiet('an exhibit that was taken out of the case')];
  return text === '' ? named : [...named, `: ${text}`];
};

const argumentsOf = (cited: Cited, title: string, list: readonly Argument[]): Block[] =>
  list.length === 0
    ? []
    : [paragraph([bold(title)]), { type: 'list', items: list.map((argument) => cite(cited, argument)) }];

type Of<K extends WorkDocument['content']['kind']> = WorkDocument & {
  content: Extract<WorkDocument['content'], { kind: K }>;
};
const only = <K extends WorkDocument['content']['kind']>(documents: WorkDocument[], kind: K): Of<K>[] =>
  documents.filter((document): document is Of<K> => document.content.kind === kind);

const citedIn = async ({ session, words }: ReportSource): Promise<Cited> => ({
  byId: new Map((await storedEvidence(session, false)).map((item) => [item.id, item])),
  word: words.exhibit,
});

/** What the examiner concludes, each with its tier, its confidence and the exhibits for and against it. */
export async function findings(source: ReportSource, brief = false): Promise<Block[]> {
  const { session, words } = source;
  const cited = await citedIn(source);
  const documents = only(await storedWork(session, ['finding'], false), 'finding');
  return [
    heading(1, words.findings),
    ...(documents.length === 0 ? [paragraph('The examiner has not written a finding yet.')] : []),
    ...documents.flatMap(({ number, content, changed }): Block[] => [
      {
        type: 'together',
        blocks: [
          heading(2, `${number}. ${content.statement}`, { id: findingAnchor(number) }),
          paragraph(
            [
              bold(`${tierMarks[content.tier]} ${tierWords[content.tier]}`),
              ` · confidence ${confidences[content.confidence]}${content.confidenceReason === '' ? '' : `: ${content.confidenceReason}`}`,
              quiet(` · ${changed.by || 'unnamed'}, ${changed.at}`),
            ],
            'small',
          ),
        ],
      },
      ...(brief ? [] : markdown(content.detail)),
      ...argumentsOf(cited, 'Supported by', content.supporting),
      ...argumentsOf(cited, 'Contradicted by', content.contradicting),
    ]),
  ];
}

/** Hypotheses with what speaks for and against each. Nothing where there are none. */
export async function hypotheses(source: ReportSource): Promise<Block[]> {
  const { session, words } = source;
  const cited = await citedIn(source);
  const documents = only(await storedWork(session, ['hypothesis'], false), 'hypothesis');
  if (documents.length === 0) return [];
  return [
    heading(1, words.hypotheses),
    ...documents.flatMap(({ number, content }): Block[] => [
      heading(2, `H${number}. ${content.statement}`),
      paragraph([bold(content.status), content.outcome === '' ? '' : `: ${content.outcome}`], 'small'),
      ...argumentsOf(cited, 'For', content.for),
      ...argumentsOf(cited, 'Against', content.against),
    ]),
  ];
}

/** Tasks and leads as a table; nothing where there are none. */
export async function tasks({ session, words }: ReportSource, open = false): Promise<Block[]> {
  const documents = only(await storedWork(session, ['task'], false), 'task').filter(
    ({ content }) => !open || content.status === 'open' || content.status === 'active',
  );
  if (documents.length === 0) return [];
  return [
    heading(1, words.tasks),
    {
      type: 'table',
      name: 'Tasks and leads',
      columns: [
        { title: 'No.', width: 6, end: true },
        { title: 'Kind', width: 8 },
        { title: 'What', width: 42 },
        { title: 'Status', width: 12 },
        { title: 'Who', width: 14 },
        { title: 'Outcome', width: 18 },
      ],
      rows: documents.map(({ number, content }) => [
        number,
        content.type,
        content.detail === '' ? content.title : `${content.title}\n${content.detail}`,
        content.status,
        content.assignee,
        content.outcome,
      ]),
    },
  ];
}

/** The examiner's notes in full; nothing where there are none. */
export async function notes({ session, words }: ReportSource, removed = false): Promise<Block[]> {
  const documents = only(await storedWork(session, ['note'], removed), 'note');
  if (documents.length === 0) return [];
  return [
    heading(1, words.notes),
    ...documents.flatMap(({ number, version, content, created, changed, removed: gone }): Block[] => [
      heading(2, content.title === '' ? `Note ${number}` : `Note ${number}. ${content.title}`),
      paragraph(
        [
          quiet(
            `written ${created.at} by ${created.by || 'unnamed'}, version ${version} of ${changed.at}${gone ? `, removed ${gone.at} by ${gone.by || 'unnamed'}${gone.reason === '' ? '' : `: ${gone.reason}`}` : ''}`,
          ),
        ],
        'small',
      ),
      ...markdown(content.text),
    ]),
  ];
}
