import { atOnce, inSlices, type Ledger, MOVES, politely, type Steps } from '../define.ts';
import { quantile } from './statistics.ts';

/** Transfers of an asset from which its quantile is estimated, evenly spaced in time. */
const SAMPLE = 20_000;

interface Sample {
  /** Movements of the asset of known amount. */
  readonly count: number;
  readonly sorted: Float64Array;
}

/** Every share is taken from the same samples. */
const known = new WeakMap<Ledger, Sample[]>();

/**
 * The amount below which `share` of an asset's movements lie, by asset number, in units of the asset; 0 for
 * assets with fewer movements than `atLeast`. From an evenly spaced sample where there are very many.
 */
export function amountLines(ledger: Ledger, share: number, atLeast = 1): Float64Array {
  const lines = new Float64Array(ledger.columns.assets.length);
  if (share <= 0) return lines;
  const samples = known.get(ledger) ?? atOnce(samplesOf(ledger));
  known.set(ledger, samples);
  for (const [of, { count, sorted }] of samples.entries())
    if (count >= atLeast && count > 0) lines[of] = quantile(sorted, share);
  return lines;
}

/** Draws the samples in slices, so that no detector holds the engine's thread for them. */
export async function prepareAmountLines(ledger: Ledger, between: () => Promise<void>): Promise<void> {
  if (!known.has(ledger)) known.set(ledger, await politely(samplesOf(ledger), between));
}

function* samplesOf(ledger: Ledger): Steps<Sample[]> {
  const { size, asset, amount, kind, assets } = ledger.columns;
  const counts = new Int32Array(assets.length);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1)
      if ((kind[row]! & MOVES) !== 0 && asset[row]! >= 0 && !Number.isNaN(amount[row]!))
        counts[asset[row]!]! += 1;
  });
  const samples = Array.from(counts, (count) => new Float64Array(Math.min(count, SAMPLE)));
  const seen = new Int32Array(assets.length);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      const of = asset[row]!;
      if ((kind[row]! & MOVES) === 0 || of < 0 || Number.isNaN(amount[row]!)) continue;
      const sample = samples[of]!;
      const turn = seen[of]!;
      seen[of] = turn + 1;
      sample[Math.floor((turn * sample.length) / counts[of]!)] = amount[row]!;
    }
  });
  const drawn: Sample[] = [];
  for (const [of, sample] of samples.entries()) {
    drawn.push({ count: counts[of]!, sorted: sample.sort() });
    yield;
  }
  return drawn;
}
