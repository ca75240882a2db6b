import { stat } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { EngineError } from '#contract/errors.ts';
import { CleanWriter } from './clean-writer.ts';
import { uniqueNames } from './delimited.ts';
import type { SourceTable } from './source.ts';

const MAX_WORKBOOK = 512 * 1024 * 1024;

type Cell = string | boolean | Date | null;

const text = (cell: Cell): string | null =>
  cell === null
    ? null
    : cell instanceof Date
      ? cell.toISOString().replace('T', ' ').replace('.000Z', '')
      : String(cell);

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The sheets that hold something. Numbers keep the digits the workbook stores; formulas give their last value. */
export async function workbookSheets(fileName: string, path: string): Promise<WorkbookSheet[]> {
  if ((await stat(path)).size > MAX_WORKBOOK)
    throw new EngineError(
      'invalid',
      `${fileName} is a workbook of more than 512 MiB; save the sheet as CSV and import that. Nothing was changed.`,
    );
  const sheets = await readWorkbook(path, { parseNumber: (digits: string) => digits, trim: false }).catch(
    (error: unknown) => {
      throw new EngineError(
        'invalid',
        `${fileName} cannot be read as an Excel workbook (${error instanceof Error ? error.message : 'damaged'}). Nothing was changed; open it in a spreadsheet program and save it again.`,
        undefined,
        { cause: error },
      );
    },
  );
  return sheets
    .map((sheet) => ({ name: sheet.sheet, rows: (sheet.data as Cell[][]).map((row) => row.map(text)) }))
    .filter((sheet) => sheet.rows.some((row) => row.some((cell) => cell !== null && cell !== '')));
}

/** The first sheet of a workbook as a table; its first row names the columns. */
export async function xlsxTable(fileName: string, path: string): Promise<SourceTable | null> {
  const rows = (await workbookSheets(fileName, path))[0]?.rows;
  const header = rows?.[0];
  if (!rows || !header) return null;
  const columns = uniqueNames(header.map((cell) => cell ?? ''));
  return {
    head: {
      fileName,
      container: 'xlsx',
      columns,
      rows: rows.slice(1, 51),
      firstLine: header.map((cell) => cell ?? ''),
    },
    reader: null,
    firstLine: 2,
    expectedLines: (records) => records + 1,
    async clean(_source, target) {
      const writer = new CleanWriter(target);
      for (const [index, row] of rows.entries()) {
        if (index === 0 || row.every((cell) => cell === null || cell === '')) continue;
        await writer.row(
          index + 1,
          columns.map((_, column) => row[column] ?? null),
        );
      }
      return writer.end();
    },
  };
}
