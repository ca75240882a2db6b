import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BENFORD,
  designEffect,
  digitDeviation,
  digitTest,
  firstDigit,
  firstDigits,
  isRound,
  smoothDigits,
} from './digits.ts';

test('first digit and roundness agree with the decimal text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: -20, max: 20 }), (whole, power) => {
      const text = String(whole);
      const amount = Number(`${whole}e${power}`);
      expect(firstDigit(amount)).toBe(Number(text[0]));
      expect(isRound(amount)).toBe(/^\d\d?0*$/.test(text));
    }),
  );
});

test('Benford’s shares sum to one and powers of two follow them', () => {
  expect(BENFORD.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  const powers = Array.from({ length: 900 }, (_, n) => 2 ** n);
  expect(digitDeviation(firstDigits(powers), BENFORD)).toBeLessThan(0.002);
  expect(digitTest(firstDigits(powers), BENFORD).p).toBeGreaterThan(0.9);
});

test('digits that are all equally frequent do not', () => {
  const even = new Array<number>(9).fill(50);
  expect(digitDeviation(even, BENFORD)).toBeGreaterThan(0.05);
  expect(digitTest(even, BENFORD).p).toBeLessThan(1e-10);
});

test('amounts within one decade have the digits that their smoothed shape has', () => {
  const narrow = Array.from({ length: 400 }, (_, n) => 3000 * 10 ** (0.4 * Math.sin(n)));
  expect(digitDeviation(firstDigits(narrow), BENFORD)).toBeGreaterThan(0.03);
  expect(digitDeviation(firstDigits(narrow), smoothDigits(narrow, 0.1))).toBeLessThan(0.03);
  expect(smoothDigits(narrow, 0.1).reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  for (const [at, share] of smoothDigits([1, 7, 300], 3).entries())
    expect(share).toBeCloseTo(BENFORD[at]!, 2);
});

test('groups that repeat one digit count as one draw each', () => {
  const digits: number[] = [];
  const groups: number[] = [];
  for (let group = 0; group < 40; group += 1)
    for (let turn = 0; turn < 25; turn += 1) {
      digits.push(1 + (group % 9));
      groups.push(group);
    }
  expect(designEffect(digits, groups)).toBeGreaterThan(20);
  const free = digits.map((_, at) => 1 + ((at * 5) % 9));
  expect(designEffect(free, groups)).toBeLessThan(1.2);
});
