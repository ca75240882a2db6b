import { version as duckdbVersion } from '@duckdb/node-api';
import type { Session } from './session.ts';
import { ident } from './sql-text.ts';

/** What digests are made with: one made with another version of DuckDB cannot be compared. */
export const DIGEST_METHOD = `duckdb-hash/${duckdbVersion().replace(/^v/, '')}`;

export interface DigestRequest {
  /** A table, or a query in parentheses. */
  readonly from: string;
  /** SQL expressions that take part besides the columns, such as the place of a row. */
  readonly also?: readonly string[];
  /** Columns that take no part. */
  readonly except?: readonly string[];
  readonly where?: string;
}

/**
 * Number of rows and two sums (exclusive or, and addition) over a 64-bit hash of every row, all its columns in order:
 * any changed cell, lost or added row shows, and the order in which rows are read does not matter. It shows damage and
 * edits; whoever wants to know whether rows follow from the originals has the case reproduced from them.
 */
export async function tableDigest(
  session: Session,
  { from, also = [], except = [], where = 'true' }: DigestRequest,
): Promise<string> {
  const columns = (await session.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${from}`))
    .map(({ column_name }) => column_name)
    .filter((name) => !except.includes(name));
  const row = await session.first<{ digest: string }>(
    `SELECT count(*) || ':' || coalesce(bit_xor(h), 0) || ':' || coalesce(sum(h), 0) AS digest
     FROM (SELECT hash(${[...also, ...columns.map(ident)].join(', ')}) AS h FROM ${from} WHERE ${where})`,
  );
  return row?.digest ?? '0:0:0';
}
