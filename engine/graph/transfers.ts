import type { z } from 'zod';
import type { TransferPage, TransferQuery, TransferRow, TransferStep } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { literal } from '../warehouse/sql-text.ts';
import { within } from './edges.ts';
import { membersOf } from './entities/members.ts';

/** Transfers as they are shown, for a relation `page` of `row_id`, `time`, `asset_id`, `amount_text`, `amount_usd`. */
const shown = `iso(p.time) AS time, t.chain, t.tx_hash AS "txHash", t.kind, t.from_address AS "from", t.to_address AS "to", coalesce(t.asset, 'unknown') AS asset,
       coalesce(t.symbol, a.symbol) AS symbol, p.amount_text AS amount, p.amount_usd AS "amountUsd", t.success, t.method,
       d.sha256 AS file, d.name AS "fileName", l.line + (p.row_id - d.first_rowid) - l.record AS line
     FROM page p JOIN transfer t ON t.rowid = p.row_id JOIN dataset d ON d.dataset_id = t.dataset_id LEFT JOIN mart_asset a ON a.asset_id = p.asset_id
     ASOF JOIN dataset_line l ON l.dataset_id = d.dataset_id AND p.row_id - d.first_rowid >= l.record`;

/** The transfers stored under these rowids. */
export async function transfersByRow(
  session: Session,
  rowIds: readonly number[],
): Promise<Map<number, TransferRow>> {
  if (rowIds.length === 0) return new Map();
  const rows = await session.rows<TransferRow & { row_id: number }>(
    `WITH page AS (
       SELECT m.row_id, m.time, m.asset_id, m.amount_text, m.amount_usd FROM mart_transfer m WHERE m.row_id IN (${rowIds.join(', ')})
     )
     SELECT p.row_id, ${shown}`,
  );
  return new Map(rows.map(({ row_id, ...row }) => [row_id, row]));
}
/** The category of an address's surest tag, as the graph index takes it; '' where there is none. */
const surest = (id: string): string =>
  `coalesce((SELECT first(coalesce(g.category, g.abuse, '') ORDER BY coalesce(g.confidence, 0) DESC, coalesce(g.label, g.actor, g.category, 'tagged'), coalesce(g.source, 'unknown'), coalesce(g.category, g.abuse, '')) FROM mart_address_tag g WHERE g.address_id = ${id}), '')`;

const stepSql = ({ chain, from, to, asset, at }: TransferStep): string => {
  const account = (address: string) =>
    `(SELECT address_id FROM mart_address WHERE chain = ${literal(chain)} AND address = address_text(${literal(address)}))`;
  return `(m.from_id = ${account(from)} AND m.to_id = ${account(to)} AND m.asset_id IN (SELECT asset_id FROM mart_asset WHERE chain = ${literal(chain)} AND asset = ${literal(asset)}) AND m.time = iso_time(${literal(at)}))`;
};

/** Rows of transfers under a filter, in time, each with the line of the original it stands on. */
export async function transferPage(
  session: Session,
  query: z.output<typeof TransferQuery>,
): Promise<TransferPage> {
  const conditions: string[] = ['true'];
  const entity = query.entity === null ? null : `(${membersOf(query.entity, query.knownBy)})`;
  const own =
    entity ??
    (query.address === null
      ? null
      : '(SELECT address_id FROM mart_address WHERE address = address_text($address) AND ($chain IS NULL OR chain = $chain))');
  const other =
    query.counterparty === null
      ? null
      : '(SELECT address_id FROM mart_address WHERE address = address_text($counterparty) AND ($chain IS NULL OR chain = $chain))';
  if (own) {
    const sent = `from_id IN ${own}${other ? ` AND to_id IN ${other}` : ''}`;
    const received = `to_id IN ${own}${other ? ` AND from_id IN ${other}` : ''}`;
    conditions.push(
      query.direction === 'out' ? sent : query.direction === 'in' ? received : `(${sent} OR ${received})`,
    );
  }
  if ((own === null || entity !== null) && query.chain !== null) conditions.push('m.chain = $chain');
  if (entity !== null && (query.moving || query.within))
    conditions.push(
      `${query.within ? '' : 'NOT '}(coalesce(m.from_id IN ${entity}, false) AND coalesce(m.to_id IN ${entity}, false))`,
    );
  if (query.steps.length > 0) conditions.push(`(${query.steps.map(stepSql).join(' OR ')})`);
  if (query.asset !== null)
    conditions.push('m.asset_id IN (SELECT asset_id FROM mart_asset WHERE asset = $asset)');
  if (query.success !== null) conditions.push('m.success = $success');
  if (query.file !== null)
    conditions.push('m.dataset_id IN (SELECT dataset_id FROM dataset WHERE sha256 = $file)');
  if (query.txHash !== null)
    conditions.push('m.row_id IN (SELECT rowid FROM transfer WHERE tx_hash = $tx_hash)');
  if (query.moving || query.within)
    conditions.push(
      'm.success IS DISTINCT FROM false AND m.from_id IS NOT NULL AND m.to_id IS NOT NULL AND m.from_id <> m.to_id AND m.amount IS DISTINCT FROM 0',
    );
  if (query.sourceCategory !== null)
    conditions.push(`m.from_id IS NOT NULL AND ${surest('m.from_id')} = $source_category`);
  if (query.targetCategory !== null)
    conditions.push(`m.to_id IS NOT NULL AND ${surest('m.to_id')} = $target_category`);
  const where = `${conditions.join(' AND ')}${within(query.from, query.to)}`;
  const parameters = {
    address: query.address,
    chain: query.chain,
    counterparty: query.counterparty,
    asset: query.asset,
    success: query.success,
    file: query.file,
    tx_hash: query.txHash,
    source_category: query.sourceCategory,
    target_category: query.targetCategory,
    from: query.from,
    to: query.to,
  };
  const total = await session.first<{ n: number }>(
    `SELECT count(*) AS n FROM mart_transfer m WHERE ${where}`,
    parameters,
  );
  const rows = await session.rows<TransferRow>(
    `WITH page AS (
       SELECT m.row_id, m.time, m.asset_id, m.amount_text, m.amount_usd FROM mart_transfer m WHERE ${where}
       ORDER BY m.time NULLS LAST, m.row_id LIMIT ${query.limit} OFFSET ${query.offset}
     )
     SELECT ${shown}
     ORDER BY p.time NULLS LAST, p.row_id`,
    parameters,
  );
  return { total: total?.n ?? 0, rows };
}
