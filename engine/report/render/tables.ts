import { flattened, plainText, type ReportDocument } from '../blocks.ts';

export interface PlainTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The tables of a report with names that are told apart. */
export function tablesOf({ frame, blocks }: ReportDocument): PlainTable[] {
  const taken = new Map<string, number>();
  const named = (name: string) => {
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
  const about: PlainTable = {
    name: named('About'),
    header: ['what', 'value'],
    rows: [
      ['title', frame.title],
      ['template', frame.template],
      ['program', frame.program],
      ['case', frame.caseId],
      ['journal', frame.journal.last],
      ['made (UTC)', frame.madeAt],
    ],
  };
  const tables = [...flattened(blocks)].flatMap((block): PlainTable[] => {
    if (block.type === 'facts')
      return [
        {
          name: named('Facts'),
          header: ['what', 'value'],
          rows: block.rows.map(([name, value]) => [name, plainText(value)]),
        },
      ];
    if (block.type !== 'table') return [];
    return [
      {
        name: named(block.name),
        header: block.columns.map(({ title }) => title),
        rows: block.rows.map((row) =>
          row.map((value) => (value === null || typeof value === 'number' ? value : plainText(value))),
        ),
      },
    ];
  });
  return [about, ...tables];
}
