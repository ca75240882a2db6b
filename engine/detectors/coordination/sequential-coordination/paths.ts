import { z } from 'zod';
import {
  Address,
  HOUR,
  instant,
  intermediaryParams,
  leftOut,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { median } from '../../kernels/statistics.ts';

export const params = z.object({
  min_runs: param(
    z.number().int().min(2).default(2),
    'runs',
    'How often value must take the same way over three hops or more; over two hops once more is asked.',
  ),
  max_loss: param(
    z.number().min(0).max(0.5).default(0.1),
    'share',
    'What may be lost from the first to the last transfer of a run.',
  ),
  hop_minutes: param(
    z.number().min(0.1).max(10_080).default(60),
    'minutes',
    'Longest wait at an account on the way.',
  ),
  min_usd: param(
    z.number().min(0).default(50),
    'US$',
    'Smallest sum sent on its way where prices are known.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(400),
    'transfers',
    'Transfers of the runs shown as evidence, earliest first.',
  ),
});
export type Params = z.output<typeof params>;

export const row = z.object({
  chains: z.array(z.string()).min(1),
  /** In the order of the way, with the chain on which each was seen. */
  accounts: z.array(z.object({ address: Address, chain: z.string() })).min(3),
  hops: z.number(),
  runs: z.number(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  /** Median, from the first transfer of a run to the last. */
  run_seconds: z.number(),
  lost: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type Row = z.output<typeof row>;

/** Movements of a payer looked at to find the one that passes value on. */
const LOOK = 200;
/** Ways taken once whose addresses are compared across chains, at most. */
const ACROSS = 200_000;

/** A way of three or four accounts and the first rows of its runs. */
interface Piece {
  readonly way: number[];
  readonly heads: number[];
}

interface Found {
  readonly ways: number[][];
  readonly runs: number[][];
}

/**
 * Ordered ways of accounts along which value moved more than once. Every transfer is linked with the first that
 * passes nearly all of it on in time; ways of three hops (two with one run more) that recur are joined where they
 * overlap. On several chains the same addresses in the same order are one way.
 */
export async function* repeatedPaths(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { size, from, to, tx, micros, amount, usd, rowId, role, chains } = ledger.columns;
  const { holdings } = ledger;
  const why = leftOut(ledger, given);
  const next = new Int32Array(size).fill(-1);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const account = holdings.account[holding]!;
    if (why[account] !== 0 || role[account] !== 0) continue;
    const end = holdings.start[holding + 1]!;
    for (let place = holdings.start[holding]!; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] !== account || !(amount[row]! > 0)) continue;
      const least = (1 - given.max_loss) * amount[row]!;
      for (let at = place + 1; at < Math.min(end, place + LOOK); at += 1) {
        const later = holdings.rows[at]!;
        if (micros[later]! - micros[row]! > (given.hop_minutes / 60) * HOUR) break;
        if (from[later] !== account || tx[later] === tx[row] || to[later] === from[row]) continue;
        if (amount[later]! < least || amount[later]! > amount[row]! * 1.000001) continue;
        next[row] = later;
        break;
      }
    }
  }

  const open = (account: number): boolean => why[account] === 0 && role[account] === 0;
  const three = pieces(4, given.min_runs);
  const two = pieces(3, given.min_runs + 1);
  const found = joined([...three, ...two]);
  if (chains.length > 1) for (const one of await across(pieces(4, 1))) found.push(one);
  found.sort((a, b) => a.runs[0]![0]! - b.runs[0]![0]! || a.ways[0]![0]! - b.ways[0]![0]!);
  const name = await walk.names(found.flatMap(({ ways }) => ways.flat()));
  for (const { ways, runs } of found) {
    const rows = [...new Set(runs.flat())].sort((a, b) => a - b);
    const way = ways[0]!;
    const dollars = runs.reduce((sum, run) => sum + usd[run[0]!]!, 0);
    yield {
      chains: [...new Set(ways.map((one) => name(one[0]!).chain))].sort(),
      accounts: ways.flatMap((one) => one.map(name)),
      hops: way.length - 1,
      runs: runs.length,
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      seconds: (micros[rows.at(-1)!]! - micros[rows[0]!]!) / 1e6,
      run_seconds: median(runs.map((run) => (micros[run.at(-1)!]! - micros[run[0]!]!) / 1e6)),
      lost: Math.max(0, median(runs.map((run) => 1 - amount[run.at(-1)!]! / amount[run[0]!]!))),
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }

  /** Rows of a run of `count` accounts from a row on; null where it ends earlier, loses too much or comes back. */
  function run(head: number, count: number): number[] | null {
    const rows = [head];
    for (let hop = 2; hop < count; hop += 1) {
      const later = next[rows.at(-1)!]!;
      if (later < 0 || rows.some((row) => from[row] === to[later])) return null;
      rows.push(later);
    }
    return amount[rows.at(-1)!]! >= (1 - given.max_loss) * amount[head]! ? rows : null;
  }

  function wayOf(rows: readonly number[]): number[] {
    return [from[rows[0]!]!, ...rows.map((row) => to[row]!)];
  }

  /** Ways of `count` accounts with at least `least` runs, by their first run. */
  function pieces(count: number, least: number): Piece[] {
    const heads: { rows: number[]; way: number[] }[] = [];
    for (let row = 0; row < size; row += 1) {
      if (next[row]! < 0 || usd[row]! < given.min_usd) continue;
      const rows = run(row, count);
      if (!rows) continue;
      const way = wayOf(rows);
      if (way.every(open)) heads.push({ rows, way });
    }
    const byWay = new Map<string, Piece>();
    for (const { rows, way } of heads) {
      const key = way.join();
      const known = byWay.get(key);
      if (!known) byWay.set(key, { way, heads: [rows[0]!] });
      else if (!used(known.heads.at(-1)!, rows, count)) known.heads.push(rows[0]!);
    }
    return [...byWay.values()].filter((piece) => piece.heads.length >= least);
  }

  /** Whether two runs end in the same transfer: then one sum is counted twice. */
  function used(head: number, rows: readonly number[], count: number): boolean {
    return run(head, count)!.at(-1) === rows.at(-1);
  }

  /** Ways that overlap by two hops, or lie within each other, as one. */
  function joined(all: readonly Piece[]): Found[] {
    const parent = [...all.keys()];
    const root = (one: number): number => {
      let at = one;
      while (parent[at] !== at) at = parent[at]!;
      return at;
    };
    const byPart = new Map<string, number>();
    for (const [index, { way }] of all.entries())
      for (let at = 0; at + 2 < way.length; at += 1) {
        const part = way.slice(at, at + 3).join();
        const known = byPart.get(part);
        if (known === undefined) byPart.set(part, index);
        else parent[root(index)] = root(known);
      }
    const groups = new Map<number, Piece[]>();
    for (const [index, piece] of all.entries()) {
      const of = root(index);
      groups.set(of, [...(groups.get(of) ?? []), piece]);
    }
    return [...groups.values()].map((group) => {
      const byTime = [...group].sort((a, b) => a.heads[0]! - b.heads[0]! || b.way.length - a.way.length);
      const way = [...new Set(byTime.flatMap((piece) => piece.way))];
      const accounts = new Set(way);
      const heads = [...new Set(group.flatMap((piece) => piece.heads))].sort((a, b) => a - b);
      const runs: number[][] = [];
      const taken = new Set<number>();
      for (const head of heads) {
        if (taken.has(head)) continue;
        const rows = [head];
        for (;;) {
          const later = next[rows.at(-1)!]!;
          if (later < 0 || !accounts.has(to[later]!) || rows.some((row) => from[row] === to[later])) break;
          rows.push(later);
        }
        for (const row of rows) taken.add(row);
        runs.push(rows);
      }
      return { ways: [way], runs };
    });
  }

  /** Ways of the same addresses on more than one chain that are no repeated way on one of them already. */
  async function across(all: readonly Piece[]): Promise<Found[]> {
    if (all.length > ACROSS) {
      walk.incomplete(
        `${all.length} ways of value were not compared across chains: there are more than ${ACROSS}.`,
      );
      return [];
    }
    const told = new Set(found.flatMap(({ ways }) => ways.flat()));
    const known = await walk.names(all.flatMap(({ way }) => way));
    const byAddress = new Map<string, Piece[]>();
    for (const piece of all) {
      if (piece.way.every((account) => told.has(account))) continue;
      const key = piece.way.map((account) => known(account).address).join();
      byAddress.set(key, [...(byAddress.get(key) ?? []), piece]);
    }
    return [...byAddress.values()]
      .filter((same) => same.length > 1)
      .map((same) => ({
        ways: same.map(({ way }) => way),
        runs: same.flatMap(({ heads }) => heads.map((head) => run(head, 4)!)).sort((a, b) => a[0]! - b[0]!),
      }));
  }
}
