import { HOUR, type Walk } from '../../define.ts';
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
  /** Ledger rows of bundle `b`: `rows[rowStart[b]]` to `rows[rowStart[b + 1]]`. */
  readonly rowStart: Int32Array;
  readonly rows: Int32Array;
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
  const outStart = new Int32Array(holdings.count + 1);
  for (const from of bundles.from) outStart[from + 1]! += 1;
  for (let holding = 0; holding < holdings.count; holding += 1) outStart[holding + 1]! += outStart[holding]!;

  const length = new Int32Array(count).fill(1);
  // what reaches an account that sends nothing on is the end of a chain, not its beginning
  const goesOn = (bundle: number): boolean => {
    const holding = bundles.to[bundle]!;
    return outStart[holding + 1]! > outStart[holding]! && rules.leftOut[holdings.account[holding]!] === 0;
  };
  const order = Int32Array.from(bundles.from.keys())
    .filter(goesOn)
    .sort((a, b) => bundles.middle[b]! - bundles.middle[a]! || a - b);
  const next = new Int32Array(count).fill(-1);
  for (const bundle of order) {
    if (walk.due()) await walk.pause();
    let nearest = 0;
    const holding = bundles.to[bundle]!;
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
      links: chain.map((bundle) =>
        Array.from(bundles.rows.subarray(bundles.rowStart[bundle], bundles.rowStart[bundle + 1])),
      ),
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
  const { to, micros, amount, usd } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const lines = amountLines(ledger, rules.unpricedQuantile);
  const from: number[] = [];
  const into: number[] = [];
  const sums: number[] = [];
  const rows: number[] = [];
  const rowStart = [0];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    const account = holdings.account[holding]!;
    if (end - begin > rules.mostTransfers || rules.leftOut[account] !== 0) continue;
    const open = new Map<number, number[]>();
    const all: number[][] = [];
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] === account || !(amount[row]! > 0)) continue;
      const target = holdingOf.to[row]!;
      const known = open.get(target);
      if (known !== undefined && micros[row]! - micros[known.at(-1)!]! <= rules.bundleHours * HOUR)
        known.push(row);
      else {
        const bundle = [row];
        open.set(target, bundle);
        all.push(bundle);
      }
    }
    for (const bundle of all) {
      let sum = 0;
      let dollars = 0;
      for (const row of bundle) {
        sum += amount[row]!;
        dollars += usd[row]!;
      }
      if (!(Number.isNaN(dollars) ? sum >= lines[holdings.asset[holding]!]! : dollars >= rules.minUsd))
        continue;
      from.push(holding);
      into.push(holdingOf.to[bundle[0]!]!);
      sums.push(sum);
      for (const row of bundle) rows.push(row);
      rowStart.push(rows.length);
    }
  }
  const count = from.length;
  const first = new Float64Array(count);
  const last = new Float64Array(count);
  const middle = new Float64Array(count);
  for (let bundle = 0; bundle < count; bundle += 1) {
    if (walk.due()) await walk.pause();
    first[bundle] = micros[rows[rowStart[bundle]!]!]!;
    last[bundle] = micros[rows[rowStart[bundle + 1]! - 1]!]!;
    let weighted = 0;
    for (let place = rowStart[bundle]!; place < rowStart[bundle + 1]!; place += 1)
      weighted += amount[rows[place]!]! * (micros[rows[place]!]! - first[bundle]!);
    middle[bundle] = first[bundle]! + weighted / sums[bundle]!;
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(into),
    sum: Float64Array.from(sums),
    count: Int32Array.from(from, (_, bundle) => rowStart[bundle + 1]! - rowStart[bundle]!),
    first,
    last,
    middle,
    rowStart: Int32Array.from(rowStart),
    rows: Int32Array.from(rows),
  };
}
