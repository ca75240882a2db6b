import { type Ledger, MOVES } from '../define.ts';
import { quantile } from './statistics.ts';

/** Transfers of an asset from which its quantile is estimated, evenly spaced in time. */
const SAMPLE = 20_000;

/**
 * The amount below which `share` of an asset's movements lie, by asset number, in units of the asset; 0 for
 * assets with fewer movements than `atLeast`. From an evenly spaced sample where there are very many.
 */
export function amountLines(ledger: Ledger, share: number, atLeast = 1): Float64Array {
  const key = `${share} ${atLeast}`;
  const of = known.get(ledger) ?? new Map<string, Float64Array>();
  known.set(ledger, of);
  const lines = of.get(key) ?? linesOf(ledger, share, atLeast);
  of.set(key, lines);
  return lines;
}

/** Several detectors ask for the same lines. */
const known = new WeakMap<Ledger, Map<string, Float64Array>>();

function linesOf(ledger: Ledger, share: number, atLeast: number): Float64Array {
  const { size, asset, amount, kind, assets } = ledger.columns;
  const lines = new Float64Array(assets.length);
  if (share <= 0) return lines;
  const counts = new Int32Array(assets.length);
  for (let row = 0; row < size; row += 1)
    if ((kind[row]! & MOVES) !== 0 && asset[row]! >= 0 && !Number.isNaN(amount[row]!))
      counts[asset[row]!]! += 1;
  const samples = Array.from(counts, (count) => new Float64Array(Math.min(count, SAMPLE)));
  const seen = new Int32Array(assets.length);
  for (let row = 0; row < size; row += 1) {
    const of = asset[row]!;
    if ((kind[row]! & MOVES) === 0 || of < 0 || Number.isNaN(amount[row]!)) continue;
    const sample = samples[of]!;
    const turn = seen[of]!;
    seen[of] = turn + 1;
    const place = Math.floor((turn * sample.length) / counts[of]!);
    sample[place] = amount[row]!;
  }
  for (const [of, sample] of samples.entries())
    if (counts[of]! >= atLeast && sample.length > 0) lines[of] = quantile(sample.sort(), share);
  return lines;
}
