import { chiSquaredTail } from './statistics.ts';

/** Shares of the first digits 1 to 9 that Benford's law expects. */
export const BENFORD: readonly number[] = Array.from({ length: 9 }, (_, at) => Math.log10(1 + 1 / (at + 1)));

const POWERS = Float64Array.from({ length: 619 }, (_, at) => Number(`1e${at - 310}`));

/** The power of ten that leaves one digit before the point. */
function scaleOf(amount: number): number {
  let place = Math.floor(Math.log10(amount)) + 310;
  if (POWERS[place]! > amount) place -= 1;
  else if (POWERS[place + 1]! <= amount) place += 1;
  return POWERS[place]!;
}

/** First significant digit of a positive number. */
export function firstDigit(amount: number): number {
  // what is a hair below a digit came there by arithmetic
  return Math.min(9, Math.max(1, Math.floor((amount / scaleOf(amount)) * (1 + 1e-12))));
}

/** Whether a positive number has at most two significant digits. */
export function isRound(amount: number): boolean {
  const lead = (amount / scaleOf(amount)) * 10;
  return Math.abs(lead - Math.round(lead)) <= 1e-9 * lead;
}

/** How often each first digit occurs, from 1 to 9. */
export function firstDigits(amounts: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(9);
  for (let at = 0; at < amounts.length; at += 1) counts[firstDigit(amounts[at]!) - 1]! += 1;
  return counts;
}

/** Mean absolute deviation of the shares, Nigrini's measure: above 0.015 first digits do not conform. */
export function digitDeviation(counts: ArrayLike<number>, expected: readonly number[]): number {
  let all = 0;
  for (let at = 0; at < 9; at += 1) all += counts[at]!;
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Math.abs(counts[at]! / all - expected[at]!);
  return sum / 9;
}

/** Pearson's chi-squared test of the counts, with its statistic divided by the design effect of dependent draws. */
export function digitTest(
  counts: ArrayLike<number>,
  expected: readonly number[],
  designEffect = 1,
): { statistic: number; p: number } {
  let all = 0;
  for (let at = 0; at < 9; at += 1) all += counts[at]!;
  let statistic = 0;
  for (let at = 0; at < 9; at += 1) {
    const wanted = Math.max(all * expected[at]!, 1e-9);
    statistic += (counts[at]! - wanted) ** 2 / wanted;
  }
  statistic /= designEffect;
  return { statistic, p: chiSquaredTail(statistic, 8) };
}

/**
 * Mean design effect of first digits drawn in groups (Rao and Scott 1981): 1 where the digits within a group are as
 * independent as between groups, up to the size of the groups where each repeats its own. Never below 1.
 */
export function designEffect(digits: ArrayLike<number>, groups: ArrayLike<number>): number {
  const byGroup = new Map<number, Float64Array>();
  const shares = new Float64Array(9);
  for (let at = 0; at < digits.length; at += 1) {
    const group = groups[at]!;
    let counts = byGroup.get(group);
    if (!counts) {
      counts = new Float64Array(10);
      byGroup.set(group, counts);
    }
    counts[digits[at]! - 1]! += 1;
    counts[9]! += 1;
    shares[digits[at]! - 1]! += 1 / digits.length;
  }
  if (byGroup.size < 2) return 1;
  let sum = 0;
  let weight = 0;
  for (let digit = 0; digit < 9; digit += 1) {
    const share = shares[digit]!;
    if (share === 0 || share === 1) continue;
    let squares = 0;
    for (const counts of byGroup.values()) squares += (counts[digit]! - counts[9]! * share) ** 2;
    sum += (squares / (digits.length * share * (1 - share))) * (1 - share);
    weight += 1 - share;
  }
  return weight === 0 ? 1 : Math.max(1, (sum / weight) * (byGroup.size / (byGroup.size - 1)));
}

const BINS_A_DECADE = 60;

/**
 * First digits that the amounts would have if their logarithms were as smooth as a normal kernel of `width` decades
 * makes them: what the mere size and spread of the amounts explain, without edges at powers of ten.
 */
export function smoothDigits(amounts: ArrayLike<number>, width: number): number[] {
  const bins = new Map<number, number>();
  for (let at = 0; at < amounts.length; at += 1) {
    const bin = Math.floor(Math.log10(amounts[at]!) * BINS_A_DECADE);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const reach = Math.ceil(4 * width * BINS_A_DECADE);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-0.5 * ((at - reach) / (width * BINS_A_DECADE)) ** 2),
  );
  const around = new Float64Array(BINS_A_DECADE);
  for (const [bin, count] of bins)
    for (let step = -reach; step <= reach; step += 1) {
      const place = (((bin + step) % BINS_A_DECADE) + BINS_A_DECADE) % BINS_A_DECADE;
      around[place]! += count * kernel[step + reach]!;
    }
  const shares = new Array<number>(9).fill(0);
  let all = 0;
  for (const each of around) all += each;
  for (let digit = 1; digit <= 9; digit += 1) {
    const low = Math.log10(digit) * BINS_A_DECADE;
    const high = Math.log10(digit + 1) * BINS_A_DECADE;
    for (let place = Math.floor(low); place < high; place += 1) {
      const part = Math.min(high, place + 1) - Math.max(low, place);
      shares[digit - 1]! += (around[place % BINS_A_DECADE]! * part) / all;
    }
  }
  return shares;
}
