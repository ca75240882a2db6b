import type { GraphNode, TagBadge } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';

export const nodeId = (chain: string, address: string): string => `${chain}:${address}`;

/** Splits a node id at its first colon. */
export function parseNodeId(id: string): { chain: string; address: string } {
  const colon = id.indexOf(':');
  return { chain: id.slice(0, colon), address: id.slice(colon + 1) };
}

/** Tags of addresses, the surest first; conflicting ones stand side by side. */
export async function tagsOf(session: Session, ids: readonly number[]): Promise<Map<number, TagBadge[]>> {
  const tags = new Map<number, TagBadge[]>();
  if (ids.length === 0) return tags;
  const rows = await session.rows<TagBadge & { address_id: number }>(
    `SELECT DISTINCT address_id, coalesce(label, actor, category, 'tagged') AS label, coalesce(category, abuse, '') AS category,
       coalesce(source, 'unknown') AS source, coalesce(confidence, 0) AS confidence
     FROM mart_address_tag WHERE address_id IN (${ids.join(', ')}) ORDER BY address_id, confidence DESC, label, source`,
  );
  for (const { address_id, ...badge } of rows) {
    const list = tags.get(address_id) ?? [];
    list.push(badge);
    tags.set(address_id, list);
  }
  return tags;
}

/** What is known of addresses, as graph nodes. */
export async function nodesOf(session: Session, ids: readonly number[]): Promise<GraphNode[]> {
  if (ids.length === 0) return [];
  const rows = await session.rows<{
    address_id: number;
    chain: string;
    address: string;
    transfers: number;
    counterparties: number;
    first_seen: string | null;
    last_seen: string | null;
    alerts: number;
  }>(
    `SELECT a.address_id, a.chain, a.address, coalesce(m.transfers, 0) AS transfers, coalesce(m.counterparties, 0) AS counterparties,
       iso(m.first_seen) AS first_seen, iso(m.last_seen) AS last_seen,
       (SELECT count(DISTINCT s.alert_id) FROM alert_subject s WHERE s.kind = 'address' AND s.id = a.address AND s.chain = a.chain) AS alerts
     FROM mart_address a LEFT JOIN mart_account m USING (address_id)
     WHERE a.address_id IN (${ids.join(', ')}) ORDER BY a.address_id`,
  );
  const tags = await tagsOf(session, ids);
  return rows.map((row) => ({
    id: nodeId(row.chain, row.address),
    chain: row.chain,
    address: row.address,
    tags: tags.get(row.address_id) ?? [],
    transfers: row.transfers,
    counterparties: row.counterparties,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    alerts: row.alerts,
  }));
}

/** The number of an address; null when no imported row names it. */
export async function addressId(session: Session, chain: string, address: string): Promise<number | null> {
  const row = await session.first<{ id: number }>(
    'SELECT address_id AS id FROM mart_address WHERE chain = $chain AND address = address_text($address)',
    { chain, address },
  );
  return row?.id ?? null;
}
