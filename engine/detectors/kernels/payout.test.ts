import { expect, test } from 'vitest';
import { smallLedger } from '../../testing/small-ledger.ts';
import { payoutReason, scheduledReceipts } from './payout.ts';

const DAY = 86_400;
const reasonOf = (list: { to: number; second: number }[]) =>
  payoutReason(
    smallLedger(
      100,
      list.sort((a, b) => a.second - b.second).map(({ to, second }) => ({ from: 0, to, second, amount: 5 })),
    ),
    list.map((_, row) => row),
  );
const turns = (count: number) => Array.from({ length: count }, (_, turn) => turn);

test('wages: a run every fortnight, one of them left out', () => {
  const days = [0, 14, 28, 56, 70];
  expect(
    reasonOf(
      days.flatMap((day) => turns(8).map((turn) => ({ to: turn + 1, second: day * DAY + turn * 600 }))),
    ),
  ).toBe('on a schedule');
});

test('subscriptions: each receiver on its own weekday', () => {
  expect(
    reasonOf(
      turns(5).flatMap((week) =>
        turns(9).map((who) => ({ to: who + 1, second: (week * 7 + who * 0.7) * DAY })),
      ),
    ),
  ).toBe('on a schedule');
});

test('an airdrop is one run, starting aid goes to each once', () => {
  expect(reasonOf(turns(50).map((turn) => ({ to: turn + 1, second: turn * 60 })))).toBe('in one or two runs');
  expect(reasonOf(turns(50).map((turn) => ({ to: turn + 1, second: turn ** 1.7 * DAY })))).toBe(
    'to each receiver once',
  );
});

test('the same few receivers at odd times have no such reason', () => {
  expect(
    reasonOf(
      turns(60).map((turn) => ({ to: 1 + ((turn * 7) % 5), second: (turn + 3 * Math.sin(turn * 9)) * DAY })),
    ),
  ).toBeNull();
});

test('what comes every day from one sender is told from the rest', () => {
  const list = [
    ...turns(9).map((turn) => ({ from: 1, to: 0, amount: 3, second: turn * DAY + 60 * (turn % 4) })),
    ...turns(9).map((turn) => ({ from: 2, to: 0, amount: 3, second: turn ** 1.5 * DAY + 5 })),
    ...turns(3).map((turn) => ({ from: 3, to: 0, amount: 3, second: turn * DAY + 9 })),
  ].sort((a, b) => a.second - b.second);
  const found = scheduledReceipts(
    smallLedger(4, list),
    list.map((_, row) => row),
  );
  expect([...found].map((row) => list[row]!.from)).toEqual(new Array(9).fill(1));
});
