import fc from 'fast-check';
import { expect, test } from 'vitest';
import { variation } from '../../kernels/statistics.ts';
import { regularityByChance } from './regularity.ts';

test('two gaps vary by less than c with chance c', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (c) => {
      expect(regularityByChance(2, c)).toBeCloseTo(c, 9);
    }),
  );
});

test('agrees with drawing gaps at random', () => {
  let state = 20240101;
  const draw = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return -Math.log((state + 1) / 2147483649);
  };
  for (const [gaps, limit] of [
    [3, 0.3],
    [4, 0.4],
  ] as const) {
    let hits = 0;
    const rounds = 100_000;
    for (let round = 0; round < rounds; round += 1)
      if (variation(Array.from({ length: gaps }, draw)) <= limit) hits += 1;
    expect(regularityByChance(gaps, limit)).toBeCloseTo(hits / rounds, 2);
  }
});
