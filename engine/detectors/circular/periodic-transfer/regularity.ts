import { logGamma } from '../../kernels/statistics.ts';

/**
 * The chance that `gaps` gaps between events without memory (a Poisson process) vary no more than `variation`
 * (standard deviation over mean). Such gaps, divided by their sum, are uniform on a simplex; those of a variation
 * up to c fill a ball around its centre of radius c/√k. Exact while the ball lies within the simplex (c ≤ 1/√(k−1)),
 * an upper bound beyond. Greenwood (1946) is the statistic.
 */
export function regularityByChance(gaps: number, variation: number): number {
  if (gaps < 2) return 1;
  if (variation <= 0) return 0;
  const dimensions = gaps - 1;
  const radius = variation / Math.sqrt(gaps);
  const logBall =
    (dimensions / 2) * Math.log(Math.PI) + dimensions * Math.log(radius) - logGamma(dimensions / 2 + 1);
  const logSimplex = 0.5 * Math.log(gaps) - logGamma(gaps);
  return Math.min(1, Math.exp(logBall - logSimplex));
}
