import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { csvText } from '../../cases/safe-table.ts';
import type { ReportDocument } from '../blocks.ts';
import { tablesOf } from './tables.ts';

const fileName = (name: string, at: number): string =>
  `${String(at + 1).padStart(3, '0')}-${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}.csv`;

/** The tables of a report as CSV files in a zip archive, in the order of the report. */
export async function renderCsv(document: ReportDocument): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date(document.frame.madeAt);
  for (const [at, { name, header, rows }] of tablesOf(document).entries())
    zip.addBuffer(Buffer.from(csvText(header, rows)), fileName(name, at), { mtime });
  zip.end();
  return buffer(zip.outputStream);
}
