import { MOVES } from '../../detectors/ledger/columns.ts';
import type { Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';

/** Any asset: such paths have no width and come by their number of hops. */
export const ANY_ASSET = -1;

export interface PathRules {
  readonly k: number;
  readonly maxHops: number;
  readonly inOrder: boolean;
  readonly minKept: number;
  readonly range: RowRange;
  /** Whether a path may go through an account; its ends always may be any. */
  readonly passes: (account: number) => boolean;
  /** Transfers that may still be looked at. */
  readonly budget: number;
}

export interface FoundPath {
  readonly accounts: readonly number[];
  /** The smallest hop in token units: sums of all transfers, or single transfers where time is respected. */
  readonly width: number;
  readonly kept: number;
  /** One transfer a hop, where time is respected. */
  readonly chain: readonly number[] | null;
}

export interface PathSearch {
  readonly paths: readonly FoundPath[];
  readonly looked: number;
  /** Where the budget ended it: only hops of this width and more were searched; null where it was searched whole. */
  readonly searchedFrom: number | null;
}

/** Ways out of an account (or into it), the widest first. */
interface Ways {
  readonly others: Int32Array;
  readonly widths: Float64Array;
}

/** The moment of a partial path at which so much can have come so far. */
interface Arrival {
  readonly row: number;
  readonly width: number;
}

class OutOfBudget extends Error {}

/** Each lowering of the width looked for. */
const LOWER = 1 / 8;
const LOWERINGS = 5;
/** Transfers looked at before others have their turn. */
const SLICE = 1 << 14;

/**
 * The k widest simple paths from one of `sources` to one of `targets` in one asset: by the smallest hop, then by fewer
 * hops, then by account numbers. Hops of great width are searched first (meeting in the middle, then walking every path
 * they allow); when those hold fewer than k paths, smaller ones are let in, until all are. What it gives is exact unless
 * the budget ends it, which it says.
 */
export function* searchPaths(
  index: GraphIndex,
  asset: number,
  sources: readonly number[],
  targets: readonly number[],
  rules: PathRules,
): Steps<PathSearch> {
  const ways = new WaysOf(index, asset, rules);
  let best: FoundPath[] = [];
  let searchedFrom: number | null = null;
  try {
    const widest = (accounts: readonly number[], side: 'out' | 'in') =>
      accounts.reduce((most, account) => Math.max(most, ways.of(account, side).widths[0] ?? 0), 0);
    const top = Math.min(widest(sources, 'out'), widest(targets, 'in'));
    searchedFrom = Number.POSITIVE_INFINITY;
    for (const { width, maxHops } of roundsOf(asset, top, rules.maxHops)) {
      best = yield* pathsFrom(index, ways, width, asset, sources, targets, { ...rules, maxHops });
      if (width > 0) searchedFrom = width;
      if (best.length >= rules.k) break;
    }
    searchedFrom = null;
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error;
    if (error instanceof Interrupted) best = together(best, error.found, rules.k);
  }
  return { paths: best, looked: ways.looked, searchedFrom };
}

/** Widths to search down to, one after the other. Without widths the hops grow instead: the shortest come first. */
const roundsOf = (asset: number, top: number, maxHops: number): { width: number; maxHops: number }[] =>
  asset === ANY_ASSET
    ? Array.from({ length: maxHops }, (_, hops) => ({ width: 0, maxHops: hops + 1 }))
    : [...(top > 0 ? Array.from({ length: LOWERINGS }, (_, turn) => top * LOWER ** turn) : []), 0].map(
        (width) => ({ width, maxHops }),
      );

function together(a: readonly FoundPath[], b: readonly FoundPath[], k: number): FoundPath[] {
  const all = new Map([...a, ...b].map((path) => [path.accounts.join(), path]));
  return [...all.values()].sort(comparePaths).slice(0, k);
}

/** The budget ended a walk that had found something. */
class Interrupted extends OutOfBudget {
  readonly found: FoundPath[];
  constructor(found: FoundPath[]) {
    super();
    this.found = found;
  }
}

class WaysOf {
  looked = 0;
  readonly #index: GraphIndex;
  readonly #asset: number;
  readonly #rules: PathRules;
  readonly #out = new Map<number, Ways>();
  readonly #in = new Map<number, Ways>();

  constructor(index: GraphIndex, asset: number, rules: PathRules) {
    this.#index = index;
    this.#asset = asset;
    this.#rules = rules;
  }

  look(rows: number): void {
    this.looked += rows;
    if (this.looked > this.#rules.budget) throw new OutOfBudget();
  }

  of(account: number, side: 'out' | 'in'): Ways {
    const known = (side === 'out' ? this.#out : this.#in).get(account);
    if (known) return known;
    const index = this.#index;
    const others: number[] = [];
    const widths: number[] = [];
    const { start } = side === 'out' ? index.out : index.in;
    this.look(1 + start[account + 1]! - start[account]!);
    for (const edge of index.edges(account, side, this.#rules.range)) {
      const other = side === 'out' ? edge.to : edge.from;
      if (other === account || (this.#asset !== ANY_ASSET && edge.asset !== this.#asset)) continue;
      let width = -1;
      for (let place = edge.low; place < edge.high; place += 1) {
        const row = index.rowOf(edge, place);
        if ((index.rows.kind[row]! & MOVES) === 0) continue;
        const amount = this.#asset === ANY_ASSET ? 0 : amountOf(index, row);
        width = width < 0 ? amount : this.#rules.inOrder ? Math.max(width, amount) : width + amount;
      }
      if (width < 0) continue;
      if (others.at(-1) === other) widths[widths.length - 1] = Math.max(widths.at(-1)!, width);
      else {
        others.push(other);
        widths.push(width);
      }
    }
    const order = Array.from(others.keys()).sort(
      (a, b) => widths[b]! - widths[a]! || others[a]! - others[b]!,
    );
    const ways: Ways = {
      others: Int32Array.from(order, (place) => others[place]!),
      widths: Float64Array.from(order, (place) => widths[place]!),
    };
    (side === 'out' ? this.#out : this.#in).set(account, ways);
    return ways;
  }

  /** How many rows a side of an account has: the cost of looking at it. */
  cost(account: number, side: 'out' | 'in'): number {
    if ((side === 'out' ? this.#out : this.#in).has(account)) return 1;
    const { start } = side === 'out' ? this.#index.out : this.#index.in;
    return 1 + start[account + 1]! - start[account]!;
  }
}

/** In token units; an unknown amount counts as nothing, so that its paths come last. */
const amountOf = (index: GraphIndex, row: number): number =>
  (index.rows.kind[row]! & UNKNOWN_AMOUNT) !== 0 ? 0 : index.rows.amounts.double(row);

/** All hops of at least this width: the best k paths over them. */
function* pathsFrom(
  index: GraphIndex,
  ways: WaysOf,
  least: number,
  asset: number,
  sources: readonly number[],
  targets: readonly number[],
  rules: PathRules,
): Steps<FoundPath[]> {
  const ends = new Set(targets);
  const begins = new Set(sources);
  const inside = (account: number) => !ends.has(account) && !begins.has(account) && rules.passes(account);

  // meeting in the middle: whichever side is cheaper goes one hop further
  const toTarget = new Map<number, number>(targets.map((account) => [account, 0]));
  const onward = new Map<number, { to: number; width: number }[]>();
  const reached = new Set<number>(sources);
  let ahead = [...begins];
  let behind = [...ends];
  let forward = 0;
  let backward = 0;
  let mark = ways.looked;
  while (forward + backward < rules.maxHops) {
    const costAhead = ahead.reduce((sum, account) => sum + ways.cost(account, 'out'), 0);
    const costBehind = behind.reduce((sum, account) => sum + ways.cost(account, 'in'), 0);
    const next: number[] = [];
    if (costAhead <= costBehind) {
      for (const account of ahead) {
        const { others, widths } = ways.of(account, 'out');
        for (let at = 0; at < others.length && widths[at]! >= least; at += 1) {
          const other = others[at]!;
          if (reached.has(other)) continue;
          reached.add(other);
          if (inside(other)) next.push(other);
        }
        if (ways.looked - mark > SLICE) {
          mark = ways.looked;
          yield;
        }
      }
      ahead = next;
      forward += 1;
    } else {
      backward += 1;
      for (const account of behind) {
        const { others, widths } = ways.of(account, 'in');
        for (let at = 0; at < others.length && widths[at]! >= least; at += 1) {
          const other = others[at]!;
          const list = onward.get(other);
          if (list) list.push({ to: account, width: widths[at]! });
          else onward.set(other, [{ to: account, width: widths[at]! }]);
          if (toTarget.has(other)) continue;
          toTarget.set(other, backward);
          if (inside(other)) next.push(other);
        }
        if (ways.looked - mark > SLICE) {
          mark = ways.looked;
          yield;
        }
      }
      behind = next;
    }
  }
  for (const list of onward.values()) list.sort((a, b) => b.width - a.width || a.to - b.to);

  const found: FoundPath[] = [];
  const path: number[] = [];
  const on = new Set<number>();
  const enough = () => (found.length < rules.k ? least : Math.max(least, found.at(-1)!.width));
  const keep = (width: number, first: number) => {
    const chain = rules.inOrder ? chainOf(index, asset, path, width, rules.range) : null;
    const begin = chain === null ? first : amountOf(index, chain[0]!);
    const kept = begin > 0 ? width / begin : Number.NaN;
    if (rules.minKept > 0 && !(kept >= rules.minKept)) return;
    const candidate = { accounts: [...path], width, kept, chain };
    let place = found.length;
    while (place > 0 && comparePaths(candidate, found[place - 1]!) < 0) place -= 1;
    if (place >= rules.k) return;
    found.splice(place, 0, candidate);
    if (found.length > rules.k) found.pop();
  };

  function* walk(
    account: number,
    hops: number,
    width: number,
    first: number,
    arrivals: readonly Arrival[],
  ): Steps<void> {
    const left = rules.maxHops - hops;
    ways.look(1);
    if (ways.looked - mark > SLICE) {
      mark = ways.looked;
      yield;
    }
    const step = function* (other: number, wide: number): Steps<void> {
      if (on.has(other)) return;
      const last = ends.has(other);
      if (!last && (left < 2 || !inside(other))) return;
      if (!last && left - 1 <= backward && (toTarget.get(other) ?? 99) > left - 1) return;
      const begin = hops === 0 ? wide : first;
      let narrow = Math.min(width, wide);
      if (!rules.inOrder && rules.minKept > 0 && narrow < rules.minKept * begin) return;
      let next: readonly Arrival[] = arrivals;
      if (rules.inOrder) {
        next = arrive(index, ways, asset, account, other, arrivals, rules.range);
        narrow = next.at(-1)?.width ?? -1;
      }
      if (narrow < enough()) return;
      path.push(other);
      on.add(other);
      if (last) keep(narrow, begin);
      else yield* walk(other, hops + 1, narrow, begin, next);
      on.delete(other);
      path.pop();
    };
    if (left > backward) {
      const { others, widths } = ways.of(account, 'out');
      for (let at = 0; at < others.length && widths[at]! >= enough(); at += 1)
        yield* step(others[at]!, widths[at]!);
    } else
      for (const way of onward.get(account) ?? []) {
        if (way.width < enough()) break;
        yield* step(way.to, way.width);
      }
  }

  try {
    for (const source of begins) {
      path.push(source);
      on.add(source);
      yield* walk(source, 0, Number.POSITIVE_INFINITY, 0, [{ row: -1, width: Number.POSITIVE_INFINITY }]);
      on.delete(source);
      path.pop();
    }
  } catch (error) {
    if (error instanceof OutOfBudget) throw new Interrupted(found);
    throw error;
  }
  return found;
}

/** The wider first, then the shorter, then by account numbers. */
export function comparePaths(
  a: Pick<FoundPath, 'width' | 'accounts'>,
  b: Pick<FoundPath, 'width' | 'accounts'>,
): number {
  if (a.width !== b.width) return b.width - a.width;
  if (a.accounts.length !== b.accounts.length) return a.accounts.length - b.accounts.length;
  for (const [at, account] of a.accounts.entries())
    if (account !== b.accounts[at]) return account - b.accounts[at]!;
  return 0;
}

/** Transfers of a hop in time that move something. */
function* transfersOf(
  index: GraphIndex,
  asset: number,
  from: number,
  to: number,
  range: RowRange,
): Generator<number> {
  const rows: number[] = [];
  for (const edge of index.edgesBetween(from, to, range)) {
    if (asset !== ANY_ASSET && edge.asset !== asset) continue;
    for (let place = edge.low; place < edge.high; place += 1) {
      const row = index.rowOf(edge, place);
      if ((index.rows.kind[row]! & MOVES) !== 0 && row < index.rows.timed) rows.push(row);
    }
  }
  // several assets come one after the other
  if (asset === ANY_ASSET) rows.sort((a, b) => a - b);
  yield* rows;
}

/** How much can have come so far, and when: only moments that bring more than all before them. */
function arrive(
  index: GraphIndex,
  ways: WaysOf,
  asset: number,
  from: number,
  to: number,
  before: readonly Arrival[],
  range: RowRange,
): Arrival[] {
  const arrivals: Arrival[] = [];
  let place = -1;
  let most = -1;
  for (const row of transfersOf(index, asset, from, to, range)) {
    ways.look(1);
    while (place + 1 < before.length && before[place + 1]!.row < row) place += 1;
    if (place < 0) continue;
    const width = Math.min(before[place]!.width, asset === ANY_ASSET ? 0 : amountOf(index, row));
    if (width <= most) continue;
    most = width;
    arrivals.push({ row, width });
  }
  return arrivals;
}

/** One transfer a hop, none before the one it follows and none smaller than `width`: ending earliest, and each as late as the next allows. */
function chainOf(
  index: GraphIndex,
  asset: number,
  accounts: readonly number[],
  width: number,
  range: RowRange,
): number[] {
  const hops: number[][] = [];
  for (let at = 0; at + 1 < accounts.length; at += 1)
    hops.push(
      [...transfersOf(index, asset, accounts[at]!, accounts[at + 1]!, range)].filter(
        (row) => asset === ANY_ASSET || amountOf(index, row) >= width,
      ),
    );
  let earliest = -1;
  for (const rows of hops) earliest = rows.find((row) => row > earliest)!;
  const chain: number[] = [earliest];
  for (let hop = hops.length - 2; hop >= 0; hop -= 1)
    chain.unshift(hops[hop]!.findLast((row) => row < chain[0]!)!);
  return chain;
}
