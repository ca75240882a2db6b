import { HUB_LIKE, LABELLED, type Ledger, MOVES, POOL_LIKE, type Walk } from '../define.ts';

/** Amounts that one account sent of one asset, in time order. Buffers: read them before the next one. */
export interface SentSeries {
  readonly account: number;
  readonly asset: number;
  /** Ledger rows. */
  readonly rows: readonly number[];
}

/** Every series of at least `least` known amounts; services and accounts that behave like one (`why`) are left out. */
export async function* sentSeries(walk: Walk, why: Uint8Array, least: number): AsyncGenerator<SentSeries> {
  const { holdings } = walk.ledger;
  const { from, amount } = walk.ledger.columns;
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < least) continue;
    const account = holdings.account[holding]!;
    if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
    const rows: number[] = [];
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (from[row] === account && amount[row]! > 0) rows.push(row);
    }
    if (rows.length >= least) yield { account, asset: holdings.asset[holding]!, rows };
  }
}

/** Amounts of an asset, evenly spaced in time, sorted; and how many movements they stand for. */
export interface AssetSample {
  readonly amounts: Float64Array;
  readonly of: number;
}

const SAMPLE = 20_000;
const known = new WeakMap<Ledger, AssetSample[]>();

/** A sample of the amounts in which each asset moves, by asset number; worked out once a ledger. */
export function assetSamples(ledger: Ledger): readonly AssetSample[] {
  const found = known.get(ledger);
  if (found) return found;
  const { size, asset, amount, kind, assets } = ledger.columns;
  const counts = new Int32Array(assets.length);
  const moves = (row: number) => (kind[row]! & MOVES) !== 0 && asset[row]! >= 0 && amount[row]! > 0;
  for (let row = 0; row < size; row += 1) if (moves(row)) counts[asset[row]!]! += 1;
  const samples = Array.from(counts, (of) => ({ amounts: new Float64Array(Math.min(of, SAMPLE)), of }));
  const seen = new Int32Array(assets.length);
  for (let row = 0; row < size; row += 1) {
    if (!moves(row)) continue;
    const of = asset[row]!;
    const { amounts } = samples[of]!;
    amounts[Math.floor((seen[of]! * amounts.length) / counts[of]!)] = amount[row]!;
    seen[of]! += 1;
  }
  for (const { amounts } of samples) amounts.sort();
  known.set(ledger, samples);
  return samples;
}

/**
 * Share of the other accounts' movements of an asset that hold, where `hits` of the account's own `own` do; null
 * where the others have fewer than `least`.
 */
export function shareOfOthers(
  sample: AssetSample,
  inSample: number,
  hits: number,
  own: number,
  least: number,
): number | null {
  const others = sample.of - own;
  if (others < least) return null;
  const all = (inSample / sample.amounts.length) * sample.of;
  return Math.min(1, Math.max(0, all - hits) / others);
}
