import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallLedger } from '../../testing/small-ledger.ts';

const transfers = fc.array(
  fc.record({
    from: fc.nat(5),
    to: fc.nat(5),
    amount: fc.integer({ min: 0, max: 9 }),
    asset: fc.nat(2),
  }),
  { maxLength: 40 },
);

test('every grouping holds exactly the movements a plain filter gives, in time order', () => {
  fc.assert(
    fc.property(transfers, (list) => {
      const ledger = smallLedger(6, list, 3);
      const moves = list.flatMap((transfer, row) =>
        transfer.from !== transfer.to && transfer.amount > 0 ? [{ ...transfer, row }] : [],
      );
      const group = (groups: { start: Int32Array; rows: Int32Array }, account: number) =>
        Array.from(groups.rows.subarray(groups.start[account], groups.start[account + 1]));
      for (let account = 0; account < 6; account += 1) {
        const out = moves.filter(({ from }) => from === account).map(({ row }) => row);
        const into = moves.filter(({ to }) => to === account).map(({ row }) => row);
        expect(group(ledger.out, account)).toEqual(out);
        expect(group(ledger.in, account)).toEqual(into);
        expect(group(ledger.legs, account)).toEqual([...out, ...into].sort((a, b) => a - b));
        for (const groups of [ledger.out, ledger.in, ledger.legs])
          for (let place = groups.start[account]!; place < groups.start[account + 1]!; place += 1)
            expect(groups.other[place]).toBe(ledger.other(groups.rows[place]!, account));
        expect(group(ledger.acts, account)).toEqual(
          list.flatMap(({ from }, row) => (from === account ? [row] : [])),
        );
        const { holdings } = ledger;
        const mine = [];
        for (
          let holding = holdings.ofAccount[account]!;
          holding < holdings.ofAccount[account + 1]!;
          holding += 1
        ) {
          expect(holdings.account[holding]).toBe(account);
          mine.push([holdings.asset[holding], group(holdings, holding)]);
        }
        const wanted = [0, 1, 2]
          .map((asset) => [
            asset,
            moves
              .filter((move) => move.asset === asset && (move.from === account || move.to === account))
              .map(({ row }) => row),
          ])
          .filter(([, rows]) => (rows as number[]).length > 0);
        expect(mine).toEqual(wanted);
      }
      for (const { row, from, to, asset } of moves) {
        const { holdings, holdingOf } = ledger;
        expect([holdings.account[holdingOf.from[row]!], holdings.asset[holdingOf.from[row]!]]).toEqual([
          from,
          asset,
        ]);
        expect([holdings.account[holdingOf.to[row]!], holdings.asset[holdingOf.to[row]!]]).toEqual([
          to,
          asset,
        ]);
      }
    }),
    { numRuns: 1000 },
  );
});
