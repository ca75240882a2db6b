import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../detectors/ledger/steps.ts';
import { type GraphTransfer, smallGraph } from '../../testing/small-graph.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { PriceBook } from '../index/prices.ts';
import { thinned } from './balance-curve.ts';
import { behaviourOf } from './behaviour.ts';
import { commonOf } from './common.ts';
import { soleParty } from './party.ts';
import { counterpartiesOf } from './party-counterparties.ts';
import { partyRows } from './party-rows.ts';
import { profitAndLoss } from './profit.ts';
import { relatedTo } from './related.ts';

const DAY = 86_400;
const pause = () => Promise.resolve();
const own = soleParty(0);
const rowsOf = (index: GraphIndex, high: number) => atOnce(partyRows(index, own, { low: 0, high }));
const profitOf = async (list: readonly GraphTransfer[], price: number | null) => {
  const index = await smallGraph(4, list, 2);
  const book = new PriceBook([price === null ? [] : [{ micros: 0, usd: price }], [], []], new Map());
  return atOnce(profitAndLoss(index, book, own, rowsOf(index, list.length), 1e15));
};

test('gain and loss by first in, first out, worked by hand', async () => {
  // bought 10 for 100 and 10 for 300, sold 15 for 450: cost 100 + 150, 5 left that cost 150
  const profit = await profitOf(
    [
      { from: 1, to: 0, amount: '10', usd: 100 },
      { from: 1, to: 0, amount: '10', usd: 300 },
      { from: 0, to: 2, amount: '15', usd: 450 },
    ],
    40,
  );
  expect(profit).toMatchObject({
    realisedUsd: 200,
    costUsd: 250,
    proceedsUsd: 450,
    unrealisedUsd: 50,
    rows: 3,
    pricedRows: 3,
    disposalsWithoutCost: 0,
  });
});

test('in a frame only what was sold in it counts, at the cost of what was bought before', async () => {
  const list = [
    { from: 1, to: 0, amount: '10', usd: 100 },
    { from: 0, to: 2, amount: '4', usd: 80 },
    { from: 0, to: 2, amount: '6', usd: 90 },
  ];
  const index = await smallGraph(4, list);
  const rows = rowsOf(index, 3);
  const book = new PriceBook([[], []], new Map());
  const profit = atOnce(profitAndLoss(index, book, own, rows, 1e15, 2));
  expect(profit).toMatchObject({ realisedUsd: 30, costUsd: 60, rows: 1, disposalsWithoutCost: 0 });
});

test('what has no known cost stays out of gain and loss, and is counted', async () => {
  const profit = await profitOf(
    [
      // never seen arriving
      { from: 0, to: 2, amount: '5', usd: 50 },
      // a receipt without a price is used up before the one with a price
      { from: 1, to: 0, amount: '4' },
      { from: 1, to: 0, amount: '4', usd: 40 },
      { from: 0, to: 2, amount: '6', usd: 120 },
      { from: 0, to: 2, amount: '1', failed: true, usd: 20 },
    ],
    null,
  );
  // of the six, two cost 20 and brought 40
  expect(profit).toMatchObject({
    realisedUsd: 20,
    unrealisedUsd: null,
    rows: 4,
    pricedRows: 3,
    disposalsWithoutCost: 2,
  });
  const none = await profitOf([{ from: 1, to: 0, amount: null }], 3);
  expect(none).toMatchObject({ realisedUsd: null, unrealisedUsd: null, rows: 1, pricedRows: 0 });
});

test('realised and unrealised gain are together what was got and is held, less what was paid', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ buys: fc.boolean(), amount: fc.integer({ min: 1, max: 50 }), usd: fc.nat(500) }), {
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 20 }),
      async (trades, price) => {
        let held = 0;
        const list: GraphTransfer[] = [];
        for (const { buys, amount, usd } of trades) {
          // sells no more than it holds
          const size = buys ? amount : Math.min(amount, held);
          if (size === 0) continue;
          held += buys ? size : -size;
          list.push({ from: buys ? 1 : 0, to: buys ? 0 : 1, amount: String(size), usd });
        }
        const profit = await profitOf(list, price);
        const paid = list.reduce((sum, one) => sum + (one.to === 0 ? one.usd! : 0), 0);
        const got = list.reduce((sum, one) => sum + (one.to === 0 ? 0 : one.usd!), 0);
        expect((profit.realisedUsd ?? 0) + (profit.unrealisedUsd ?? 0)).toBeCloseTo(
          got + held * price - paid,
          6,
        );
        expect(profit.disposalsWithoutCost).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

test('a thinned curve keeps the ends and the extremes, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 4, max: 60 }),
      (values, points) => {
        const kept = thinned(values, points);
        expect(kept.length).toBeLessThanOrEqual(Math.max(points, 4));
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(values.length - 1);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        const shown = kept.map((at) => values[at]!);
        expect(Math.max(...shown)).toBe(Math.max(...values));
        expect(Math.min(...shown)).toBe(Math.min(...values));
      },
    ),
  );
});

