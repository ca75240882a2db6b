import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStatistics } from './order-statistics.ts';

const SHARES = [0, 0.25, 0.5, 0.75, 1];

test('equals what sorting gives, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.float(), fc.constantFrom(0, 1, -1, 0.5)), { maxLength: 300 }),
      (given) => {
        const values = Float32Array.from(given);
        const sorted = values.filter((value) => !Number.isNaN(value)).sort();
        const wanted =
          sorted.length === 0
            ? null
            : SHARES.map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
        expect(orderStatistics(values, SHARES)).toEqual(wanted);
      },
    ),
    { numRuns: 500 },
  );
});

test('of a part of a larger array', () => {
  const all = Float32Array.from([9, 9, 1, 2, 3, 9]);
  expect(orderStatistics(all.subarray(2, 5), [0.5])).toEqual([2]);
});
