import { EngineError } from '#contract/errors.ts';
import type { AccountDetail, AccountPage, AccountQuery, AccountRow, AssetPosition } from '#contract/graph.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import type { Session } from '../warehouse/session.ts';
import { decimalText, exactSum } from './exact-sum.ts';
import { addressId, tagsOf } from './nodes.ts';

const order: Record<AccountQuery['sort'], string> = {
  transfers: 'transfers',
  received: 'received_usd',
  sent: 'sent_usd',
  counterparties: 'counterparties',
  firstSeen: 'first_seen',
  lastSeen: 'last_seen',
  alerts: 'alerts',
};

interface Row {
  address_id: number;
  chain: string;
  address: string;
  transfers: number;
  counterparties: number;
  received_usd: number | null;
  sent_usd: number | null;
  first_seen: string | null;
  last_seen: string | null;
  alerts: number;
}

const listing = `
  SELECT a.address_id, a.chain, a.address, m.transfers, m.counterparties, m.received_usd, m.sent_usd, m.first_seen, m.last_seen,
    coalesce(s.alerts, 0) AS alerts
  FROM mart_account m JOIN mart_address a USING (address_id)
  LEFT JOIN (SELECT id, chain, count(DISTINCT alert_id) AS alerts FROM alert_subject WHERE kind = 'address' GROUP BY ALL) s ON s.id = a.address AND s.chain = a.chain`;

/** A text in an address or in one of its tags. */
const like = `(contains(address, lower($text)) OR contains(address, $text) OR address_id IN (SELECT address_id FROM mart_address_tag WHERE label ILIKE '%' || $text || '%' OR category ILIKE '%' || $text || '%' OR actor ILIKE '%' || $text || '%'))`;

/** Numbers of the addresses with a text in them or in one of their tags. */
export async function accountsLike(session: Session, text: string): Promise<ReadonlySet<number>> {
  const rows = await session.rows<{ address_id: number }>(
    `SELECT address_id FROM mart_address WHERE ${like}`,
    { text: text.trim() },
  );
  return new Set(rows.map((row) => row.address_id));
}

/** Addresses under a filter; the text is looked for in the address and in its tags. */
export async function accountPage(session: Session, query: AccountQuery): Promise<AccountPage> {
  const conditions = ['true'];
  if (query.text.trim() !== '') conditions.push(like);
  if (query.chain !== null) conditions.push('chain = $chain');
  if (query.from !== null) conditions.push('last_seen >= iso_time($from)');
  if (query.to !== null) conditions.push('first_seen <= iso_time($to)');
  const where = conditions.join(' AND ');
  const parameters = { text: query.text.trim(), chain: query.chain, from: query.from, to: query.to };
  const total = await session.first<{ n: number }>(
    `SELECT count(*) AS n FROM (${listing}) WHERE ${where}`,
    parameters,
  );
  const rows = await session.rows<Row>(
    `SELECT * REPLACE (iso(first_seen) AS first_seen, iso(last_seen) AS last_seen) FROM (
       SELECT * FROM (${listing}) WHERE ${where}
       ORDER BY ${order[query.sort]} ${query.descending ? 'DESC' : 'ASC'} NULLS LAST, address_id LIMIT ${query.limit} OFFSET ${query.offset})
     ORDER BY ${order[query.sort]} ${query.descending ? 'DESC' : 'ASC'} NULLS LAST, address_id`,
    parameters,
  );
  const chains = await session.rows<{ chain: string }>(
    'SELECT DISTINCT chain FROM mart_address ORDER BY chain',
  );
  const ids = rows.map((row) => row.address_id);
  const tags = await tagsOf(session, ids);
  const main = await mainPositions(session, ids);
  return {
    total: total?.n ?? 0,
    chains: chains.map((row) => row.chain),
    rows: rows.map((row) => ({
      ...accountRow(row),
      tags: tags.get(row.address_id) ?? [],
      mainPosition: main.get(row.address_id) ?? null,
    })),
  };
}

