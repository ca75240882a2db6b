import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reject, RejectsPage } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { writeExport } from '../cases/record-export.ts';
import { csvText, writeWorkbook } from '../cases/safe-table.ts';
import type { Session } from '../warehouse/session.ts';

export async function rejectsPage(
  session: Session,
  datasetId: number,
  offset: number,
  limit: number,
): Promise<RejectsPage> {
  const total = await session.first<{ n: number }>(
    'SELECT count(*) AS n FROM reject WHERE dataset_id = $id',
    { id: datasetId },
  );
  const rows = await session.rows<Reject>(
    `SELECT line, column_name AS "column", value, reason FROM reject WHERE dataset_id = $id ORDER BY line, column_name LIMIT ${limit} OFFSET ${offset}`,
    { id: datasetId },
  );
  return { total: total?.n ?? 0, rows };
}

/** Excel takes no more rows than this on a sheet. */
const WORKBOOK_ROWS = 1_000_000;

/** Writes all rejected rows of a dataset as a table into `exports/`, recorded in the journal. @returns the path. */
export async function exportRejects(
  folder: CaseFolder,
  session: Session,
  datasetId: number,
  format: 'csv' | 'xlsx',
): Promise<string> {
  const dataset = await session.first<{ name: string }>('SELECT name FROM dataset WHERE dataset_id = $id', {
    id: datasetId,
  });
  if (!dataset) throw new EngineError('not-found', `There is no dataset ${datasetId} in this case.`);
  const { rows, total } = await rejectsPage(
    session,
    datasetId,
    0,
    format === 'xlsx' ? WORKBOOK_ROWS : 100_000_000,
  );
  if (rows.length < total)
    throw new EngineError(
      'invalid',
      `${total.toLocaleString('en')} rejected rows do not fit one Excel sheet; export them as CSV.`,
    );
  const header = ['file', 'line', 'column', 'value', 'reason'];
  const cells = rows.map((row) => [dataset.name, row.line, row.column, row.value, row.reason]);
  const path = join(folder.exportsDir, `${dataset.name.replace(/[^\w.-]+/g, '_')}-rejected.${format}`);
  await writeExport(folder, 'rejects-exported', path, async (part) => {
    if (format === 'csv') await writeFile(part, csvText(header, cells));
    else await writeWorkbook(part, 'Rejected rows', header, cells);
    return { datasetId, rows: rows.length };
  });
  return path;
}
