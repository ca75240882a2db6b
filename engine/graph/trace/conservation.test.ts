import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceMethod } from '#contract/trace.ts';
import type { Seed } from './follow.ts';
import type { Service, Swap } from './movements.ts';
import {
  conservation,
  leftByAccount,
  percent,
  rowSeed,
  SmallSource,
  smallHistory,
  tracedByRow,
  traceSmall,
} from './testing.ts';

const ACCOUNTS = 6;
const methods = TraceMethod.options;

const histories = fc
  .array(
    fc.record({
      from: fc.nat(ACCOUNTS - 1),
      to: fc.nat(ACCOUNTS - 1),
      amount: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.bigInt({ min: 1n, max: 2n ** 128n })),
      asset: fc.nat(1),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) => smallHistory(list.filter(({ from, to }) => from !== to)))
  .filter((history) => history.length > 0);

const limits = fc.record({
  forward: fc.boolean(),
  maxHops: fc.integer({ min: 1, max: 6 }),
  minShare: fc.constantFrom(0n, percent(1), percent(20)),
  maxAccounts: fc.integer({ min: 1, max: 6 }),
  busyTransfers: fc.constantFrom(3, 8, 1000),
  until: fc.option(fc.nat(30).map((second) => second * 1e6)),
  services: fc.uniqueArray(fc.nat(ACCOUNTS - 1), { maxLength: 2 }),
});

const service: Service = { kind: 'exchange', because: 'label' };

describe('conservation', () => {
  it('holds to the last unit, for every method, both ways, from a transfer or a balance, whatever limits stop it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, limits, fc.nat(), fc.boolean(), async (history, drawn, at, balance) => {
        const start = history[at % history.length]!;
        const { services, ...rules } = drawn;
        const seed: Seed = balance
          ? { kind: 'balance', account: start.to, asset: start.asset, at: start.micros }
          : rowSeed(history, start.row);
        const source = new SmallSource(history, new Map(services.map((account) => [account, service])));
        for (const found of await traceSmall(source, seed, { methods, ...rules })) {
          for (const line of conservation(found, start.asset)) expect(line.difference).toBe(0n);
          for (const { traced, movement } of found.pass.flows) {
            expect(traced > 0n).toBe(true);
            expect(traced <= movement.amount).toBe(true);
          }
          if (found.method !== 'poison') expect([...found.pass.mixed]).toEqual([]);
          if (seed.kind === 'movement' && drawn.until === null) expect(found.pass.begun).toBe(start.amount);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('holds at every account by itself: what came, and what was mixed there, left or is left', async () => {
    await fc.assert(
      fc.asyncProperty(histories, limits, fc.nat(), async (history, drawn, at) => {
        const { services, ...rules } = drawn;
        const start = history[at % history.length]!;
        const source = new SmallSource(history, new Map(services.map((account) => [account, service])));
        for (const { pass, keys } of await traceSmall(source, rowSeed(history, start.row), {
          methods,
          ...rules,
        })) {
          const kept = new Map<number, bigint>();
          const add = (key: number, amount: bigint) => kept.set(key, (kept.get(key) ?? 0n) + amount);
          for (const { movement, payer, receiver, traced, end } of pass.flows) {
            if (end === null) add(keys.of(receiver, movement.asset), traced);
            if (movement.row !== start.row) add(keys.of(payer, movement.asset), -traced);
          }
          for (const [key, amount] of pass.mixed) add(key, amount);
          for (const [key, amount] of kept) expect(amount).toBe(pass.held.get(key) ?? 0n);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which rows are read', async () => {
    await fc.assert(
      fc.asyncProperty(histories, limits, fc.nat(), async (history, drawn, at) => {
        const { services, ...rules } = drawn;
        const known = new Map(services.map((account) => [account, service]));
        const seed = rowSeed(history, at % history.length);
        // many rows of one instant, told apart by their place in the block or by what they say
        const crowded = history.map((movement) => ({
          ...movement,
          micros: Math.floor(movement.micros / 4e6),
          txKey: movement.txKey / 2n,
          logIndex: movement.row % 3 === 0 ? null : movement.row,
        }));
        const one = await traceSmall(new SmallSource(crowded, known), seed, { methods, ...rules });
        const turned = new SmallSource([...crowded].reverse(), known);
        const other = await traceSmall(turned, seed, { methods, ...rules });
        for (const [index, { pass }] of one.entries()) {
          expect(other[index]!.pass.flows).toEqual(pass.flows);
          expect(new Map([...other[index]!.pass.held].sort())).toEqual(new Map([...pass.held].sort()));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds through swaps, in each asset by itself', async () => {
    const swaps = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 500 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 999 }),
        swaps,
        fc.boolean(),
        fc.boolean(),
        async (amount, list, forward, paysFirst) => {
          // 0 pays 1; 1 swaps at pool 9 again and again, keeping a part, and pays 2
          const drawn = [{ from: 0, to: 1, amount, asset: 0 }];
          for (const [index, [kept, got]] of list.entries()) {
            const into = { from: 1, to: 9, amount: Math.max(1, amount - kept), asset: index };
            const out = { from: 9, to: 1, amount: got, asset: index + 1 };
            drawn.push(...(paysFirst ? [out, into] : [into, out]));
          }
          drawn.push({ from: 1, to: 2, amount: 1, asset: list.length });
          const history = smallHistory(drawn).map((movement) => ({
            ...movement,
            micros: 0,
            txKey: 0n,
            logIndex: movement.row,
          }));
          const known: Swap[] = list.map((_, index) => {
            const pair = [history[1 + 2 * index]!, history[2 + 2 * index]!];
            const [taken, given] = paysFirst ? [pair[1]!, pair[0]!] : [pair[0]!, pair[1]!];
            return { taken, given };
          });
          const source = new SmallSource(history, new Map([[9, { kind: 'pool', because: 'swap' }]]), known);
          const start = history[forward ? 0 : history.length - 1]!;
          for (const found of await traceSmall(source, rowSeed(history, start.row), {
            methods,
            forward,
            followSwaps: true,
          })) {
            const lines = conservation(found, start.asset);
            for (const line of lines) expect(line.difference).toBe(0n);
            if (forward) expect(found.pass.converted.get(1)).toBeGreaterThan(0n);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never lets poison miss what another method traces', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.boolean(), async (history, at, forward) => {
        const start = history[at % history.length]!;
        const found = await traceSmall(new SmallSource(history), rowSeed(history, start.row), {
          methods,
          forward,
        });
        const poison = found.find(({ method }) => method === 'poison')!;
        const poisoned = tracedByRow(poison);
        for (const other of found) {
          for (const [row, traced] of tracedByRow(other))
            expect((poisoned.get(row) ?? 0n) >= traced).toBe(true);
          for (const [account, left] of leftByAccount(other, start.asset))
            expect((leftByAccount(poison, start.asset).get(account) ?? 0n) >= left).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives each method the same result whichever others are asked for with it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, limits, fc.nat(), async (history, drawn, at) => {
        const { services, ...rules } = drawn;
        const seed = rowSeed(history, at % history.length);
        const source = () => new SmallSource(history, new Map(services.map((account) => [account, service])));
        const together = await traceSmall(source(), seed, { methods, ...rules });
        for (const method of methods) {
          const [alone] = await traceSmall(source(), seed, { methods: [method], ...rules });
          const beside = together.find((found) => found.method === method)!;
          expect(alone!.pass.flows).toEqual(beside.pass.flows);
          expect(alone!.pass.held).toEqual(beside.pass.held);
        }
      }),
      { numRuns: 200 },
    );
  });
});
