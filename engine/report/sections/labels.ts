import { type Block, heading, paragraph } from '../blocks.ts';
import { labelSources } from '../gather/labels.ts';
import type { ReportSource } from '../source.ts';

/** Where names in this report come from, and of what date. */
export async function labels({ session, words }: ReportSource): Promise<Block[]> {
  const sources = await labelSources(session);
  return [
    heading(1, words.labels),
    sources.length === 0
      ? paragraph('No labels were imported: every address of this report is without a name.')
      : {
          type: 'table',
          name: 'Label sources',
          columns: [
            { title: 'Source', width: 24 },
            { title: 'File', width: 28 },
            { title: 'Labels', width: 10, end: true },
            { title: 'Date the list states', width: 19 },
            { title: 'Imported', width: 19 },
          ],
          rows: sources.map(({ source, file, labels: n, statedAt, importedAt }) => [
            source === '' ? 'not stated' : source,
            file,
            n,
            statedAt ?? 'not stated',
            importedAt,
          ]),
          note: 'A label is what its source says; labels that contradict each other stand beside each other and are never merged.',
        },
  ];
}
