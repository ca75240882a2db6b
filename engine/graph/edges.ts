import type { GraphEdge } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { exactText } from './exact-sum.ts';
import { nodeId } from './nodes.ts';

/** `AND time >= … AND time <= …` for an optional frame. */
export const within = (from: string | null, to: string | null): string =>
  `${from ? ' AND time >= iso_time($from)' : ''}${to ? ' AND time <= iso_time($to)' : ''}`;

/**
 * Transfers among the given addresses, added up per direction and asset. Failed transactions are counted
 * but move nothing.
 */
export async function edgesAmong(
  session: Session,
  ids: readonly number[],
  frame: { from: string | null; to: string | null },
  touching: number | null = null,
): Promise<GraphEdge[]> {
  if (ids.length === 0) return [];
  const list = ids.join(', ');
  const rows = await session.rows<{
    from_chain: string;
    from_address: string;
    to_chain: string;
    to_address: string;
    asset: string;
    symbol: string;
    count: number;
    groups: unknown;
    unknown: number;
    usd: number | null;
    first_seen: string | null;
    last_seen: string | null;
  }>(
    `WITH pair AS (
       SELECT from_id, to_id, asset_id, count(*) AS count,
         sum_groups(CASE WHEN success IS DISTINCT FROM false THEN amount_text ELSE '0' END) AS groups,
         count(*) FILTER (WHERE success IS DISTINCT FROM false AND amount_text IS NULL) AS unknown,
         sum(amount_usd) FILTER (WHERE success IS DISTINCT FROM false) AS usd, min(time) AS first_seen, max(time) AS last_seen
       FROM mart_transfer
       WHERE from_id IN (${list}) AND to_id IN (${list}) ${touching === null ? '' : `AND (from_id = ${touching} OR to_id = ${touching})`} ${within(frame.from, frame.to)}
       GROUP BY ALL
     )
     SELECT f.chain AS from_chain, f.address AS from_address, t.chain AS to_chain, t.address AS to_address,
       coalesce(a.asset, 'unknown') AS asset, coalesce(a.symbol, a.asset, 'unknown') AS symbol, p.count, p.groups, p.unknown, p.usd,
       iso(p.first_seen) AS first_seen, iso(p.last_seen) AS last_seen
     FROM pair p JOIN mart_address f ON f.address_id = p.from_id JOIN mart_address t ON t.address_id = p.to_id
     LEFT JOIN mart_asset a USING (asset_id)
     ORDER BY p.from_id, p.to_id, p.asset_id`,
    { from: frame.from, to: frame.to },
  );
  return rows.map((row) => {
    const source = nodeId(row.from_chain, row.from_address);
    const target = nodeId(row.to_chain, row.to_address);
    return {
      id: `${source}>${target}>${row.asset}`,
      source,
      target,
      asset: row.asset,
      symbol: row.symbol,
      count: row.count,
      amount: row.unknown > 0 ? null : exactText(row.groups),
      amountUsd: row.usd,
      firstSeen: row.first_seen,
      lastSeen: row.last_seen,
    };
  });
}
