/** Middle of the sorted values; the mean of the two middles for an even count. NaN for none. */
export function median(values: ArrayLike<number>): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/** Quantile of values sorted ascending, by linear interpolation between neighbours (type 7 of Hyndman and Fan). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

/** Median of the distances from `centre`. */
export function medianDistance(values: ArrayLike<number>, centre: number): number {
  return sortedMedianDistance(Float64Array.from(values).sort(), centre);
}

/**
 * Median of the distances from `centre` of values sorted ascending, in one walk outwards from it: on either side the
 * distances grow, so the two sides are merged up to the middle. NaN for none.
 */
export function sortedMedianDistance(sorted: ArrayLike<number>, centre: number): number {
  const { length } = sorted;
  if (length === 0) return Number.NaN;
  let above = 0;
  while (above < length && sorted[above]! < centre) above += 1;
  let below = above - 1;
  let before = 0;
  let distance = 0;
  for (let taken = 0; taken <= length >> 1; taken += 1) {
    before = distance;
    const down = below >= 0 ? centre - sorted[below]! : Number.POSITIVE_INFINITY;
    const up = above < length ? sorted[above]! - centre : Number.POSITIVE_INFINITY;
    if (up < down) {
      distance = up;
      above += 1;
    } else {
      distance = down;
      below -= 1;
    }
  }
  return length % 2 === 1 ? distance : before + (distance - before) * 0.5;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  return sum / values.length;
}

/** Population standard deviation. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index]! - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Standard deviation over mean: 0 for a clock, about 1 for events without memory. */
export const variation = (values: ArrayLike<number>): number => deviation(values) / mean(values);

/** ln Γ(x) for x > 0 (Lanczos, g = 7, nine terms; relative error below 1e-13). */
export function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = terms[0]!;
  for (let index = 1; index < 9; index += 1) sum += terms[index]! / (x - 1 + index);
  const base = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Probability of at least `count` events where `expected` are expected (Poisson). */
export function poissonTail(count: number, expected: number): number {
  if (count <= 0) return 1;
  if (expected <= 0) return 0;
  return lowerGamma(count, expected);
}

/** Natural logarithm of an upper bound, close for rare events, of the probability of at least `count` events where `expected` are expected. */
export function logPoissonTail(count: number, expected: number): number {
  if (count <= expected || count <= 0) return 0;
  if (expected <= 0) return Number.NEGATIVE_INFINITY;
  const first = count * Math.log(expected) - expected - logGamma(count + 1);
  return Math.min(0, first - Math.log1p(-expected / (count + 1)));
}

/**
 * Natural logarithm of the probability that the product of `count` uniform variables lies below e^-`sum` (Fisher's
 * combination of p-values; the tail of Erlang's distribution).
 */
export function logErlangTail(sum: number, count: number): number {
  if (sum <= 0) return 0;
  let most = Number.NEGATIVE_INFINITY;
  const terms = Array.from({ length: count }, (_, k) => k * Math.log(sum) - logGamma(k + 1));
  for (const term of terms) most = Math.max(most, term);
  return Math.min(0, most - sum + Math.log(terms.reduce((total, term) => total + Math.exp(term - most), 0)));
}

/** Natural logarithm of the number of ways to choose `some` of `all`. */
export const logChoose = (all: number, some: number): number =>
  some <= 0 || some >= all ? 0 : logGamma(all + 1) - logGamma(some + 1) - logGamma(all - some + 1);

/** Probability of a chi-squared statistic this large or larger. */
export const chiSquaredTail = (statistic: number, freedom: number): number =>
  statistic <= 0 ? 1 : 1 - lowerGamma(freedom / 2, statistic / 2);

/** Probability of at least `hits` successes in `trials` of probability `chance`. */
export function binomialTail(hits: number, trials: number, chance: number): number {
  if (hits <= 0) return 1;
  if (chance <= 0) return 0;
  if (chance >= 1) return 1;
  let sum = 0;
  for (let k = hits; k <= trials; k += 1) {
    const term = Math.exp(
      logGamma(trials + 1) -
        logGamma(k + 1) -
        logGamma(trials - k + 1) +
        k * Math.log(chance) +
        (trials - k) * Math.log(1 - chance),
    );
    sum += term;
    if (k > trials * chance && term < sum * 1e-15) break;
  }
  return Math.min(1, sum);
}

/** Regularised lower incomplete gamma function P(a, x): series below a + 1, continued fraction above. */
function lowerGamma(a: number, x: number): number {
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000; n += 1) {
      term *= x / (a + n);
      sum += term;
      if (term < sum * 1e-15) break;
    }
    return Math.min(1, sum * scale);
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < tiny ? tiny : an * d + b);
    c = Math.abs(b + an / c) < tiny ? tiny : b + an / c;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return Math.max(0, 1 - scale * h);
}

/** Benjamini and Hochberg (1995): which of the p-values are significant at false discovery rate `rate`. */
export function falseDiscoveries(pValues: readonly number[], rate: number): boolean[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  let last = -1;
  for (const [rank, index] of order.entries())
    if (pValues[index]! <= (rate * (rank + 1)) / pValues.length) last = rank;
  const kept = new Array<boolean>(pValues.length).fill(false);
  for (let rank = 0; rank <= last; rank += 1) kept[order[rank]!] = true;
  return kept;
}
