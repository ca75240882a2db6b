import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialTail,
  chiSquaredTail,
  falseDiscoveries,
  logChoose,
  logErlangTail,
  logGamma,
  logPoissonTail,
  median,
  medianDistance,
  poissonTail,
  quantile,
  sortedMedianDistance,
  variation,
} from './statistics.ts';

describe('statistics', () => {
  it('agrees with published tables', () => {
    expect(chiSquaredTail(16.919, 9)).toBeCloseTo(0.05, 4);
    expect(chiSquaredTail(15.507, 8)).toBeCloseTo(0.05, 4);
    expect(chiSquaredTail(23.209, 10)).toBeCloseTo(0.01, 4);
    expect(poissonTail(10, 3)).toBeCloseTo(0.0011025, 6);
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(0.0546875, 9);
    expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 3);
    expect(quantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75, 12);
    expect(median([5, 1, 3])).toBe(3);
    expect(medianDistance([1, 1, 2, 2, 4, 6, 9], 2)).toBe(1);
    expect(variation([2, 2, 2])).toBe(0);
  });

  it('finds the median distance by walking outwards as by sorting all distances', () => {
    const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 70 }), value, (values, centre) => {
        const distances = values.map((one) => Math.abs(one - centre)).sort((a, b) => a - b);
        const sorted = Float64Array.from(values).sort();
        const expected = quantile(distances, 0.5);
        expect(sortedMedianDistance(sorted, centre)).toBe(expected);
        expect(medianDistance(values, centre)).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(sortedMedianDistance([], 1)).toBeNaN();
  });

  it('sums Poisson and binomial terms for any small case', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (count, expected) => {
          let below = 0;
          let term = Math.exp(-expected);
          for (let k = 0; k < count; k += 1) {
            below += term;
            term *= expected / (k + 1);
          }
          expect(poissonTail(count, expected)).toBeCloseTo(1 - below, 9);
        },
      ),
    );
  });

  it('keeps the p-values Benjamini and Hochberg keep', () => {
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(falseDiscoveries(published, 0.05).filter(Boolean)).toHaveLength(4);
    expect(falseDiscoveries([], 0.05)).toEqual([]);
  });

  it('agrees in logarithms with the tails themselves', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        (count, expected) => {
          const bound = logPoissonTail(count, expected);
          const tail = Math.log(poissonTail(count, expected));
          if (tail > -25) expect(bound).toBeGreaterThanOrEqual(tail - 1e-6);
          if (count > 3 * expected && tail > -25) expect(bound).toBeLessThan(tail + 0.5);
        },
      ),
    );
    expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2_598_960, 3);
  });

  it('combines uniform variables as their product is distributed', () => {
    // two uniform variables: P(product < t) = t (1 - ln t)
    for (const t of [0.5, 0.1, 1e-3, 1e-9])
      expect(Math.exp(logErlangTail(-Math.log(t), 2))).toBeCloseTo(t * (1 - Math.log(t)), 12);
    expect(logErlangTail(0, 3)).toBe(0);
  });
});
