import type { SearchHit } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { findEntities } from './entities/find.ts';

/** Entities among the hits at most. */
const ENTITIES = 5;

/** Addresses, transactions, entities, markets, tags, alerts and files that carry the text; exact ones first. */
export async function search(session: Session, text: string, limit: number): Promise<SearchHit[]> {
  const needle = text.trim();
  if (needle === '') return [];
  const parameters = { text: needle, lower: needle.toLowerCase() };
  const hits: SearchHit[] = [];
  const add = async (sql: string) => {
    if (hits.length < limit)
      hits.push(...(await session.rows<SearchHit>(`${sql} LIMIT ${limit - hits.length}`, parameters)));
  };
  await add(
    `SELECT 'address' AS kind, a.address AS id, a.chain, a.address AS title, format('{:,} transfers', coalesce(m.transfers, 0)) AS detail
     FROM mart_address a LEFT JOIN mart_account m USING (address_id)
     WHERE starts_with(a.address, $lower) OR starts_with(a.address, $text) ORDER BY a.address = $lower DESC, m.transfers DESC, a.address`,
  );
  if (/^0x[0-9a-f]{12,64}$/i.test(needle) || needle.length > 50)
    await add(
      `SELECT 'transaction' AS kind, tx_hash AS id, chain, tx_hash AS title, coalesce(iso(min(time)), 'time unknown') AS detail
       FROM transfer WHERE ok AND ${needle.length >= 64 ? 'tx_hash = $lower' : 'starts_with(tx_hash, $lower)'} GROUP BY ALL ORDER BY tx_hash`,
    );
  if (hits.length < limit)
    for (const { id, kind, name, addresses, saidBy } of await findEntities(session, needle, ENTITIES))
      hits.push({
        kind: 'entity',
        id,
        chain: null,
        title: name,
        detail: `${addresses.toLocaleString('en')} ${addresses === 1 ? 'address' : 'addresses'} · ${kind === 'group' ? 'group in the view ' : ''}${saidBy.join(', ')}`,
      });
  await add(
    `SELECT DISTINCT 'tag' AS kind, a.address AS id, a.chain, g.label AS title, coalesce(g.category, '') || ' · ' || coalesce(g.source, '') AS detail
     FROM mart_address_tag g JOIN mart_address a USING (address_id) WHERE g.label ILIKE '%' || $text || '%' OR g.actor ILIKE '%' || $text || '%' ORDER BY title, id`,
  );
  await add(
    `SELECT 'market' AS kind, market AS id, NULL AS chain, market AS title, format('{:,} trades on {}', count(*), venue) AS detail
     FROM trade WHERE ok AND market ILIKE '%' || $text || '%' GROUP BY market, venue ORDER BY count(*) DESC, market`,
  );
  await add(
    `SELECT 'alert' AS kind, alert_id AS id, NULL AS chain, title, explanation AS detail
     FROM alert WHERE starts_with(alert_id, $lower) OR title ILIKE '%' || $text || '%' OR explanation ILIKE '%' || $text || '%' ORDER BY rank`,
  );
  await add(
    `SELECT 'dataset' AS kind, dataset_id::VARCHAR AS id, NULL AS chain, name AS title, format('{:,} rows, {}', rows, format_label) AS detail
     FROM dataset WHERE name ILIKE '%' || $text || '%' ORDER BY dataset_id`,
  );
  return hits.slice(0, limit);
}
