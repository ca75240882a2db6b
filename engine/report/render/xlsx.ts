import writeExcelFile from 'write-excel-file/node';
import { sheetOf } from '../../cases/safe-table.ts';
import type { ReportDocument } from '../blocks.ts';
import { tablesOf } from './tables.ts';

/** Names of sheets: 31 characters at most, none of `\ / ? * [ ] :`, none twice. */
function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[\\/?*[\]:]/g, ' ')
        .slice(0, 31)
        .trim() || 'Sheet';
    let unique = plain;
    for (let next = 2; taken.has(unique.toLowerCase()); next += 1)
      unique = `${plain.slice(0, 31 - String(next).length - 1)} ${next}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** The tables of a report as sheets of a workbook, in the order of the report. */
export async function renderXlsx(document: ReportDocument): Promise<Buffer> {
  const tables = tablesOf(document);
  const names = sheetNames(tables.map(({ name }) => name));
  return writeExcelFile(
    tables.map(({ header, rows }, at) => ({ data: sheetOf(header, rows), sheet: names[at]! })),
  ).toBuffer();
}
