import { EngineError } from '#contract/errors.ts';
import type { GraphSlice, NeighbourQuery } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { edgesAmong, within } from './edges.ts';
import { addressId, nodeId, nodesOf, parseNodeId } from './nodes.ts';

/**
 * A subject and its strongest counterparties, never more than asked for, with how many there are in all.
 * By value means dollars where any are known, the amount where only one asset moved, else the count.
 * @throws EngineError `not-found` when no imported row names the address.
 */
export async function neighbours(session: Session, query: NeighbourQuery): Promise<GraphSlice> {
  const centre = await addressId(session, query.chain, query.address);
  if (centre === null)
    throw new EngineError('not-found', `No imported row names ${query.address} on ${query.chain}.`);
  const sides = [
    query.direction !== 'in'
      ? `SELECT to_id AS other, asset_id, amount, amount_usd, success FROM mart_transfer WHERE from_id = ${centre} AND to_id IS NOT NULL ${within(query.from, query.to)}`
      : null,
    query.direction !== 'out'
      ? `SELECT from_id AS other, asset_id, amount, amount_usd, success FROM mart_transfer WHERE to_id = ${centre} AND from_id IS NOT NULL ${within(query.from, query.to)}`
      : null,
  ].filter((side) => side !== null);
  const frame = { from: query.from, to: query.to };
  const scope = await session.first<{ total: number; priced: number; assets: number }>(
    `SELECT count(DISTINCT other) FILTER (WHERE other <> ${centre}) AS total, count(amount_usd) AS priced, count(DISTINCT asset_id) AS assets FROM (${sides.join(' UNION ALL ')})`,
    frame,
  );
  const orderedBy =
    query.by === 'count'
      ? 'count'
      : scope!.priced > 0
        ? 'value-usd'
        : scope!.assets === 1
          ? 'amount'
          : 'count';
  const measure = {
    'value-usd': 'sum(amount_usd) FILTER (WHERE success IS DISTINCT FROM false)',
    amount: 'sum(amount) FILTER (WHERE success IS DISTINCT FROM false)',
    count: 'count(*)',
  }[orderedBy];
  const best = await session.rows<{ other: number }>(
    `SELECT other FROM (${sides.join(' UNION ALL ')}) WHERE other <> ${centre} GROUP BY other
     ORDER BY ${measure} DESC NULLS LAST, count(*) DESC, other LIMIT ${query.limit}`,
    frame,
  );
  const shownIds: number[] = [];
  for (const id of query.shown) {
    const { chain, address } = parseNodeId(id);
    const found = await addressId(session, chain, address);
    if (found !== null) shownIds.push(found);
  }
  const fresh = best.map((row) => row.other);
  const ids = [...new Set([centre, ...fresh, ...shownIds])];
  return {
    centre: nodeId(query.chain, query.address),
    nodes: await nodesOf(session, [...new Set([centre, ...fresh])]),
    edges: await edgesAmong(session, ids, frame),
    shown: fresh.length,
    total: scope!.total,
    orderedBy,
  };
}
