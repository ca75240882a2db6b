import { stat } from 'node:fs/promises';
import type { Session } from '../../warehouse/session.ts';
import { HEAD_BYTES, headText, readHead } from './bytes.ts';
import { delimitedTable } from './delimited.ts';
import { jsonTable } from './json.ts';
import { parquetTable } from './parquet.ts';
import type { SourceTable } from './source.ts';
import { xlsxTable } from './xlsx.ts';
import { yamlTable } from './yaml.ts';

const isText = (head: Buffer): boolean => {
  let odd = 0;
  for (const byte of head.subarray(0, 4096))
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
  return (
    odd <= Math.max(2, Math.min(head.length, 4096) * 0.02) ||
    (head[0] === 0xff && head[1] === 0xfe) ||
    (head[0] === 0xfe && head[1] === 0xff)
  );
};

/**
 * The table in a file, by its content first and its name second; null where there is none.
 * `path` is where to read, `fileName` what the user calls it.
 */
export async function openTable(
  fileName: string,
  path: string,
  session: Session,
): Promise<SourceTable | null> {
  const bytes = (await stat(path)).size;
  const head = await readHead(path);
  if (head.length === 0) return null;
  const magic = head.subarray(0, 4).toString('latin1');
  if (magic === 'PAR1') return parquetTable(fileName, path, session);
  if (magic === 'PK\u0003\u0004') return xlsxTable(fileName, path);
  if (!isText(head)) return null;
  const text = headText(head, bytes > HEAD_BYTES);
  if (/\.ya?ml$/i.test(fileName)) return yamlTable(fileName, path);
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    const table = jsonTable(fileName, path, text);
    if (table) return table;
  }
  return delimitedTable(fileName, path, text);
}