const accountRow = (row: Row): Omit<AccountRow, 'tags'> => ({
  chain: row.chain,
  address: row.address,
  transfers: row.transfers,
  counterparties: row.counterparties,
  receivedUsd: row.received_usd,
  sentUsd: row.sent_usd,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  alerts: row.alerts,
});

interface PositionRow {
  address_id: number;
  asset: string;
  symbol: string | null;
  received: unknown;
  sent: unknown;
  received_count: number;
  sent_count: number;
  unknown: number;
}

async function positionRows(session: Session, ids: readonly number[]): Promise<PositionRow[]> {
  if (ids.length === 0) return [];
  const list = ids.join(', ');
  return session.rows<PositionRow>(
    `WITH side AS (
       SELECT to_id AS address_id, asset_id, amount_text, false AS sent FROM mart_transfer WHERE to_id IN (${list}) AND success IS DISTINCT FROM false
       UNION ALL
       SELECT from_id, asset_id, amount_text, true FROM mart_transfer WHERE from_id IN (${list}) AND success IS DISTINCT FROM false
     )
     SELECT s.address_id, coalesce(a.asset, 'unknown') AS asset, a.symbol,
       sum_groups(CASE WHEN NOT sent THEN amount_text END) AS received, sum_groups(CASE WHEN sent THEN amount_text END) AS sent,
       count(*) FILTER (WHERE NOT sent) AS received_count, count(*) FILTER (WHERE sent) AS sent_count, count(*) - count(amount_text) AS unknown
     FROM side s LEFT JOIN mart_asset a USING (asset_id)
     GROUP BY ALL ORDER BY s.address_id, count(*) DESC, asset`,
  );
}

/** Sums of the imported rows; where one amount is unknown, so is every sum that would need it. */
function position(row: PositionRow): AssetPosition {
  const known = row.unknown === 0;
  const received = known ? (exactSum(row.received) ?? 0n) : null;
  const sent = known ? (exactSum(row.sent) ?? 0n) : null;
  return {
    asset: row.asset,
    symbol: row.symbol,
    received: received === null ? null : decimalText(received),
    sent: sent === null ? null : decimalText(sent),
    balance: received === null || sent === null ? null : decimalText(received - sent),
    receivedCount: row.received_count,
    sentCount: row.sent_count,
  };
}

async function mainPositions(session: Session, ids: readonly number[]): Promise<Map<number, AssetPosition>> {
  const main = new Map<number, AssetPosition>();
  for (const row of await positionRows(session, ids))
    if (!main.has(row.address_id)) main.set(row.address_id, position(row));
  return main;
}

/** One address: its sums per asset and its activity in time. @throws EngineError `not-found`. */
export async function accountDetail(
  session: Session,
  chain: string,
  address: string,
): Promise<AccountDetail> {
  const id = await addressId(session, chain, address);
  const row =
    id === null
      ? undefined
      : await session.first<Row>(
          `SELECT * REPLACE (iso(first_seen) AS first_seen, iso(last_seen) AS last_seen) FROM (${listing}) WHERE address_id = ${id}`,
        );
  if (id === null || !row)
    throw new EngineError('not-found', `No imported row names ${address} on ${chain}.`);
  const positions = (await positionRows(session, [id])).map(position);
  const span = await session.first<{ seconds: number | null }>(
    `SELECT epoch(max(time)) - epoch(min(time)) AS seconds FROM mart_transfer WHERE from_id = ${id} OR to_id = ${id}`,
  );
  const bucketSeconds = niceBucket((span?.seconds ?? 0) / 120);
  const activity = await session.rows<{ at: string; transfers: number }>(
    `SELECT iso(make_timestamp((bucket * ${bucketSeconds} * 1000000)::BIGINT)) AS at, count(*) AS transfers
     FROM (SELECT floor(epoch(time) / ${bucketSeconds})::BIGINT AS bucket FROM mart_transfer WHERE (from_id = ${id} OR to_id = ${id}) AND time IS NOT NULL)
     GROUP BY bucket ORDER BY bucket`,
  );
  const tags = await tagsOf(session, [id]);
  return {
    account: { ...accountRow(row), tags: tags.get(id) ?? [], mainPosition: positions[0] ?? null },
    positions,
    activity,
    bucketSeconds,
  };
}
