import { type EntityRef, entityRef } from '#contract/entities.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../../warehouse/session.ts';
import { literal } from '../../warehouse/sql-text.ts';
import type { GraphIndex } from '../index/graph-index.ts';

/** Groups of the saved views: `saved_at`, `view_id`, `view_name`, `group_id`, `group_name`, `members` (node ids). */
export const groupsSql = `
  SELECT saved_at, view_id, view_name, g.id AS group_id, g.name AS group_name,
    list_distinct(list_transform(coalesce(g.members, []), lambda m: split_part(m, '@', 1))) AS members
  FROM (
    SELECT saved_at, view_id, name AS view_name,
      unnest(from_json(content::JSON -> '$.view.groups', '[{"id":"VARCHAR","name":"VARCHAR","members":["VARCHAR"]}]')) AS g
    FROM saved_view WHERE NOT removed AND json_valid(content) AND json_type(content, '$.view.groups') = 'ARRAY'
  ) WHERE g.id IS NOT NULL AND g.name IS NOT NULL`;

/** A tag is known at an instant when its list dates it no later, or not at all. */
export const tagKnownSql = (knownBy: string | null): string =>
  knownBy === null
    ? 'true'
    : `m.tag_row_id IN (SELECT row_id FROM stg_tag WHERE listed_at IS NULL OR listed_at <= iso_time(${literal(knownBy)}))`;

/** A query for the account numbers of an entity's addresses; a group is the user's own and holds at any instant. */
export const membersSql = (ref: EntityRef, knownBy: string | null = null): string =>
  ref.kind === 'label'
    ? `SELECT m.address_id FROM mart_address_tag m WHERE (m.label = ${literal(ref.name)} OR m.actor = ${literal(ref.name)}) AND ${tagKnownSql(knownBy)}`
    : `SELECT a.address_id FROM mart_address a WHERE a.chain || ':' || a.address IN (SELECT unnest(members) FROM (${groupsSql}) WHERE view_id = ${literal(ref.view)} AND group_id = ${literal(ref.group)})`;

/** The same for an id as the contract writes it. @throws EngineError `invalid` when it names no entity. */
export function membersOf(id: string, knownBy: string | null = null): string {
  const ref = entityRef(id);
  if (ref === null) throw new EngineError('invalid', `${id} is not the name of an entity.`);
  return membersSql(ref, knownBy);
}

/** Whether a row `s` of alert_subject names an entity or one of its addresses. */
export const namesEntity = (id: string, knownBy: string | null = null): string =>
  `(s.kind = 'entity' AND '@label:' || s.id = ${literal(id)} OR s.kind = 'address' AND s.chain || ':' || s.id IN (
     SELECT a.chain || ':' || a.address FROM mart_address a WHERE a.address_id IN (${membersOf(id, knownBy)})))`;

export interface Entity {
  readonly id: string;
  readonly ref: EntityRef;
  readonly name: string;
  readonly view: { readonly id: string; readonly name: string } | null;
  /** Account numbers, ascending. */
  readonly accounts: Int32Array;
  /** Addresses that are listed but in no imported row. */
  readonly unnamed: number;
}

/** Who belongs to an entity. @throws EngineError `not-found` when nobody of the imported rows does. */
export async function readEntity(
  session: Session,
  index: GraphIndex,
  id: string,
  knownBy: string | null,
): Promise<Entity> {
  const ref = entityRef(id);
  if (ref === null) throw new EngineError('invalid', `${id} is not the name of an entity.`);
  let name = ref.kind === 'label' ? ref.name : '';
  let view: Entity['view'] = null;
  let listed = 0;
  if (ref.kind === 'group') {
    const group = await session.first<{ view_name: string; group_name: string; listed: number }>(
      `SELECT view_name, group_name, len(members) AS listed FROM (${groupsSql}) WHERE view_id = $view AND group_id = $group`,
      { view: ref.view, group: ref.group },
    );
    if (!group)
      throw new EngineError(
        'not-found',
        'No saved view of this case has this group (any more). Group the addresses in the graph and save the view.',
      );
    name = group.group_name;
    view = { id: ref.view, name: group.view_name };
    listed = group.listed;
  }
  // by name: an import meanwhile may have numbered the tables anew
  const accounts: number[] = [];
  for await (const chunk of session.rawChunks(
    `SELECT chain, address FROM mart_address WHERE address_id IN (${membersSql(ref, knownBy)})`,
  )) {
    const chain = chunk.getColumnVector(0);
    const address = chunk.getColumnVector(1);
    for (let item = 0; item < chunk.rowCount; item += 1) {
      const account = index.rows.names.find(String(chain.getItem(item)), String(address.getItem(item)));
      if (account !== null) accounts.push(account);
    }
  }
  if (accounts.length === 0)
    throw new EngineError(
      'not-found',
      ref.kind === 'label'
        ? `No address of the imported rows carries the name ${name}${knownBy === null ? '' : ' at this instant'}.`
        : `No imported row names an address of the group ${name}.`,
    );
  return {
    id,
    ref,
    name,
    view,
    accounts: Int32Array.from(accounts).sort(),
    unnamed: Math.max(0, listed - accounts.length),
  };
}
