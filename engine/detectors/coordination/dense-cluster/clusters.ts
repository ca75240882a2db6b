import { z } from 'zod';
import {
  Address,
  instant,
  intermediaryParams,
  leftOut,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { leiden } from '../../kernels/leiden.ts';
import { binomialTail } from '../../kernels/statistics.ts';
import { type Pairs, pairsInTriangles, tradingPairs } from './pairs.ts';

export const params = z.object({
  min_accounts: param(z.number().int().min(3).default(4), 'accounts', 'Members at least.'),
  max_accounts: param(
    z.number().int().min(4).max(1000).default(60),
    'accounts',
    'Members at most; denser and larger groups are a market or a protocol.',
  ),
  min_density: param(
    z.number().min(0.1).max(1).default(0.5),
    'share',
    'Part of all pairs of members that deal with each other must exceed this; also the resolution of the communities.',
  ),
  min_inside_share: param(
    z.number().min(0).max(1).default(0.8),
    'share',
    'Part of a member’s transfers, those with services left out, that stay among them, in the middle case; from there on a group of five with eight pairs is closed whenever it deals.',
  ),
  min_member_share: param(
    z.number().min(0).max(1).default(0.1),
    'share',
    'The same of every single member: who deals mostly with others is a hub that the group happens to know.',
  ),
  concentration: param(
    z.number().min(0).max(1).default(0.003),
    'probability',
    'Or: largest probability that transfers spread evenly over the members’ lives crowd as much into a part of them.',
  ),
  min_turnover: param(
    z.number().min(0).default(1.5),
    '× a pair',
    'Transfers among the members for each pair that deals.',
  ),
  max_counterparties: param(
    z.number().int().min(4).default(150),
    'accounts',
    'Accounts that deal with more are left out: they join everybody.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(400),
    'transfers',
    'Transfers among the members shown as evidence, earliest first.',
  ),
});
export type Params = z.output<typeof params>;

export const row = z.object({
  chain: z.string(),
  accounts: z.array(Address).min(3),
  start: Time,
  ended: Time,
  seconds: z.number(),
  pairs: z.number(),
  density: z.number(),
  transfers: z.number(),
  inside_share: z.number(),
  chance: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type Row = z.output<typeof row>;

/** Resolutions of the communities, as parts of the density asked for. */
const RESOLUTIONS = [1, 0.8, 0.6];
/** Part of the transfers that must lie close together. */
const MOST = 0.8;

/** Communities of accounts most of whose pairs deal with each other. */
export async function* clusters(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { micros, usd, rowId, accounts } = ledger.columns;
  const { out, legs } = ledger;
  const why = leftOut(ledger, given);
  const pairs = await tradingPairs(walk, why, given.max_counterparties);
  const kept = await pairsInTriangles(walk, pairs);
  if (kept.vertices.length === 0) return;
  const network = {
    start: kept.start,
    to: kept.to,
    weight: new Float64Array(kept.to.length).fill(1),
    size: new Float64Array(kept.vertices.length).fill(1),
  };
  const inside = new Uint8Array(accounts);
  const judged: Found[] = [];
  for (const part of RESOLUTIONS) {
    const members = new Map<number, number[]>();
    for (const [vertex, of] of leiden(network, { resolution: part * given.min_density }).entries()) {
      const known = members.get(of);
      if (known) known.push(vertex);
      else members.set(of, [vertex]);
    }
    for (const group of members.values()) {
      if (walk.due()) await walk.pause();
      if (group.length < given.min_accounts || group.length > given.max_accounts) continue;
      const one = judge(group, kept);
      if (one) judged.push(one);
    }
  }
  const told = new Set<number>();
  const found = judged
    .sort((a, b) => b.pairs * b.density - a.pairs * a.density || a.rows[0]! - b.rows[0]!)
    .filter(({ accounts: all }) => {
      const fresh = all.filter((account) => !told.has(account)).length > all.length / 2;
      if (fresh) for (const account of all) told.add(account);
      return fresh;
    });
  found.sort((a, b) => a.rows[0]! - b.rows[0]!);
  const name = await walk.names(found.flatMap(({ accounts: all }) => all));
  for (const one of found) {
    const dollars = one.rows.reduce((sum, row) => sum + usd[row]!, 0);
    yield {
      chain: name(one.accounts[0]!).chain,
      accounts: one.accounts.map((account) => name(account).address),
      start: instant(micros[one.rows[0]!]!),
      ended: instant(micros[one.rows.at(-1)!]!),
      seconds: (micros[one.rows.at(-1)!]! - micros[one.rows[0]!]!) / 1e6,
      pairs: one.pairs,
      density: one.density,
      transfers: one.rows.length,
      inside_share: one.insideShare,
      chance: one.chance,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: one.rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }

  interface Found {
    readonly accounts: number[];
    readonly pairs: number;
    readonly density: number;
    readonly insideShare: number;
    readonly chance: number;
    readonly rows: number[];
  }

  function judge(group: readonly number[], graph: Pairs): Found | null {
    const all = group.map((vertex) => graph.vertices[vertex]!);
    for (const account of all) inside[account] = 1;
    let dealing = 0;
    for (const vertex of group)
      for (let at = graph.start[vertex]!; at < graph.start[vertex + 1]!; at += 1)
        if (graph.to[at]! > vertex && inside[graph.vertices[graph.to[at]!]!] === 1) dealing += 1;
    const rows: number[] = [];
    const shares: number[] = [];
    for (const account of all) {
      for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1)
        if (inside[out.other[place]!] === 1) rows.push(out.rows[place]!);
      let among = 0;
      let people = 0;
      for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
        const other = legs.other[place]!;
        if (inside[other] === 1) among += 1;
        if (why[other] === 0) people += 1;
      }
      shares.push(people === 0 ? 0 : among / people);
    }
    for (const account of all) inside[account] = 0;
    const density = dealing / ((all.length * (all.length - 1)) / 2);
    const insideShare = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)]!;
    if (shares[0]! < given.min_member_share) return null;
    if (density <= given.min_density || rows.length < given.min_turnover * dealing) return null;
    rows.sort((a, b) => a - b);
    const chance = crowding(rows, all);
    const closed = all.length >= 5 && dealing >= 8 && insideShare >= given.min_inside_share;
    if (!closed && chance > given.concentration) return null;
    return { accounts: all, pairs: dealing, density, insideShare, chance, rows };
  }

  /** Probability that so many of the transfers lie as close together, were they spread over the members’ lives. */
  function crowding(rows: readonly number[], all: readonly number[]): number {
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (const account of all) {
      first = Math.min(first, micros[legs.rows[legs.start[account]!]!]!);
      last = Math.max(last, micros[legs.rows[legs.start[account + 1]! - 1]!]!);
    }
    const most = Math.ceil(MOST * rows.length);
    let shortest = last - first;
    for (let at = 0; at + most <= rows.length; at += 1)
      shortest = Math.min(shortest, micros[rows[at + most - 1]!]! - micros[rows[at]!]!);
    const share = last > first ? shortest / (last - first) : 1;
    return Math.min(1, rows.length * binomialTail(most - 1, rows.length - 1, share));
  }
}
