import { storedWork } from '../../cases/work/stored.ts';
import { type Block, facts, heading, paragraph } from '../blocks.ts';
import { gatherExhibits, type ReportExhibit } from '../gather/exhibits.ts';
import { exhibits } from '../sections/exhibits.ts';
import { hashes } from '../sections/files.ts';
import { findings } from '../sections/findings.ts';
import { front } from '../sections/front.ts';
import { labels } from '../sections/labels.ts';
import { events } from '../sections/timeline.ts';
import type { ReportSource } from '../source.ts';
import type { Template } from './define.ts';

const TO_STATE = '[to be stated by the reporting institution]';

export const suspiciousActivityReport: Template = {
  id: 'suspicious-activity-report',
  title: 'suspiciousActivity',
  about:
    'A draft in the order most authorities ask for: who, what, when, where, why and how; what the files cannot say is left open.',
  needs: [],
  async build(source) {
    const { words } = source;
    const items = await gatherExhibits(source);
    return [
      ...(await front(source, words.suspiciousActivity)),
      paragraph(
        'A draft made from the findings and exhibits of the case. It names no person: an address has an owner here only where a label source says so. Check every statement before it is filed.',
      ),
      heading(1, words.statements),
      facts([
        ['Reporting institution', source.style.organisation || TO_STATE],
        ['Contact', TO_STATE],
        ['Customer or account', TO_STATE],
        ['Relation to the subject', TO_STATE],
        ['Earlier reports', TO_STATE],
        ['Action taken', TO_STATE],
      ]),
      ...subjects(source, items),
      ...(await narrative(source, items)),
      ...(await findings(source)),
      ...(await events(source, { actions: false })),
      ...exhibits(source, items),
      ...(await labels(source)),
      ...(await hashes(source)),
    ];
  },
};

function subjects({ words }: ReportSource, items: readonly ReportExhibit[]): Block[] {
  const named = new Map<string, { chain: string; exhibits: number[] }>();
  for (const { item, alert } of items)
    for (const { id, chain } of alert?.alert.subjects ?? []) {
      const one = named.get(id) ?? { chain: chain ?? '', exhibits: [] };
      one.exhibits.push(item.exhibit);
      named.set(id, one);
    }
  return [
    heading(1, words.subjects),
    named.size === 0
      ? paragraph('No exhibit names a subject.')
      : {
          type: 'table',
          name: 'Subjects',
          columns: [
            { title: 'Address or market', width: 56 },
            { title: 'Chain', width: 16 },
            { title: words.exhibits, width: 28 },
          ],
          rows: [...named].map(([id, { chain, exhibits: list }]) => [id, chain, list.join(', ')]),
        },
  ];
}

async function narrative(
  { session, words }: ReportSource,
  items: readonly ReportExhibit[],
): Promise<Block[]> {
  const alerts = items.flatMap(({ item, alert }) =>
    alert ? [{ exhibit: item.exhibit, alert: alert.alert }] : [],
  );
  const starts = alerts.map(({ alert }) => alert.start).sort();
  const ends = alerts.map(({ alert }) => alert.end).sort();
  const chains = [
    ...new Set(alerts.flatMap(({ alert }) => alert.subjects.flatMap(({ chain }) => chain ?? []))),
  ];
  const concluded = await storedWork(session, ['finding'], false);
  return [
    heading(1, words.narrative),
    facts([
      [
        'What',
        concluded
          .flatMap(({ content }) => (content.kind === 'finding' ? [content.statement] : []))
          .join(' ') || TO_STATE,
      ],
      ['When', starts.length > 0 ? `${starts[0]} to ${ends.at(-1)}` : 'unknown'],
      ['Where', chains.length > 0 ? chains.join(', ') : 'unknown'],
      [
        'Why it is suspicious',
        alerts.map(({ exhibit, alert }) => `(${exhibit}) ${alert.explanation}`).join('\n') || TO_STATE,
      ],
      ['How', [...new Set(alerts.map(({ alert }) => alert.title))].join('; ') || TO_STATE],
      ['Amounts', 'As the rows of the exhibits state them; nothing is estimated.'],
    ]),
  ];
}
