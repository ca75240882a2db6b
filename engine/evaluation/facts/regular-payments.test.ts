import { expect, it } from 'vitest';
import { DAY, type Row, START, World } from '../world.ts';
import { regularPayments } from './regular-payments.ts';

const asset = new World(1).asset('ethereum', 'USDC');
const paid = (from: string, days: readonly number[], success = true): Row[] =>
  days.map((day, at) => ({
    chain: 'ethereum',
    time: START + day * DAY,
    hash: `${from}${at}`,
    logIndex: 0,
    from,
    to: 'shop',
    asset,
    amount: 10,
    usd: 10,
    fee: 0,
    gasUsed: 50_000,
    method: 'transfer',
    success,
  }));

it('takes even intervals for regular, and neither chance nor haste', () => {
  const rows = [
    ...paid('even', [0, 7, 14, 21.5, 28, 35]),
    ...paid('uneven', [0, 1, 14, 15, 30, 35]),
    ...paid('few', [0, 7, 14]),
    ...paid('at once', [3, 3, 3, 3, 3, 3]),
    ...paid('failed', [0, 7, 14, 21, 28, 35], false),
  ];
  expect(regularPayments(rows).map(({ accounts }) => accounts[0])).toEqual(['ethereum:even']);
});
