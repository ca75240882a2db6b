import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../detectors/ledger/steps.ts';
import { type GraphTransfer, smallGraph } from '../../testing/small-graph.ts';
import { decimalUnits } from '../exact-sum.ts';
import { edgesAmongAccounts } from './among.ts';
import { visitCounterparties } from './counterparties.ts';
import { firstOf } from './top.ts';

const ACCOUNTS = 4;
const ASSETS = 3;
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }).map((cents) => `${cents / 100}`) },
  {
    weight: 2,
    arbitrary: fc.bigInt(0n, 10n ** 18n - 1n).map((units) => `0.${String(units).padStart(18, '0')}`),
  },
  // wider than the columns hold
  { weight: 1, arbitrary: fc.bigInt(10n ** 17n, 10n ** 40n).map(String) },
);
const transfer = fc.record({
  from: fc.option(fc.nat(ACCOUNTS - 1), { freq: 12 }),
  to: fc.nat(ACCOUNTS - 1),
  amount,
  asset: fc.nat(ASSETS),
  failed: fc.nat(9).map((n) => n === 0),
  usd: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  // several in one second
  second: fc.nat(60),
});
/** In time order, a few without a time at the end, one asset of unknown decimals now and then. */
const history = fc
  .tuple(fc.array(transfer, { maxLength: 300, size: 'max' }), fc.nat(6), fc.boolean())
  .map(([list, timeless, unknown]): GraphTransfer[] => {
    const known = list.map((one) => (unknown && one.asset === 1 ? { ...one, amount: null } : one));
    const timed = known.slice(timeless).sort((a, b) => a.second - b.second);
    return [...timed, ...known.slice(0, timeless).map((one) => ({ ...one, second: null }))];
  });

const units = (text: string): bigint => decimalUnits(text, 18);

/** Received less sent among the first rows, from scratch. */
function balanceOf(
  list: readonly GraphTransfer[],
  high: number,
  account: number,
  asset: number,
): bigint | null {
  let sum = 0n;
  for (const one of list.slice(0, high)) {
    if (one.failed || one.asset !== asset || one.from === one.to) continue;
    if (one.from !== account && one.to !== account) continue;
    if (one.amount === null) return null;
    sum += one.to === account ? units(one.amount) : -units(one.amount);
  }
  return sum;
}

test('balances at any instant equal a recomputation from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: -1, max: 61 }), async (list, second) => {
      const index = await smallGraph(ACCOUNTS, list, ASSETS);
      const high = index.rowsUpTo(second * 1e6);
      expect(high).toBe(list.filter((one) => one.second !== null && one.second! <= second).length);
      for (let account = 0; account < ACCOUNTS; account += 1)
        for (let asset = 0; asset <= ASSETS; asset += 1) {
          const named = list.some(
            (one) => one.asset === asset && (one.from === account || one.to === account),
          );
          const holding = index.holdingOf(account, asset);
          expect(holding >= 0).toBe(named);
          if (holding >= 0) expect(index.balance(holding, high)).toBe(balanceOf(list, high, account, asset));
        }
    }),
    { numRuns: 100 },
  );
});

test('nothing that happens later changes a state', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(60), async (list, second) => {
      const early = list.filter((one) => one.second !== null && one.second! <= second);
      const whole = await smallGraph(ACCOUNTS, list, ASSETS);
      const then = await smallGraph(ACCOUNTS, early, ASSETS);
      const range = { low: 0, high: whole.rowsUpTo(second * 1e6) };
      expect(range.high).toBe(early.length);
      expect(whole.accountsUpTo(range.high)).toBe(then.accountsUpTo(range.high));
      const everyone = Array.from({ length: ACCOUNTS }, (_, account) => account);
      const edges = (index: typeof whole) =>
        atOnce(edgesAmongAccounts(index, everyone, range, null)).map((edge) => [
          edge.from,
          edge.to,
          edge.asset,
          index.sum(edge),
          index.span(edge),
        ]);
      expect(edges(whole)).toEqual(edges(then));
      for (let account = 0; account < ACCOUNTS; account += 1) {
        expect(whole.seen(account, range)).toEqual(then.seen(account, range));
        for (let asset = 0; asset <= ASSETS; asset += 1) {
          const holding = then.holdingOf(account, asset);
          if (holding >= 0)
            expect(whole.balance(whole.holdingOf(account, asset), range.high)).toBe(
              then.balance(holding, range.high),
            );
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('edges in a frame hold exactly the rows a plain filter gives, and their exact sum', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(60), fc.nat(60), fc.boolean(), async (list, a, b, framed) => {
      const index = await smallGraph(ACCOUNTS, list, ASSETS);
      const [from, to] = a < b ? [a, b] : [b, a];
      const range = framed ? index.range(from * 1e6, to * 1e6) : index.range(null, null);
      const inFrame = list.filter(
        (one) => !framed || (one.second !== null && one.second! >= from && one.second! <= to),
      );
      const wanted = new Map<string, GraphTransfer[]>();
      for (const one of inFrame) {
        if (one.from === null) continue;
        const key = `${one.from} ${one.to} ${one.asset}`;
        wanted.set(key, [...(wanted.get(key) ?? []), one]);
      }
      const everyone = Array.from({ length: ACCOUNTS }, (_, account) => account);
      const edges = atOnce(edgesAmongAccounts(index, everyone, range, null));
      expect(edges.map((edge) => `${edge.from} ${edge.to} ${edge.asset}`).sort()).toEqual(
        [...wanted.keys()].sort(),
      );
      for (const edge of edges) {
        const rows = wanted.get(`${edge.from} ${edge.to} ${edge.asset}`)!;
        const moving = rows.filter(({ failed }) => !failed);
        const priced = moving.filter(({ usd }) => usd !== undefined);
        const sum = index.sum(edge);
        expect(sum.count).toBe(rows.length);
        expect(sum.amount).toBe(
          moving.some((one) => one.amount === null)
            ? null
            : moving.reduce((total, one) => total + units(one.amount!), 0n),
        );
        expect(sum.usd).toBe(
          priced.length === 0 ? Number.NaN : priced.reduce((total, one) => total + one.usd!, 0),
        );
        expect(sum.unpriced).toBe(moving.length - priced.length);
      }
      for (let account = 0; account < ACCOUNTS; account += 1) {
        const met: [number, number][] = [];
        atOnce(
          visitCounterparties(index, account, 'both', range, null, (one) => {
            met.push([one.account, one.transfers]);
          }),
        );
        const others = everyone.filter(
          (other) =>
            other !== account &&
            inFrame.some(
              (one) =>
                (one.from === account && one.to === other) || (one.from === other && one.to === account),
            ),
        );
        expect(met).toEqual(
          others.map((other) => [
            other,
            inFrame.filter(
              (one) =>
                (one.from === account && one.to === other) || (one.from === other && one.to === account),
            ).length,
          ]),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('the first of many are those that sorting gives', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(30), (values, size) => {
      const before = (a: number, b: number) => values[b]! - values[a]! || a - b;
      const sorted = values.map((_, place) => place).sort(before);
      expect(firstOf(values.length, size, before)).toEqual(sorted.slice(0, size));
    }),
  );
});
