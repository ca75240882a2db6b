import { type Block, code, heading, noun, paragraph } from '../blocks.ts';
import type { ReportSource } from '../source.ts';

const digestOf = ({ folder }: ReportSource): string => folder.journal.last;

/** The steps by which someone else comes to the same alerts. */
export function reproduction(source: ReportSource): Block[] {
  const { folder, summary, programVersion, words } = source;
  const { counts, asOf } = summary;
  return [
    heading(1, words.reproduce),
    {
      type: 'list',
      ordered: true,
      items: [
        `Install Spyhop ${programVersion}.`,
        `Take the ${noun(counts.datasets, 'original')} from the folder evidence/ of the case; each is named by its SHA-256, which any tool can check (sha256sum).`,
        `Run: spyhop investigate <the originals> --case again.spyhop${asOf ? ` --as-of ${asOf}` : ''}`,
        'Compare exports/alerts.json of both cases: the alerts of the same detectors with the same parameters are the same, byte for byte.',
      ],
    },
    paragraph([
      `The journal of the case held ${noun(folder.journal.length, 'entry', 'entries')} when this report was made; the last one has the hash `,
      code(digestOf(source)),
      '. Each entry carries the hash of the one before, so a later change to any of them can be shown.',
    ]),
  ];
}

/** A page for the examiner to sign. */
export function certificate(source: ReportSource, title: string): Block[] {
  const { folder, words, madeAt } = source;
  const { examiner, title: named, id } = folder.file();
  return [
    heading(1, words.certificate, { apart: true }),
    paragraph(
      `I, the undersigned, state that I made the examination described in this document (“${title}”, case “${named}”, ${id}); that the files it rests on were kept unchanged under the hashes it gives; that findings are mine and are marked as such; and that to my knowledge the document is complete and true within the limits it states.`,
      'large',
    ),
    paragraph(['Hash of the last entry of the journal: ', code(digestOf(source))]),
    paragraph(
      `Made on ${madeAt.toISOString()}. The SHA-256 of this document stands in the journal entry that follows it, and in the file name list of a sealed bundle.`,
    ),
    {
      type: 'signature',
      lines: [
        `Name: ${examiner === '' ? '' : examiner}`,
        'Position and authority',
        'Place and date',
        'Signature',
      ],
    },
  ];
}

/** The journal line by line. */
export function journalTable({ folder, words }: ReportSource, from = 0, to = folder.journal.length): Block[] {
  const entries = [...folder.journal.entries(from, to)];
  return [
    heading(1, words.journal, { apart: true }),
    {
      type: 'table',
      name: 'Journal',
      columns: [
        { title: 'No.', width: 7, end: true },
        { title: 'Time', width: 20 },
        { title: 'Action', width: 18 },
        { title: 'By', width: 13 },
        { title: 'Detail', width: 30 },
        { title: 'Hash', width: 12 },
      ],
      rows: entries.map(({ seq, at, action, by, detail, hash }) => [
        seq,
        at,
        action,
        by || 'unnamed',
        shortDetail(detail),
        [{ text: hash.slice(0, 16), code: true }],
      ]),
      note: 'Long details are shortened here; journal.jsonl of the case has them in full.',
    },
  ];
}

function shortDetail(detail: Record<string, unknown>): string {
  const text = Object.entries(detail)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
