import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peaksOf } from './peaks.ts';

test('the first peak is the fullest window there is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(0, 0.01, 0.05),
      (amounts, tolerance) => {
        const sorted = Float64Array.from(amounts).sort();
        let fullest = 0;
        for (const low of sorted)
          fullest = Math.max(
            fullest,
            sorted.filter((amount) => amount >= low && amount <= low * (1 + tolerance)).length,
          );
        const [peak] = peaksOf(sorted, tolerance, 1, 1);
        expect(peak!.end - peak!.first).toBe(fullest);
        expect(sorted[peak!.end - 1]).toBeLessThanOrEqual(sorted[peak!.first]! * (1 + tolerance));
      },
    ),
  );
});

test('two sizes stand out of an even spread', () => {
  const amounts = [
    ...Array.from({ length: 100 }, (_, n) => 1000 * 1.01 ** n),
    ...new Array<number>(30).fill(1717.17),
    ...new Array<number>(20).fill(1312.5),
  ];
  const sorted = Float64Array.from(amounts).sort();
  const peaks = peaksOf(sorted, 0.002, 5, 3);
  expect(peaks.map(({ first, end }) => [sorted[first], end - first])).toEqual([
    [1717.17, 30],
    [1312.5, 20],
  ]);
  for (const { smooth } of peaks) {
    expect(smooth).toBeGreaterThan(0.1);
    expect(smooth).toBeLessThan(0.4);
  }
});