const classOf = async (list: readonly GraphTransfer[], asOfSecond: number) => {
  const index = await smallGraph(60, list, 8);
  return atOnce(behaviourOf(index, own, rowsOf(index, list.length), asOfSecond * 1e6));
};
const repeat = (count: number, one: (turn: number) => GraphTransfer[]) =>
  Array.from({ length: count }, (_, turn) => one(turn)).flat();

test('behaviour follows its rules, and says when the rows do not tell', async () => {
  const receives = repeat(20, (turn) => [{ from: 1 + turn, to: 0, amount: '5', second: turn * DAY }]);
  expect((await classOf(receives, 20 * DAY)).class).toBe('accumulator');
  expect((await classOf(receives, 400 * DAY)).class).toBe('dormant-holder');
  expect(await classOf(receives.slice(0, 5), 20 * DAY)).toMatchObject({
    class: 'not-classified',
    reasons: [expect.stringContaining('5 transfers')],
  });
  const pays = [
    { from: 1, to: 0, amount: '100', second: 0 },
    ...repeat(25, (turn) => [{ from: 0, to: 2 + turn, amount: '4', second: turn * DAY }]),
  ];
  expect((await classOf(pays, 30 * DAY)).class).toBe('distributor');
  const swaps = repeat(12, (turn) => [
    { from: 0, to: 1, amount: '10', asset: turn % 2, second: turn * DAY },
    { from: 1, to: 0, amount: '9', asset: (turn + 1) % 2, second: turn * DAY },
  ]);
  expect((await classOf(swaps, 20 * DAY)).class).toBe('trader');
  const rounds = repeat(12, (turn) => [
    { from: 0, to: 1, amount: '10', second: turn * DAY },
    { from: 2, to: 0, amount: '11', second: turn * DAY },
  ]);
  expect((await classOf(rounds, 20 * DAY)).class).toBe('arbitrageur');
  const turns = repeat(6, (turn) => [
    { from: 1, to: 0, amount: '10', asset: turn, second: turn * DAY },
    { from: 0, to: 2, amount: '10', asset: turn, second: turn * DAY + 3600 },
  ]);
  const rotator = await classOf(turns, 20 * DAY);
  expect(rotator.class).toBe('rotator');
  expect(rotator.reasons[0]).toContain('6 of its 6 assets');
  const makes = repeat(30, (turn) => [
    { from: 1 + turn, to: 0, amount: '10', second: turn * 7200 * 6 },
    { from: 0, to: 31 + (turn % 25), amount: '10', second: turn * 7200 * 6 + 60 },
  ]);
  expect((await classOf(makes, 20 * DAY)).class).toBe('market-maker');
});

test('addresses with the same first funder or shared small counterparties are related, with the reason', async () => {
  const list: GraphTransfer[] = [
    { from: 9, to: 0, amount: '1' },
    { from: 9, to: 1, amount: '1' },
    { from: 0, to: 5, amount: '1' },
    { from: 0, to: 6, amount: '1' },
    { from: 2, to: 5, amount: '1' },
    { from: 2, to: 6, amount: '1' },
    { from: 3, to: 5, amount: '1' },
  ];
  const index = await smallGraph(10, list);
  const range = { low: 0, high: list.length };
  const dealtWith = (await counterpartiesOf(index, own, 'both', range, pause)).map(({ account }) => account);
  const { related } = await relatedTo(index, own, dealtWith, range, pause);
  expect(related.map(({ account, kind }) => [account, kind])).toEqual([
    [1, 'same-funder'],
    [2, 'shared-counterparties'],
  ]);
  expect(related[1]!.reason).toContain('2 of its 3 counterparties');
});

test('common counterparties are those of at least two, by trying all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ from: fc.nat(6), to: fc.nat(6) }), { maxLength: 40 }),
      fc.integer({ min: 0, max: 40 }),
      async (pairs, high) => {
        const list = pairs.map((pair) => ({ ...pair, amount: '1', usd: 2 }));
        const index = await smallGraph(7, list);
        const range = { low: 0, high: Math.min(high, list.length) };
        const subjects = [0, 1, 2];
        const seen = pairs.slice(0, range.high);
        const dealings = (subject: number, other: number) =>
          seen.filter(
            ({ from, to }) => (from === subject && to === other) || (from === other && to === subject),
          ).length;
        const expected = [0, 1, 2, 3, 4, 5, 6]
          .map((other) => ({
            account: other,
            counts: subjects.map((subject) => (subject === other ? 0 : dealings(subject, other))),
          }))
          .filter(({ counts }) => counts.filter((count) => count > 0).length > 1);
        const found = await commonOf(index, subjects.map(soleParty), range, pause);
        expect(
          found
            .map(({ account, dealings }) => ({ account, counts: dealings.map((one) => one?.transfers ?? 0) }))
            .sort((a, b) => a.account - b.account),
        ).toEqual(expected);
        for (const { dealings } of found)
          for (const one of dealings) if (one) expect(one.usd).toBe(2 * one.transfers);
      },
    ),
    { numRuns: 80 },
  );
});
