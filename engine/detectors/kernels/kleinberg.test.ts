import fc from 'fast-check';
import { expect, test } from 'vitest';
import { burstStretches } from './kleinberg.ts';

const gapLists = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 11 });

/** The largest likelihood gain over all ways through the states, one by one. */
function bestGain(gaps: readonly number[], scaling: number, gamma: number): number {
  const rate = gaps.length / gaps.reduce((a, b) => a + b, 0);
  let best = 0;
  for (let states = 0; states < 2 ** gaps.length; states += 1) {
    let gain = 0;
    for (let at = 0; at < gaps.length; at += 1) {
      if (((states >> at) & 1) === 0) continue;
      gain += Math.log(scaling) - (scaling - 1) * rate * gaps[at]!;
      if (at === 0 || ((states >> (at - 1)) & 1) === 0) gain -= gamma * Math.log(gaps.length);
    }
    best = Math.max(best, gain);
  }
  return best;
}

test('the way it takes is the best of all ways', () => {
  fc.assert(
    fc.property(
      gapLists,
      fc.constantFrom(2, 3, 9, 27),
      fc.constantFrom(0.2, 0.5, 1),
      (gaps, scaling, gamma) => {
        if (gaps.every((gap) => gap === 0)) return;
        const stretches = burstStretches(gaps, gaps.length, { scaling, gamma });
        const gained = stretches.reduce((sum, { weight }) => sum + weight - gamma * Math.log(gaps.length), 0);
        expect(gained).toBeCloseTo(bestGain(gaps, scaling, gamma), 8);
        let before = -1;
        for (const { first, last } of stretches) {
          expect(first).toBeGreaterThan(before);
          expect(last).toBeGreaterThanOrEqual(first);
          before = last;
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('ten quick events among slow ones are one burst', () => {
  const gaps = [...new Array(30).fill(3600), ...new Array(10).fill(10), ...new Array(30).fill(3600)];
  const [stretch, ...more] = burstStretches(gaps, gaps.length, { scaling: 9, gamma: 1 });
  expect(more).toEqual([]);
  expect(stretch).toMatchObject({ first: 30, last: 39 });
});

test('a clock has no bursts, nor has anything without time', () => {
  expect(burstStretches(new Array(100).fill(60), 100, { scaling: 3, gamma: 1 })).toEqual([]);
  expect(burstStretches([0, 0, 0], 3, { scaling: 3, gamma: 1 })).toEqual([]);
  expect(burstStretches([], 0, { scaling: 3, gamma: 1 })).toEqual([]);
});
