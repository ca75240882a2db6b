import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SequenceChange, sequenceChanges } from './changes.ts';

const rules = { memory: 100, history: 20, amountFactor: 2, paceFactor: 2 };
const wave = (turn: number) => Math.sin(turn * 12.9898) * 0.4;
const changesOf = (amounts: number[], pauses: number[]): SequenceChange[] => {
  let time = 0;
  const seconds = pauses.map((pause) => {
    time += pause;
    return time;
  });
  return [...sequenceChanges(amounts.map(Math.log), seconds, amounts.length, rules)];
};
const strongest = (changes: readonly SequenceChange[]) =>
  changes.reduce((best, each) => Math.max(best, each.score), 0);
const usual = (count: number) => Array.from({ length: count }, (_, turn) => 100 * Math.exp(wave(turn)));
const paced = (count: number, pause: number) =>
  Array.from({ length: count }, (_, turn) => pause * Math.exp(wave(turn + 7)));

test('five times the amounts at five times the pace, and what it says of them', () => {
  const changes = changesOf(
    [...usual(40), ...usual(10).map((each) => 5 * each)],
    [...paced(40, 5000), ...paced(10, 1000)],
  );
  expect(strongest(changes)).toBeGreaterThan(0.7);
  const last = changes.at(-1)!;
  expect(last.at).toBe(49);
  expect(last.amountFactor).toBeGreaterThan(4);
  expect(last.amountFactor).toBeLessThan(6);
  expect(last.paceFactor).toBeGreaterThan(4);
  expect(last.paceFactor).toBeLessThan(6);
});

test('amounts alone, pace alone and a rest do not suffice', () => {
  const larger = [...usual(40), ...usual(10).map((each) => 5 * each)];
  expect(strongest(changesOf(larger, paced(50, 5000)))).toBeLessThan(0.7);
  expect(strongest(changesOf(usual(50), [...paced(40, 5000), ...paced(10, 500)]))).toBe(0);
  expect(strongest(changesOf(larger, [...paced(40, 5000), ...paced(10, 50_000)]))).toBeLessThan(0.7);
});

test('one whose tens always differ is not changed by one that differs', () => {
  const amounts: number[] = [];
  const pauses: number[] = [];
  for (let block = 0; block < 10; block += 1) {
    const factor = block % 2 === 0 ? 1 : 5;
    amounts.push(...usual(10).map((each) => factor * each));
    pauses.push(...paced(10, 5000 / factor));
  }
  expect(strongest(changesOf(amounts, pauses).filter(({ at }) => at >= 60))).toBeLessThan(0.7);
});

test('the unit of the amounts does not matter, nor what comes later', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ amount: fc.integer({ min: 1, max: 5000 }), pause: fc.integer({ min: 1, max: 9999 }) }),
        {
          minLength: 35,
          maxLength: 60,
        },
      ),
      fc.integer({ min: 30, max: 35 }),
      (list, upto) => {
        const amounts = list.map(({ amount }) => amount);
        const pauses = list.map(({ pause }) => pause);
        const all = changesOf(amounts, pauses);
        const scaled = changesOf(
          amounts.map((amount) => amount * 1024),
          pauses,
        );
        expect(scaled.map(({ at }) => at)).toEqual(all.map(({ at }) => at));
        for (const [index, { score }] of scaled.entries()) expect(score).toBeCloseTo(all[index]!.score, 6);
        expect(changesOf(amounts.slice(0, upto), pauses.slice(0, upto))).toEqual(
          all.filter(({ at }) => at < upto),
        );
      },
    ),
    { numRuns: 200 },
  );
});
