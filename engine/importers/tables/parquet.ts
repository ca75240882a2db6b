import type { Session } from '../../warehouse/session.ts';
import { ident, literal } from '../../warehouse/sql-text.ts';
import type { SourceTable } from './source.ts';

/** A Parquet file; every column is read as the text its value is written with. */
export async function parquetTable(fileName: string, path: string, session: Session): Promise<SourceTable> {
  const described = await session.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM read_parquet(${literal(path)})`,
  );
  const columns = described.map((column) => column.column_name);
  const text = described.map(({ column_name, column_type }) =>
    /^TIMESTAMP WITH TIME ZONE/.test(column_type)
      ? `strftime(timezone('UTC', ${ident(column_name)}), '%Y-%m-%d %H:%M:%S.%f')`
      : /^(STRUCT|MAP|.*\[\])/.test(column_type)
        ? `to_json(${ident(column_name)})::VARCHAR`
        : column_type === 'BLOB'
          ? `'0x' || lower(hex(${ident(column_name)}))`
          : `${ident(column_name)}::VARCHAR`,
  );
  const reader = `(SELECT ${text.map((sql, index) => `${sql} AS c${index}`).join(', ')} FROM read_parquet(${literal(path)}))`;
  const sample = await session.rows<Record<string, string | null>>(`SELECT * FROM ${reader} LIMIT 50`);
  return {
    head: {
      fileName,
      container: 'parquet',
      columns,
      rows: sample.map((row) => columns.map((_, index) => row[`c${index}`] ?? null)),
      firstLine: columns,
    },
    reader,
    firstLine: 1,
    expectedLines: () => -1,
    clean: () => Promise.reject(new Error(`${fileName} is not a readable Parquet file`)),
  };
}
