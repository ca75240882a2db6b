import { expect, test } from 'vitest';
import { BoardQuery } from '#contract/board.ts';
import { type GraphTransfer, smallGraph } from '../testing/small-graph.ts';
import { movers } from './accounts.ts';
import { flows } from './flows.ts';
import { impact, spearman } from './impact.ts';

const pause = () => Promise.resolve();
const query = BoardQuery.parse({});

test('rank correlation: perfect, reversed, with ties, and none where nothing varies', () => {
  expect(
    spearman([
      [1, 10],
      [2, 20],
      [3, 900],
    ]),
  ).toBeCloseTo(1);
  expect(
    spearman([
      [1, 3],
      [2, 2],
      [3, 1],
    ]),
  ).toBeCloseTo(-1);
  // ranks 0, 1.5, 1.5, 3 beside 0, 1, 2, 3
  expect(
    spearman([
      [1, 1],
      [2, 2],
      [2, 3],
      [4, 4],
    ]),
  ).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5));
  expect(
    spearman([
      [1, 1],
      [1, 2],
    ]),
  ).toBeNull();
});

test('activity is told beside the price at the end of a stretch and its change in the next', async () => {
  // each day's payments, and the price that the first of the next day states
  const list: GraphTransfer[] = Array.from({ length: 61 }, (_, day) => ({
    from: day % 2,
    to: (day + 1) % 2,
    amount: '10',
    usd: 10 * (day + 1),
    second: day * 86_400,
  }));
  const index = await smallGraph(2, list);
  const { assets, bucketSeconds } = await impact(index, query, pause);
  expect(bucketSeconds).toBe(86_400);
  const [asset] = assets;
  expect(asset!.buckets[3]).toMatchObject({ transfers: 1, movedUsd: 40, priceUsd: 4, laterChange: 0.25 });
  expect(asset!.buckets.at(-1)!.laterChange).toBeNull();
  // more activity goes with a smaller relative rise
  expect(asset!.correlation).toBeCloseTo(-1);
});

test('net movements and flows add up to the rows', async () => {
  const list: GraphTransfer[] = [
    { from: 0, to: 1, amount: '1', usd: 10 },
    { from: 1, to: 2, amount: '1', usd: 4 },
    { from: 1, to: 2, amount: '1' },
    { from: 2, to: 0, amount: '1', usd: 3, failed: true },
  ];
  const index = await smallGraph(3, list);
  const { rows, asset } = await movers(index, { ...query, asset: null }, pause);
  expect(asset).toBeNull();
  expect(rows.map(({ netUsd, unmeasured }) => [netUsd, unmeasured])).toEqual([
    [-10, 0],
    [6, 1],
    [4, 1],
  ]);
  const units = await movers(index, { ...query, asset: { chain: 'ethereum', asset: '0xa0' } }, pause);
  expect(units.rows.map(({ netAmount }) => netAmount)).toEqual(['2', '-1', '-1']);
  const told = await flows(index, { ...query, by: 'category' }, pause);
  expect(told.flows).toMatchObject([{ source: '', target: '', transfers: 3, amountUsd: 14, unpriced: 1 }]);
});
