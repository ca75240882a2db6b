import { expect, test } from 'vitest';
import { averagePrecision, recallAt } from './metrics.ts';

test('average precision of worked rankings', () => {
  expect(averagePrecision([4, 3, 2, 1], [true, true, false, false])).toBe(1);
  expect(averagePrecision([4, 3, 2, 1], [false, true, false, true])).toBe((1 / 2 + 2 / 4) / 2);
  expect(averagePrecision([1, 1], [false, true])).toBe(1 / 2);
});

test('recall among the first', () => {
  expect(recallAt([4, 3, 2, 1], [true, false, true, false], 2)).toBe(1 / 2);
  expect(recallAt([1, 1, 1], [true, false, false], 1)).toBe(0);
});
