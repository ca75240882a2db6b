import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SmallTransfer, smallLedger } from '../../testing/small-ledger.ts';
import { type CoincidenceRules, coincidentGroups, onSchedule, paymentEvents } from './coincidence.ts';

const HOUR = 3600;
const DAY = 86_400;

function lottery(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Accounts 0 to 19 pay account 20 at random; those of `together` at the moments too, seconds apart. */
function world(seed: number, together: readonly number[], moments: readonly number[]): SmallTransfer[] {
  const draw = lottery(seed);
  const transfers: SmallTransfer[] = Array.from({ length: 600 }, () => ({
    from: Math.floor(draw() * 20),
    to: 20,
    amount: 1 + Math.floor(draw() * 1000),
    second: Math.floor(draw() * 60 * DAY),
  }));
  for (const moment of moments)
    for (const [at, from] of together.entries())
      transfers.push({ from, to: 20, amount: 1 + Math.floor(draw() * 1000), second: moment + 7 * at });
  return transfers.sort((a, b) => a.second! - b.second!);
}

async function groups(transfers: readonly SmallTransfer[], given: Partial<CoincidenceRules> = {}) {
  const rules = {
    withinMicros: 60e6,
    minHits: 3,
    minAccounts: 2,
    tolerance: 0,
    alpha: 0.01,
    company: 8,
    ...given,
  };
  const ledger = smallLedger(81, transfers);
  const walk = { ledger, due: () => false, pause: async () => undefined, incomplete: () => undefined };
  const events = await paymentEvents(walk, {
    eligible: new Uint8Array(81).fill(1),
    togetherMicros: rules.tolerance > 0 ? 0 : rules.withinMicros,
    tolerance: rules.tolerance,
    minEvents: 2,
    maxEvents: 1000,
  });
  return await coincidentGroups(walk, events, rules);
}

const moments = [3.1, 8.72, 15.33, 22.91, 31.4, 44.67].map((day) => Math.floor(day * DAY));

describe('coincident groups', () => {
  it('finds planted ones whole, with every joint moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.uniqueArray(fc.nat(19), { minLength: 3, maxLength: 6 }),
        async (seed, members) => {
          const found = await groups(world(seed, members, moments));
          const sorted = [...members].sort((a, b) => a - b);
          expect(found.map(({ accounts }) => accounts)).toContainEqual(sorted);
          const group = found.find(({ accounts }) => accounts.length === sorted.length)!;
          expect(group.moments.length).toBeGreaterThanOrEqual(moments.length - 1);
          expect(group.expected).toBeLessThan(0.1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds nothing, nearly always, where times are drawn by lot', async () => {
    let found = 0;
    for (let seed = 1; seed <= 60; seed += 1) found += (await groups(world(seed * 7919, [], []))).length;
    expect(found).toBeLessThanOrEqual(3);
  });

  it('takes moments at which everybody acts for a market in motion', async () => {
    const everybody = Array.from({ length: 80 }, (_, account) => account + (account < 20 ? 0 : 1));
    const lot = lottery(17);
    const crowd = moments.flatMap((moment) =>
      everybody.map((from) => ({ from, to: 20, amount: 5, second: moment + Math.floor(lot() * 900) })),
    );
    const all = [...world(5, [], []), ...crowd].sort((a, b) => a.second! - b.second!);
    expect(await groups(all)).toEqual([]);
  });

  it('asks for alike amounts where told to', async () => {
    const alike = world(3, [], []).concat(
      moments.flatMap((moment, at) => [
        { from: 2, to: 20, amount: 5000 + 777 * at, second: moment },
        { from: 9, to: 20, amount: (5000 + 777 * at) * 1.02, second: moment + 1200 },
        { from: 4, to: 20, amount: (5000 + 777 * at) * 1.3, second: moment + 600 },
      ]),
    );
    const found = await groups(
      alike.sort((a, b) => a.second! - b.second!),
      { tolerance: 0.05, withinMicros: HOUR * 1e6 },
    );
    expect(found.map(({ accounts }) => accounts)).toEqual([[2, 9]]);
  });
});

describe('schedules', () => {
  it('are whole days apart, or evenly apart', () => {
    const micros = (...hours: number[]) => hours.map((hour) => hour * HOUR * 1e6);
    expect(onSchedule(micros(9, 177.2, 344.9, 513), 60e6)).toBe(true);
    expect(onSchedule(micros(1, 8, 15, 22), 60e6)).toBe(true);
    expect(onSchedule(micros(1, 30, 44, 100), 60e6)).toBe(false);
    expect(onSchedule(micros(1, 25), 60e6)).toBe(false);
  });
});
