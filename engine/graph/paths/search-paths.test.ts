import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../detectors/ledger/steps.ts';
import { type GraphTransfer, smallGraph } from '../../testing/small-graph.ts';
import { ANY_ASSET, comparePaths, searchPaths } from './search-paths.ts';

const ACCOUNTS = 7;
const transfer = fc.record({
  from: fc.nat(ACCOUNTS - 1),
  to: fc.nat(ACCOUNTS - 1),
  amount: fc.integer({ min: 0, max: 30 }).map(String),
  failed: fc.boolean().map((failed) => failed && true),
});

/** Every simple path, and the widest chain along it, by trying all. */
function everyPath(
  list: readonly GraphTransfer[],
  sources: readonly number[],
  targets: readonly number[],
  maxHops: number,
  inOrder: boolean,
  passes: (account: number) => boolean,
): { accounts: number[]; width: number }[] {
  const moves = list.flatMap((one, row) =>
    !one.failed && one.from !== one.to && Number(one.amount) > 0
      ? [{ from: one.from!, to: one.to!, amount: Number(one.amount), row }]
      : [],
  );
  const widest = (accounts: readonly number[], hop: number, after: number): number => {
    if (hop + 1 === accounts.length) return Number.POSITIVE_INFINITY;
    const rows = moves.filter((move) => move.from === accounts[hop] && move.to === accounts[hop + 1]);
    if (!inOrder) {
      if (rows.length === 0) return -1;
      return Math.min(
        rows.reduce((sum, { amount }) => sum + amount, 0),
        widest(accounts, hop + 1, -1),
      );
    }
    return Math.max(
      -1,
      ...rows
        .filter(({ row }) => row > after)
        .map(({ amount, row }) => Math.min(amount, widest(accounts, hop + 1, row))),
    );
  };
  const found: { accounts: number[]; width: number }[] = [];
  const extend = (path: number[]) => {
    for (let next = 0; next < ACCOUNTS; next += 1) {
      if (path.includes(next) || sources.includes(next)) continue;
      const longer = [...path, next];
      if (targets.includes(next)) {
        const width = widest(longer, 0, -1);
        if (width >= 0) found.push({ accounts: longer, width });
      } else if (longer.length <= maxHops && passes(next)) extend(longer);
    }
  };
  for (const source of sources) extend([source]);
  return found.sort(comparePaths);
}

test('the k widest paths are those that trying all gives, in time order or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(transfer, { maxLength: 26 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      fc.integer({ min: -1, max: 6 }),
      fc.boolean(),
      async (list, maxHops, k, inOrder, closed, many) => {
        const index = await smallGraph(ACCOUNTS, list);
        const sources = many ? [0, 2] : [0];
        const targets = many ? [1, 3] : [1];
        const passes = (account: number) => account !== closed;
        const search = atOnce(
          searchPaths(index, 0, sources, targets, {
            k,
            maxHops,
            inOrder,
            minKept: 0,
            range: { low: 0, high: list.length },
            passes,
            budget: 1e9,
          }),
        );
        const wanted = everyPath(list, sources, targets, maxHops, inOrder, passes).slice(0, k);
        expect(search.paths.map(({ accounts, width }) => ({ accounts, width }))).toEqual(wanted);
        expect(search.searchedFrom).toBeNull();
        for (const { chain, accounts, width } of search.paths) {
          if (!inOrder) continue;
          expect(chain).toHaveLength(accounts.length - 1);
          for (const [hop, row] of chain!.entries()) {
            expect([list[row]!.from, list[row]!.to]).toEqual([accounts[hop], accounts[hop + 1]]);
            expect(Number(list[row]!.amount)).toBeGreaterThanOrEqual(width);
            if (hop > 0) expect(row).toBeGreaterThan(chain![hop - 1]!);
          }
        }
      },
    ),
    { numRuns: 3000 },
  );
}, 60_000);

test('what keeps too little is left out, and any asset gives the shortest first', async () => {
  const list: GraphTransfer[] = [
    { from: 0, to: 2, amount: '10', asset: 0 },
    { from: 2, to: 1, amount: '4', asset: 0 },
    { from: 0, to: 3, amount: '5', asset: 0 },
    { from: 3, to: 1, amount: '5', asset: 1 },
    { from: 3, to: 4, amount: '3', asset: 0 },
    { from: 4, to: 1, amount: '3', asset: 0 },
  ];
  const index = await smallGraph(5, list, 2);
  const rules = {
    k: 5,
    maxHops: 4,
    inOrder: true,
    minKept: 0.5,
    range: { low: 0, high: list.length },
    passes: () => true,
    budget: 1e9,
  };
  expect(
    atOnce(searchPaths(index, 0, [0], [1], rules)).paths.map(({ accounts, kept }) => [accounts, kept]),
  ).toEqual([[[0, 3, 4, 1], 0.6]]);
  const any = atOnce(searchPaths(index, ANY_ASSET, [0], [1], { ...rules, k: 2, minKept: 0 }));
  expect(any.paths.map(({ accounts }) => accounts)).toEqual([
    [0, 2, 1],
    [0, 3, 1],
  ]);
});

test('a used-up budget is told, with what was found until then', async () => {
  const list = Array.from({ length: 400 }, (_, row) => ({
    from: row % 20,
    to: (row * 7 + Math.floor(row / 20)) % 20,
    amount: String((row % 9) + 1),
  }));
  const index = await smallGraph(20, list);
  const search = atOnce(
    searchPaths(index, 0, [0], [1], {
      k: 50,
      maxHops: 8,
      inOrder: false,
      minKept: 0,
      range: { low: 0, high: list.length },
      passes: () => true,
      budget: 600,
    }),
  );
  expect(search.searchedFrom).not.toBeNull();
});
