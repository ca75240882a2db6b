import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BetweenQuery, CommunityQuery, TimeSliceQuery } from '#contract/graph.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { type GraphTransfer, smallGraph } from '../testing/small-graph.ts';
import { between } from './between.ts';
import { communities } from './communities.ts';
import { timeSlices } from './time-slices.ts';

const ACCOUNTS = 7;
const pause = () => Promise.resolve();
const id = (account: number) => `ethereum:0x${String(account).padStart(40, '0')}`;
const transfer = fc.record({
  from: fc.nat(ACCOUNTS - 1),
  to: fc.nat(ACCOUNTS - 1),
  amount: fc.integer({ min: 1, max: 9 }).map(String),
  usd: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  second: fc.nat(20_000),
});
const history = fc
  .array(transfer, { maxLength: 60 })
  .map((list): GraphTransfer[] => [...list].sort((a, b) => a.second - b.second));

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
});
afterAll(() => scratch.close());

test('between two subjects stand those that one paid and that paid the other, the strongest first', () =>
  scratch.folder.warehouse.use((session) =>
    fc.assert(
      fc.asyncProperty(history, async (list) => {
        const index = await smallGraph(ACCOUNTS, list);
        const rows = (from: number, to: number) => list.filter((one) => one.from === from && one.to === to);
        const wanted = new Map<string, { count: number; usd: number | null }>();
        for (const [a, b, direction] of [
          [0, 1, 'a-to-b'],
          [1, 0, 'b-to-a'],
        ] as const)
          for (let account = 2; account < ACCOUNTS; account += 1) {
            const sides = [rows(a, account), rows(account, b)];
            if (sides.some((side) => side.length === 0)) continue;
            const usd = sides.map((side) => side.flatMap((one) => (one.usd === undefined ? [] : [one.usd])));
            wanted.set(`${id(account)} ${direction}`, {
              count: Math.min(...sides.map((side) => side.length)),
              usd: usd.some((side) => side.length === 0)
                ? null
                : Math.min(...usd.map((side) => side.reduce((sum, one) => sum + one, 0))),
            });
          }
        const query = BetweenQuery.parse({ a: id(0), b: id(1), limit: 500 });
        const found = await between(session, index, query, pause);
        expect(found.total).toBe(wanted.size);
        expect(
          new Map(
            found.rows.map((row) => [
              `${row.node.id} ${row.direction}`,
              { count: row.count, usd: row.valueUsd },
            ]),
          ),
        ).toEqual(wanted);
        const order = found.rows.map((row) => row.valueUsd ?? -1);
        expect(order).toEqual([...order].sort((a, b) => b - a));
        const page = await between(session, index, { ...query, offset: 1, limit: 2 }, pause);
        expect(page.rows).toEqual(found.rows.slice(1, 3));
      }),
      { numRuns: 60 },
    ),
  ));

test('a service cut by the hour keeps every transfer, in the hour in which it happened', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (list) => {
      const index = await smallGraph(ACCOUNTS, list);
      const query = TimeSliceQuery.parse({ node: id(0), counterparties: [id(1), id(2), id(3), id(0)] });
      const { slices, shownEdges, totalEdges } = await timeSlices(index, query, pause);
      expect(shownEdges).toBe(totalEdges);
      const own = list.filter(
        (one) =>
          (one.from === 0 && [1, 2, 3].includes(one.to!)) || (one.to === 0 && [1, 2, 3].includes(one.from!)),
      );
      const wanted = new Map<string, number>();
      for (const one of own) {
        const hour = new Date(Math.floor(one.second! / 3600) * 3_600_000).toISOString().replace('.000Z', 'Z');
        wanted.set(`${id(0)}@${hour}`, (wanted.get(`${id(0)}@${hour}`) ?? 0) + 1);
      }
      expect(
        new Map(slices.map((slice) => [slice.id, slice.edges.reduce((sum, one) => sum + one.count, 0)])),
      ).toEqual(wanted);
      for (const { id: own, edges } of slices)
        for (const edge of edges) expect([edge.source, edge.target]).toContain(own);
    }),
    { numRuns: 60 },
  );
});

test('two circles that deal among themselves are two communities; who deals with nobody stands alone', async () => {
  const circle = (members: number[]) =>
    members.flatMap((from) => members.filter((to) => to !== from).map((to) => ({ from, to, amount: '1' })));
  const index = await smallGraph(8, [
    ...circle([0, 1, 2]),
    ...circle([3, 4, 5, 6]),
    { from: 2, to: 3, amount: '1' },
  ]);
  const nodes = Array.from({ length: 8 }, (_, account) => id(account));
  const found = await communities(index, CommunityQuery.parse({ nodes: [...nodes, 'ethereum:0xno'] }), pause);
  expect(found.communities.map((one) => one.nodes)).toEqual([[3, 4, 5, 6].map(id), [0, 1, 2].map(id)]);
  expect(found.communities.map((one) => one.transfersInside)).toEqual([12, 6]);
  expect(found.alone).toEqual([id(7)]);
  expect(found.unknown).toEqual(['ethereum:0xno']);
  expect(found.modularity).toBeGreaterThan(0.3);
});
