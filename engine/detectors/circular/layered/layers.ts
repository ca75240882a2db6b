import { HOUR, MOVES, type Walk } from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';

export interface LayerRules {
  /** Accounts on the chain, where two neighbours exchange one payment, and where they exchange several. */
  readonly minAccounts: number;
  readonly minAccountsInPieces: number;
  readonly similarity: number;
  readonly kept: number;
  readonly bundleHours: number;
  readonly restHours: number;
  readonly mostTransfers: number;
  readonly minUsd: number;
  readonly unpricedQuantile: number;
  /** Reasons by account to leave it out. */
  readonly leftOut: Uint8Array;
}

export interface Layers {
  readonly asset: number;
  /** Accounts in order, the first sender and the last receiver included. */
  readonly accounts: number[];
  /** Ledger rows between each and the next. */
  readonly links: number[][];
  /** Mean likeness of a layer's taking in and paying on. */
  readonly similarity: number;
}

/** Payments of one asset from one account to another without a long pause. */
interface Bundles {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly sum: Float64Array;
  readonly count: Int32Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Time weighted by amount. */
  readonly middle: Float64Array;
  readonly rows: number[][];
}

/** How alike what came and what went is: the mean of smaller over larger, of the number of payments and of the sum. */
export const likeness = (countIn: number, countOut: number, sumIn: number, sumOut: number): number =>
  (Math.min(countIn, countOut) / Math.max(countIn, countOut) +
    Math.min(sumIn, sumOut) / Math.max(sumIn, sumOut)) /
  2;

/**
 * Chains of accounts each of which pays on, to one other, nearly all of what it was paid by one, in about as many
 * payments, and later. What else an account does beside that does not matter. The longest chain through each
 * payment; none is in two.
 */
export async function layers(walk: Walk, rules: LayerRules): Promise<Layers[]> {
  const { ledger } = walk;
  const { holdings } = ledger;
  const bundles = await gather(walk, rules);
  const count = bundles.from.length;
  const order = Int32Array.from(bundles.from.keys()).sort(
    (a, b) => bundles.middle[b]! - bundles.middle[a]! || a - b,
  );
  const outStart = new Int32Array(holdings.count + 1);
  for (const from of bundles.from) outStart[from + 1]! += 1;
  for (let holding = 0; holding < holdings.count; holding += 1) outStart[holding + 1]! += outStart[holding]!;

  const length = new Int32Array(count);
  const next = new Int32Array(count).fill(-1);
  for (const bundle of order) {
    if (walk.due()) await walk.pause();
    length[bundle] = 1;
    let nearest = 0;
    const holding = bundles.to[bundle]!;
    if (rules.leftOut[holdings.account[holding]!] !== 0) continue;
    for (let on = outStart[holding]!; on < outStart[holding + 1]!; on += 1) {
      const alike = continues(bundle, on);
      if (alike < rules.similarity) continue;
      const longer = 1 + length[on]!;
      if (longer > length[bundle]! || (longer === length[bundle] && alike > nearest)) {
        length[bundle] = longer;
        next[bundle] = on;
        nearest = alike;
      }
    }
  }

  const least = Math.min(rules.minAccounts, rules.minAccountsInPieces) - 1;
  const starts = Array.from(order)
    .filter((bundle) => length[bundle]! >= least)
    .sort((a, b) => length[b]! - length[a]! || bundles.first[a]! - bundles.first[b]! || a - b);
  const used = new Uint8Array(count);
  const found: Layers[] = [];
  for (const start of starts) {
    const chain: number[] = [];
    const passed = new Set([bundles.from[start]!]);
    for (let on = start; on >= 0 && used[on] === 0 && !passed.has(bundles.to[on]!); on = next[on]!) {
      chain.push(on);
      passed.add(bundles.to[on]!);
    }
    const inPieces = chain.every((bundle) => bundles.count[bundle]! >= 2);
    if (chain.length + 1 < (inPieces ? rules.minAccountsInPieces : rules.minAccounts)) continue;
    for (const bundle of chain) used[bundle] = 1;
    const alike = chain.slice(1).map((bundle, index) => continues(chain[index]!, bundle));
    found.push({
      asset: holdings.asset[bundles.from[start]!]!,
      accounts: [bundles.from[start]!, ...chain.map((bundle) => bundles.to[bundle]!)].map(
        (holding) => holdings.account[holding]!,
      ),
      links: chain.map((bundle) => bundles.rows[bundle]!),
      similarity: alike.reduce((sum, each) => sum + each, 0) / alike.length,
    });
  }
  return found.sort((a, b) => a.links[0]![0]! - b.links[0]![0]!);

  /** How alike `on` is to `bundle`, whose receiver sends it; 0 where it does not carry the value on in time. */
  function continues(bundle: number, on: number): number {
    if (bundles.first[on]! <= bundles.first[bundle]! || bundles.middle[on]! <= bundles.middle[bundle]!)
      return 0;
    if (bundles.first[on]! - bundles.last[bundle]! > rules.restHours * HOUR) return 0;
    const share = bundles.sum[on]! / bundles.sum[bundle]!;
    if (share < rules.kept || share > 2 - rules.kept || bundles.to[on] === bundles.from[bundle]) return 0;
    return likeness(bundles.count[bundle]!, bundles.count[on]!, bundles.sum[bundle]!, bundles.sum[on]!);
  }
}

async function gather(walk: Walk, rules: LayerRules): Promise<Bundles> {
  const { ledger } = walk;
  const { to, micros, amount, usd, kind } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const lines = amountLines(ledger, rules.unpricedQuantile);
  const from: number[] = [];
  const into: number[] = [];
  const rows: number[][] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    const account = holdings.account[holding]!;
    if (end - begin > rules.mostTransfers || rules.leftOut[account] !== 0) continue;
    const open = new Map<number, number>();
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] === account || (kind[row]! & MOVES) === 0 || !(amount[row]! > 0)) continue;
      const target = holdingOf.to[row]!;
      const known = open.get(target);
      if (known !== undefined && micros[row]! - micros[rows[known]!.at(-1)!]! <= rules.bundleHours * HOUR)
        rows[known]!.push(row);
      else {
        open.set(target, rows.length);
        from.push(holding);
        into.push(target);
        rows.push([row]);
      }
    }
  }
  const keep: number[] = [];
  const sum = new Float64Array(rows.length);
  for (const [bundle, each] of rows.entries()) {
    let dollars = 0;
    for (const row of each) {
      sum[bundle]! += amount[row]!;
      dollars += usd[row]!;
    }
    if (
      Number.isNaN(dollars) ? sum[bundle]! >= lines[holdings.asset[from[bundle]!]!]! : dollars >= rules.minUsd
    )
      keep.push(bundle);
  }
  const time = (bundle: number, at: 0 | -1) => micros[rows[bundle]!.at(at)!]!;
  return {
    from: Int32Array.from(keep, (bundle) => from[bundle]!),
    to: Int32Array.from(keep, (bundle) => into[bundle]!),
    sum: Float64Array.from(keep, (bundle) => sum[bundle]!),
    count: Int32Array.from(keep, (bundle) => rows[bundle]!.length),
    first: Float64Array.from(keep, (bundle) => time(bundle, 0)),
    last: Float64Array.from(keep, (bundle) => time(bundle, -1)),
    middle: Float64Array.from(keep, (bundle) => {
      let weighted = 0;
      for (const row of rows[bundle]!) weighted += amount[row]! * (micros[row]! - time(bundle, 0));
      return time(bundle, 0) + weighted / sum[bundle]!;
    }),
    rows: keep.map((bundle) => rows[bundle]!),
  };
}
