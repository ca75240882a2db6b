import { listDatasets } from '../../importers/datasets.ts';
import { type Block, count, heading, paragraph, quiet } from '../blocks.ts';
import { gatherFiles } from '../gather/files.ts';
import type { ReportSource } from '../source.ts';

/** Files with their rows and coverage, then what is missing in them. */
export async function filesAndHoles({ session, words }: ReportSource): Promise<Block[]> {
  const files = await gatherFiles(session);
  const open = files.flatMap(({ dataset, holes }) => holes.map((hole) => [dataset.name, hole] as const));
  return [
    heading(1, words.files),
    {
      type: 'table',
      name: 'Files',
      columns: [
        { title: 'File and format', width: 34 },
        { title: 'Rows', width: 10, end: true },
        { title: 'Accepted', width: 10, end: true },
        { title: 'Rejected', width: 9, end: true },
        { title: 'Duplicate', width: 9, end: true },
        { title: 'Coverage', width: 28 },
      ],
      rows: files.map(({ dataset }) => [
        [{ text: dataset.name, bold: true }, '\n', quiet(dataset.formatLabel)],
        dataset.rows,
        dataset.accepted,
        dataset.rejected,
        dataset.duplicate,
        dataset.coverage.from && dataset.coverage.to
          ? `${dataset.coverage.from}\n${dataset.coverage.to}`
          : dataset.target === 'tag'
            ? 'labels carry no period'
            : 'unknown',
      ]),
    },
    heading(1, words.holes),
    open.length === 0
      ? paragraph(
          'No file is known to be cut or to have gaps. That does not prove that the files are complete.',
        )
      : paragraph([
          {
            text: `${count(new Set(open.map(([name]) => name)).size)} of ${count(files.length)} files have holes or open questions. What happened in a hole is unknown.`,
            bold: true,
          },
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            name: 'Holes',
            columns: [
              { title: 'File', width: 34 },
              { title: 'What is missing or open', width: 66 },
            ],
            rows: open.map(([name, hole]) => [name, hole]),
          },
        ]),
  ];
}

/** SHA-256, size and date of every original. */
export async function hashes({ session, words }: ReportSource): Promise<Block[]> {
  const datasets = await listDatasets(session);
  return [
    heading(1, words.hashes),
    {
      type: 'table',
      name: 'Hashes',
      columns: [
        { title: 'File', width: 28 },
        { title: 'Bytes', width: 12, end: true },
        { title: 'Imported', width: 20 },
        { title: 'SHA-256', width: 40 },
      ],
      rows: datasets.map((dataset) => [
        dataset.name,
        dataset.bytes,
        dataset.importedAt,
        [{ text: dataset.sha256, code: true }],
      ]),
    },
  ];
}
