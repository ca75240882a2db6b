import { type EntityRef, type EntitySummary, entityId } from '#contract/entities.ts';
import type { Session } from '../../warehouse/session.ts';
import { addressText } from '../index/rows.ts';
import { groupsSql, tagKnownSql } from './members.ts';

interface Row {
  kind: 'label' | 'group';
  name: string;
  view: string;
  member_group: string;
  addresses: number;
  said_by: string[];
}

const summaryOf = ({ kind, name, view, member_group, addresses, said_by }: Row): EntitySummary => {
  const ref: EntityRef = kind === 'label' ? { kind, name } : { kind, view, group: member_group };
  return { id: entityId(ref), kind, name, addresses, saidBy: said_by };
};

/** Names (label or actor of a tag) with the addresses that carry them and the sources that say so. */
const named = (which: string, known: string) => `
  SELECT 'label' AS kind, name, '' AS view, '' AS member_group, count(DISTINCT address_id) AS addresses,
    list(DISTINCT coalesce(source, 'unknown') ORDER BY coalesce(source, 'unknown')) AS said_by
  FROM (
    SELECT m.address_id, m.label AS name, m.source FROM mart_address_tag m WHERE m.label IN (${which}) AND ${known}
    UNION ALL SELECT m.address_id, m.actor, m.source FROM mart_address_tag m WHERE m.actor IN (${which}) AND ${known}
  ) GROUP BY name HAVING count(DISTINCT address_id) > 1`;

/**
 * Groups of saved views with how many of their addresses the rows name. A view that was saved several times, or frozen as
 * an exhibit, holds the same group again: the latest stands for them.
 */
const grouped = (where: string) => `
  SELECT 'group' AS kind, g.group_name AS name, g.view_id AS view, g.group_id AS member_group, count(a.address_id) AS addresses, [any_value(g.view_name)] AS said_by
  FROM (SELECT * EXCLUDE (members), unnest(members) AS member FROM (
    SELECT * FROM (${groupsSql}) WHERE ${where} QUALIFY row_number() OVER (PARTITION BY group_name, list_sort(members) ORDER BY saved_at DESC, view_id) = 1
  )) g JOIN mart_address a ON a.chain || ':' || a.address = g.member
  GROUP BY g.group_name, g.view_id, g.group_id`;

/** Entities an address belongs to: names it shares with other addresses, and groups of saved views. Smallest first. */
export async function belongsTo(
  session: Session,
  subject: string,
  knownBy: string | null,
): Promise<EntitySummary[]> {
  const colon = subject.indexOf(':');
  const chain = subject.slice(0, colon);
  const address = addressText(subject.slice(colon + 1));
  const known = tagKnownSql(knownBy);
  const own = `SELECT address_id FROM mart_address WHERE chain = $chain AND address = $address`;
  const rows = await session.rows<Row>(
    `WITH own AS (
       SELECT unnest([m.label, m.actor]) AS name FROM mart_address_tag m WHERE m.address_id IN (${own}) AND ${known}
     )
     SELECT * FROM (${named('SELECT name FROM own WHERE name IS NOT NULL', known)}
       UNION ALL ${grouped("list_contains(members, $chain || ':' || $address)")}
     ) ORDER BY addresses, kind, name, view, member_group LIMIT 20`,
    { chain, address },
  );
  return rows.map(summaryOf);
}

/** Entities whose name holds a text: that very name first, then those that begin with it, then those of most addresses. */
export async function findEntities(session: Session, text: string, limit: number): Promise<EntitySummary[]> {
  const rows = await session.rows<Row>(
    `SELECT * FROM (
       ${named("SELECT label FROM mart_address_tag WHERE label ILIKE '%' || $text || '%' UNION SELECT actor FROM mart_address_tag WHERE actor ILIKE '%' || $text || '%'", 'true')}
       UNION ALL ${grouped("group_name ILIKE '%' || $text || '%'")}
     ) WHERE addresses > 0 ORDER BY lower(name) = lower($text) DESC, starts_with(lower(name), lower($text)) DESC, addresses DESC, kind, name, view, member_group LIMIT ${limit}`,
    { text },
  );
  return rows.map(summaryOf);
}
