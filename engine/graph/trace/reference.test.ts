import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Movement } from './movements.ts';
import { rowSeed, SmallSource, smallHistory, tracedByRow, traceSmall } from './testing.ts';

const ACCOUNTS = 5;
const histories = fc
  .array(
    fc.record({
      from: fc.nat(ACCOUNTS - 1),
      to: fc.nat(ACCOUNTS - 1),
      amount: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) => smallHistory(list.filter(({ from, to }) => from !== to)))
  .filter((history) => history.length > 0);

/** What each account must have held before the first row. */
function openings(history: readonly Movement[]): number[] {
  const now = new Array<number>(ACCOUNTS).fill(0);
  const least = new Array<number>(ACCOUNTS).fill(0);
  for (const { from, to, amount } of history) {
    now[from]! -= Number(amount);
    least[from] = Math.min(least[from]!, now[from]!);
    now[to]! += Number(amount);
  }
  return least.map((value) => -value);
}

/** Moves every single unit from queue to queue; by unit, the rows it went through. */
function unitByUnit(history: readonly Movement[], spends: 'first' | 'last'): number[][] {
  const ways: number[][] = [];
  const accounts = openings(history).map((count) => Array.from({ length: count }, () => ways.push([]) - 1));
  for (const { row, from, to, amount } of history)
    for (let unit = 0; unit < Number(amount); unit += 1) {
      const taken = spends === 'first' ? accounts[from]!.shift()! : accounts[from]!.pop()!;
      ways[taken]!.push(row);
      accounts[to]!.push(taken);
    }
  return ways;
}

const throughBoth = (ways: readonly number[][], one: number, other: number): bigint =>
  BigInt(ways.filter((way) => way.includes(one) && way.includes(other)).length);

describe.each([
  ['fifo', 'first'],
  ['lifo', 'last'],
] as const)('%s', (method, spends) => {
  it('is what moving every single unit gives, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (history, at) => {
        const ways = unitByUnit(history, spends);
        const start = at % history.length;
        const source = new SmallSource(history);
        const seed = rowSeed(history, start);
        const [forward] = await traceSmall(source, seed, { methods: [method] });
        const [backward] = await traceSmall(source, seed, { methods: [method], forward: false });
        const sent = tracedByRow(forward!);
        const came = tracedByRow(backward!);
        for (const { row } of history) {
          expect(row >= start ? (sent.get(row) ?? 0n) : 0n).toBe(
            row >= start ? throughBoth(ways, start, row) : 0n,
          );
          expect(row <= start ? (came.get(row) ?? 0n) : 0n).toBe(
            row <= start ? throughBoth(ways, row, start) : 0n,
          );
        }
        expect([...sent.keys()].every((row) => row >= start)).toBe(true);
        expect([...came.keys()].every((row) => row <= start)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });
});

describe('haircut', () => {
  /** Parts of a mixture in doubles, row by row. */
  function mixtures(history: readonly Movement[], start: number): Map<number, number> {
    const held = openings(history).map((balance) => ({ balance, traced: 0 }));
    const moved = new Map<number, number>();
    for (const { row, from, to, amount } of history) {
      const payer = held[from]!;
      let traced = payer.balance > 0 ? (payer.traced * Number(amount)) / payer.balance : 0;
      payer.balance -= Number(amount);
      payer.traced -= traced;
      if (row === start) traced = Number(amount);
      held[to]!.balance += Number(amount);
      held[to]!.traced += traced;
      moved.set(row, traced);
    }
    return moved;
  }

  it('is the mixture at each payment, but for whole units', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (small, at) => {
        const history = small.map((movement) => ({ ...movement, amount: movement.amount * 10n ** 18n }));
        const start = at % history.length;
        const [found] = await traceSmall(new SmallSource(history), rowSeed(history, start), {
          methods: ['haircut'],
        });
        const traced = tracedByRow(found!);
        const expected = mixtures(small, start);
        for (const { row } of history)
          if (row >= start) expect(Number(traced.get(row) ?? 0n) / 1e18).toBeCloseTo(expected.get(row)!, 9);
      }),
      { numRuns: 500 },
    );
  });

  it('backward finds what forward sends', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (small, one, other) => {
        const history = small.map((movement) => ({ ...movement, amount: movement.amount * 10n ** 18n }));
        const [early, late] = [one % history.length, other % history.length].sort((a, b) => a - b);
        const source = new SmallSource(history);
        const [forward] = await traceSmall(source, rowSeed(history, early!), { methods: ['haircut'] });
        const [backward] = await traceSmall(source, rowSeed(history, late!), {
          methods: ['haircut'],
          forward: false,
        });
        const sent = tracedByRow(forward!).get(late!) ?? 0n;
        const came = tracedByRow(backward!).get(early!) ?? 0n;
        expect(sent > came ? sent - came : came - sent).toBeLessThan(1000n);
      }),
      { numRuns: 500 },
    );
  });
});
