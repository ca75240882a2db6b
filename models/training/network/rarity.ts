/**
 * Turns an error into how rare it is among ordinary rows. `nines` is −log10 of the share of ordinary rows with a larger
 * error: 1 for one in ten, 3 for one in a thousand; beyond the largest errors seen it goes on as a straight line in the
 * logarithm of the error. The score nines / (nines + 3) is 0.5 at one in a thousand and never reaches 1, so that ranks
 * are kept however far an error lies out.
 */
export interface Rarity {
  /** Knots in ln(error), rising. */
  readonly at: readonly number[];
  /** `nines` at each knot, rising from 0. */
  readonly nines: readonly number[];
}

export const HALF = 3;
const SHARES = [0.5, 0.1, 0.03, 0.01, 0.003, 0.001];

/** Learns the scale from the errors of ordinary rows. */
export function rarityOf(errors: readonly number[]): Rarity {
  const sorted = [...errors].sort((a, b) => a - b);
  const at: number[] = [];
  const nines: number[] = [];
  const knot = (place: number, value: number) => {
    const position = Math.fround(Math.log(sorted[place]!));
    if (at.length > 0 && position <= at.at(-1)! + 1e-3) return;
    at.push(position);
    nines.push(value);
  };
  knot(Math.floor(sorted.length * 0.05), 0);
  for (const share of SHARES) knot(Math.floor(sorted.length * (1 - share)), -Math.log10(share));
  if (at.length < 2) throw new Error('the errors of the ordinary rows do not differ');
  return { at, nines };
}

/** Slope changes of the piecewise line, as a sum of ReLUs: nines(x) = Σ change · max(0, x − at). */
export function slopeChanges({ at, nines }: Rarity): number[] {
  const slopes = at
    .slice(1)
    .map((position, index) => (nines[index + 1]! - nines[index]!) / (position - at[index]!));
  return slopes.map((slope, index) => Math.fround(slope - (index === 0 ? 0 : slopes[index - 1]!)));
}

/** The score of an error. */
export function rarityScore(rarity: Rarity, error: number): number {
  const position = Math.log(error);
  const nines = slopeChanges(rarity).reduce(
    (sum, change, index) => sum + change * Math.max(0, position - rarity.at[index]!),
    0,
  );
  return nines / (nines + HALF);
}
