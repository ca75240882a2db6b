import { mean, median, medianDistance, variation } from '../../kernels/statistics.ts';

/** Movements that are judged together, and as many before them. */
export const TEN = 10;

export interface SequenceRules {
  /** Movements before the judged ten that make the profile. */
  readonly memory: number;
  /** Movements that must lie before them. */
  readonly history: number;
  /** Least multiple of the usual amount, or part of it. */
  readonly amountFactor: number;
  /** Least multiple of the usual pace. */
  readonly paceFactor: number;
}

/** How ten movements differ from those before. Factors are theirs over the usual. */
export interface SequenceChange {
  /** Place of the last of the ten. */
  readonly at: number;
  readonly amountFactor: number;
  readonly paceFactor: number;
  /** Distances of the trimmed means in standard errors of the account's own ordinary tens. */
  readonly amountZ: number;
  readonly paceZ: number;
  /** Kendall's tau of the amounts over their order, -1 to 1: of the ten, and of those before. */
  readonly trend: number;
  readonly trendBefore: number;
  /** Coefficient of variation of the pauses. */
  readonly regularity: number;
  readonly regularityBefore: number;
  /** 0–1. */
  readonly score: number;
}

/** Least spread of logarithms, so that one who always sends the same sum does not break with it at the first cent. */
const LEAST_AMOUNT_SPREAD = 0.15;
const LEAST_PAUSE_SPREAD = 0.3;

/**
 * Compares each ten movements with the ten before and with up to `memory` before them. Both must differ, and by much
 * more than the account's ordinary tens differ from each other. `logs` are logarithms of amounts, `seconds` times.
 * Amounts may grow or shrink; pauses count only where they grow shorter, for everybody rests at times.
 */
export function* sequenceChanges(
  logs: ArrayLike<number>,
  seconds: ArrayLike<number>,
  count: number,
  rules: SequenceRules,
): Generator<SequenceChange> {
  // sums up to, not including, each place: the cheap look before the careful one
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  for (let at = 0; at < count; at += 1) {
    sums[at + 1] = sums[at]! + logs[at]!;
    squares[at + 1] = squares[at]! + logs[at]! ** 2;
  }
  for (let end = TEN + Math.max(rules.history, TEN); end <= count; end += 1) {
    const first = end - TEN;
    const from = Math.max(0, first - rules.memory);
    const usual = (sums[first]! - sums[from]!) / (first - from);
    const spread = Math.sqrt(Math.max((squares[first]! - squares[from]!) / (first - from) - usual ** 2, 0));
    const off = Math.abs((sums[end]! - sums[first]!) / TEN - usual);
    if (off < 0.7 * Math.log(rules.amountFactor) || off < (1.5 * spread) / Math.sqrt(TEN)) continue;
    const change = compare(logs, seconds, from, first, rules);
    if (change) yield change;
  }
}

function compare(
  logs: ArrayLike<number>,
  seconds: ArrayLike<number>,
  from: number,
  first: number,
  rules: SequenceRules,
): SequenceChange | null {
  const slice = (of: ArrayLike<number>, begin: number, end: number) =>
    Array.from({ length: end - begin }, (_, at) => of[begin + at]!);
  const pauses = (begin: number, end: number) =>
    Array.from({ length: end - begin }, (_, at) =>
      Math.max(seconds[begin + at]! - (seconds[begin + at - 1] ?? Number.NaN) || 0, 1),
    );
  const amounts = distance(
    slice(logs, first, first + TEN),
    slice(logs, first - TEN, first),
    slice(logs, from, first),
    LEAST_AMOUNT_SPREAD,
  );
  if (Math.abs(amounts.shift) < Math.log(rules.amountFactor)) return null;
  // the pause that leads to the ten belongs to neither
  const own = pauses(first + 1, first + TEN);
  const before = pauses(first - TEN + 1, first);
  const pace = distance(
    own.map(Math.log),
    before.map(Math.log),
    pauses(from + 1, first).map(Math.log),
    LEAST_PAUSE_SPREAD,
  );
  const faster = -pace.shift >= Math.log(rules.paceFactor);
  const trend = kendall(slice(logs, first, first + TEN));
  const trendBefore = kendall(slice(logs, first - TEN, first));
  const regularity = variation(own);
  const regularityBefore = variation(before);
  const strength = (z: number) => Math.min(1, Math.max(0, (z - 3) / 6));
  const more = (value: number) => Math.min(1, Math.max(0, value));
  const score =
    1 -
    (1 - 0.65 * strength(amounts.z)) *
      (1 - 0.65 * (faster ? strength(pace.z) : 0)) *
      (1 - 0.2 * more(Math.abs(trend) - Math.abs(trendBefore))) *
      (1 - 0.2 * (regularity < 0.2 ? more(1 - regularity / Math.max(regularityBefore, 1e-9)) : 0));
  return {
    at: first + TEN - 1,
    amountFactor: Math.exp(amounts.shift),
    paceFactor: Math.exp(-pace.shift),
    amountZ: amounts.z,
    paceZ: pace.z,
    trend,
    trendBefore,
    regularity,
    regularityBefore,
    score,
  };
}

/** Difference of trimmed means from the ten before or from the whole past, whichever is nearer, and in standard errors. */
function distance(
  own: readonly number[],
  before: readonly number[],
  past: readonly number[],
  least: number,
): { shift: number; z: number } {
  const middle = trimmedMean(own);
  const usual = trimmedMean(past);
  const fromBefore = middle - trimmedMean(before);
  const fromUsual = middle - usual;
  if (fromBefore * fromUsual <= 0) return { shift: 0, z: 0 };
  const shift = Math.abs(fromBefore) < Math.abs(fromUsual) ? fromBefore : fromUsual;
  const spread = Math.max(1.4826 * medianDistance(past, median(past)), least);
  // so much more than a mean a trimmed mean of normal values varies
  const drawn = 1.03 * spread * Math.sqrt(1 / own.length + 1 / past.length);
  const blocks: number[] = [];
  for (let end = past.length; end >= own.length; end -= own.length)
    blocks.push(trimmedMean(past.slice(end - own.length, end)));
  // where tens have differed from each other before by more than chance, that is the measure
  const wandered =
    blocks.length >= 3
      ? 1.4826 * medianDistance(blocks, median(blocks)) * Math.sqrt(1 + 1 / blocks.length)
      : 0;
  return { shift, z: Math.abs(shift) / Math.max(drawn, wandered) };
}

function kendall(values: readonly number[]): number {
  let sum = 0;
  for (let a = 0; a < values.length; a += 1)
    for (let b = a + 1; b < values.length; b += 1) sum += Math.sign(values[b]! - values[a]!);
  return sum / ((values.length * (values.length - 1)) / 2);
}

/** Mean without the tenth that is smallest and the tenth that is largest. */
function trimmedMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.max(1, Math.floor(sorted.length / 10));
  return mean(sorted.slice(cut, sorted.length - cut));
}
