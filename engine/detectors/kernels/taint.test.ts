import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SmallTransfer, smallLedger } from '../../testing/small-ledger.ts';
import { type Tainted, taint } from './taint.ts';

const mark = (accounts: number, ...marked: number[]) => {
  const marks = new Uint8Array(accounts);
  for (const account of marked) marks[account] = 1;
  return marks;
};

function at(
  account: number,
  accounts: number,
  transfers: readonly SmallTransfer[],
  direction: 'forward' | 'backward' = 'forward',
  maxHops = 5,
): Tainted | undefined {
  const ledger = smallLedger(accounts, transfers);
  return taint(ledger, {
    sources: mark(accounts, 0),
    stops: new Uint8Array(accounts),
    maxHops,
    direction,
  }).find(({ holding }) => ledger.holdings.account[holding] === account);
}

describe('taint', () => {
  // 60 clean, then 40 dirty, then 50 paid on: the textbook case of the three conventions
  const mixture = [
    { from: 2, to: 1, amount: 60 },
    { from: 0, to: 1, amount: 40 },
    { from: 1, to: 3, amount: 50 },
    { from: 1, to: 4, amount: 50 },
  ];

  it('tells the three conventions apart', () => {
    expect(at(3, 5, mixture)).toMatchObject({ hops: 2, total: 50, fifo: 0, haircut: 20, poison: 50 });
    expect(at(4, 5, mixture)).toMatchObject({ hops: 2, total: 50, fifo: 40, haircut: 20, poison: 50 });
    expect(at(1, 5, mixture)).toMatchObject({ hops: 1, total: 100, fifo: 40, haircut: 40, poison: 40 });
  });

  it('spends what was there before the rows begin first, untainted', () => {
    const before = [
      { from: 0, to: 1, amount: 10 },
      { from: 1, to: 2, amount: 30 },
    ];
    expect(at(2, 3, before)).toMatchObject({ fifo: 10, haircut: 10, poison: 30, total: 30 });
    const later = [...before, { from: 3, to: 1, amount: 5 }, { from: 1, to: 4, amount: 5 }];
    expect(at(4, 5, later)).toMatchObject({ fifo: 0, haircut: 0 });
  });

  it('goes backward as it goes forward', () => {
    const turned = [...mixture].reverse().map(({ from, to, amount }) => ({ from: to, to: from, amount }));
    expect(at(4, 5, turned, 'backward')).toMatchObject({ hops: 2, fifo: 40, haircut: 20, poison: 50 });
  });

  it('ends after the hops allowed and at accounts that stop it', () => {
    const line = [0, 1, 2, 3].map((account) => ({ from: account, to: account + 1, amount: 10 }));
    expect(at(3, 5, line, 'forward', 3)).toMatchObject({ hops: 3, fifo: 10 });
    expect(at(4, 5, line, 'forward', 3)).toBeUndefined();
    const ledger = smallLedger(5, line);
    const reached = taint(ledger, {
      sources: mark(5, 0),
      stops: mark(5, 2),
      maxHops: 9,
      direction: 'forward',
    }).map(({ holding }) => ledger.holdings.account[holding]);
    expect(reached).toEqual([1, 2]);
  });

  it('neither makes nor loses value: FIFO and haircut stay within poison and within what the sources paid', () => {
    const transfers = fc.array(
      fc.record({
        from: fc.nat(5),
        to: fc.nat(5),
        amount: fc.integer({ min: 1, max: 100 }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(transfers, (drawn) => {
        const list = drawn.filter(({ from, to }) => from !== to);
        const ledger = smallLedger(6, list);
        const found = taint(ledger, {
          sources: mark(6, 0),
          stops: mark(6),
          maxHops: 25,
          direction: 'forward',
        });
        const direct = list.filter(({ from }) => from === 0).reduce((sum, { amount }) => sum + amount, 0);
        for (const one of found) {
          expect(one.fifo).toBeLessThanOrEqual(one.poison + 1e-9);
          expect(one.haircut).toBeLessThanOrEqual(one.poison + 1e-9);
          expect(one.poison).toBeLessThanOrEqual(one.total + 1e-9);
        }
        const held = (account: number, of: 'fifo' | 'haircut') =>
          found
            .filter(({ holding }) => ledger.holdings.account[holding] === account)
            .reduce((sum, one) => sum + one[of], 0);
        const firstHop = list
          .filter(({ from, to }) => from === 0 && to !== 0)
          .reduce((sum, { amount }) => sum + amount, 0);
        expect(firstHop).toBe(direct);
        if (direct === 0)
          for (let account = 1; account < 6; account += 1) expect(held(account, 'fifo')).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });
});
