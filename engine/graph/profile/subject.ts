import { entityRef, type StatedTag } from '#contract/entities.ts';
import type { GraphNode } from '#contract/graph.ts';
import { microsOf } from '../../detectors/ledger/instant.ts';
import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import type { Session } from '../../warehouse/session.ts';
import { type Entity, namesEntity, readEntity } from '../entities/members.ts';
import { accountOf } from '../expand.ts';
import { datedTags, graphNodes, instantOrNull } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { firstNotBefore } from '../index/stable-order.ts';
import { firstOf } from '../index/top.ts';
import { type Party, partyOf, soleParty } from './party.ts';
import { counterpartiesOf } from './party-counterparties.ts';
import { partyRows } from './party-rows.ts';

/** Whom a profile is about: an address, or an entity as one. */
export interface ProfileSubject {
  /** `chain:address`, or the id of the entity. */
  readonly id: string;
  readonly party: Party;
  readonly entity: Entity | null;
}

/** @throws EngineError `not-found` when no imported row names it. */
export async function subjectOf(
  session: Session,
  index: GraphIndex,
  id: string,
  knownBy: string | null,
): Promise<ProfileSubject> {
  if (entityRef(id) === null) {
    const account = accountOf(index, id);
    return { id: index.rows.names.id(account), party: soleParty(account), entity: null };
  }
  const entity = await readEntity(session, index, id, knownBy);
  return { id, party: partyOf(index, entity.accounts), entity };
}

/** Tags of all addresses of a party, each once with how many carry it; the surest first. */
export function* statedTags(
  index: GraphIndex,
  party: Party,
  known: number | null,
  most: number,
): Steps<{ labels: StatedTag[]; total: number }> {
  const found = new Map<string, StatedTag>();
  yield* inSlices(party.accounts.length, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const own = new Set<string>();
      for (const tag of datedTags(index, party.accounts[place]!, known ?? undefined)) {
        const key = JSON.stringify(tag);
        if (own.has(key)) continue;
        own.add(key);
        const stated = found.get(key);
        if (stated) stated.addresses += 1;
        else found.set(key, { ...tag, addresses: 1 });
      }
    }
  });
  const tags = [...found.values()];
  // those of one address keep the order they are listed in
  if (party.accounts.length > 1)
    tags.sort(
      (a, b) =>
        b.addresses - a.addresses ||
        b.confidence - a.confidence ||
        (a.label < b.label ? -1 : a.label > b.label ? 1 : a.source < b.source ? -1 : 1),
    );
  return { labels: tags.slice(0, most), total: tags.length };
}

/** Rows of a party over a range, and how many it deals with in them. */
export interface PartyCounts {
  readonly range: RowRange;
  readonly rows: Int32Array;
  readonly counterparties: number;
}

/** An entity in the shape of a node: counts over all its rows, up to an instant where one is given. `counted` saves counting again. */
export async function entityNode(
  session: Session,
  index: GraphIndex,
  { id, name }: Entity,
  party: Party,
  knownBy: string | null,
  counted: PartyCounts,
  pause: () => Promise<void>,
): Promise<GraphNode> {
  const { micros, timed, size } = index.rows;
  const known = knownBy === null ? null : microsOf(knownBy);
  if (party.accounts.length === 1) {
    const [node] = await graphNodes(session, index, [party.accounts[0]!], known);
    return { ...node!, id, address: name, tags: [] };
  }
  const everything = { low: 0, high: size };
  const range = known === null ? everything : index.range(null, known);
  const same = (one: RowRange) => counted.range.low === one.low && counted.range.high === one.high;
  const rows = same(range) ? counted.rows : await politely(partyRows(index, party, range), pause);
  const last = firstNotBefore(rows, 0, rows.length, timed) - 1;
  const alerts = await session.first<{ alerts: number }>(
    `SELECT count(DISTINCT s.alert_id) AS alerts FROM alert_subject s WHERE ${namesEntity(id, knownBy)}`,
  );
  const chains = chainsOf(index, party);
  return {
    id,
    chain: chains.length === 1 ? chains[0]! : '',
    address: name,
    tags: [],
    transfers: rows.length,
    counterparties: same(everything)
      ? counted.counterparties
      : (await counterpartiesOf(index, party, 'both', everything, pause)).length,
    firstSeen: last < 0 ? null : instantOrNull(micros[rows[0]!]),
    lastSeen: last < 0 ? null : instantOrNull(micros[rows[last]!]),
    alerts: alerts?.alerts ?? 0,
  };
}

/** The members of most rows, with what is said of each. */
export async function busiestMembers(
  session: Session,
  index: GraphIndex,
  { accounts }: Party,
  known: number | null,
  most: number,
): Promise<{ node: GraphNode; labels: StatedTag[] }[]> {
  const best = firstOf(
    accounts.length,
    most,
    (a, b) => index.degree(accounts[b]!) - index.degree(accounts[a]!) || a - b,
  ).map((place) => accounts[place]!);
  const nodes = await graphNodes(session, index, best, known);
  return nodes.map((node, place) => ({
    node,
    labels: datedTags(index, best[place]!, known ?? undefined).map((tag) => ({ ...tag, addresses: 1 })),
  }));
}

/** Names of the chains a party is on, in their order. */
export function chainsOf({ rows: { names } }: GraphIndex, { accounts }: Party): string[] {
  const met = new Set<number>();
  for (const account of accounts) met.add(names.chainNumber(account));
  return names.chains.filter((_, place) => met.has(place));
}
