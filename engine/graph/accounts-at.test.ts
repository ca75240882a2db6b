import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountQuery, SliceQuery } from '#contract/graph.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { accountDetail, accountPage } from './accounts.ts';
import { accountDetailAt, accountPageAt } from './accounts-at.ts';
import { residentIndex } from './index/resident.ts';
import { slice } from './slice.ts';

/** The same history twice: whole, and cut off at an instant. What is known at that instant is what the cut one holds. */
const pause = () => turn();
const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;
const ROWS = 900;
const CUT = '2024-01-03T02:30:00Z';
const END = '2030-01-01T00:00:00Z';
let whole: ScratchCase;
let early: ScratchCase;

beforeAll(async () => {
  let state = 4711;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    time: new Date(Date.UTC(2024, 0, 1) + row * 600_000).toISOString(),
    line: [
      hex(row + 1, 64),
      row,
      hex(draw(draw(3) === 0 ? 3 : 40), 40),
      hex(draw(draw(3) === 0 ? 3 : 40), 40),
      ['ETH', hex(0xa1, 40)][draw(2)],
      draw(25) === 0 ? `${draw(9) + 1}${'3'.repeat(40)}` : `${draw(1e6)}.${draw(1e6)}`,
      draw(3) === 0 ? '' : draw(100_000) / 100,
      draw(12) !== 0,
    ].join(),
  }));
  const load = async (kept: typeof rows) => {
    const scratch = await scratchCase();
    const path = join(scratch.temp, 'rows.csv');
    const lines = kept.map(({ time, line }) => `ethereum,${time},${line}`).join('\n');
    writeFileSync(path, `chain,time,tx_hash,log_index,from,to,asset,amount,amount_usd,success\n${lines}\n`);
    const [result] = await scratch.import([path]);
    expect(result).toMatchObject({ accepted: kept.length, rejected: 0 });
    await residentIndex(scratch.folder.warehouse);
    return scratch;
  };
  whole = await load(rows);
  early = await load(rows.filter(({ time }) => Date.parse(time) <= Date.parse(CUT)));
});
afterAll(async () => {
  await whole.close();
  await early.close();
});

/** Dollars are sums of doubles, whose last digits depend on the order. */
const near = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? Number(one.toFixed(6)) : one,
  );

describe.each([
  ['the whole history', END, () => whole],
  ['an instant in its midst', CUT, () => early],
])('accounts as known at %s', (_, asOf, wantedOf) => {
  test.each(['transfers', 'received', 'sent', 'counterparties', 'firstSeen', 'lastSeen', 'alerts'] as const)(
    'are those of a case that holds no later row, by %s',
    (sort) =>
      whole.folder.warehouse.use(async (session) => {
        const index = await residentIndex(whole.folder.warehouse);
        for (const descending of [true, false]) {
          const query = AccountQuery.parse({ sort, descending, limit: 500 });
          const wanted = await wantedOf().folder.warehouse.use((other) => accountPage(other, query));
          // what was added up for an earlier instant is gone on from
          await accountPageAt(session, index, [], { ...query, asOf: '2024-01-02T00:00:00Z' }, pause);
          const got = await accountPageAt(session, index, [], { ...query, asOf }, pause);
          const tied = (page: typeof got) => ({
            ...page,
            rows: new Map(page.rows.map((row) => [row.address, near(row)])),
          });
          expect(tied(got)).toEqual(tied(wanted));
          // in SQL's order; dollars that differ in the last digit, or equal times, may change places
          if (sort === 'transfers' || sort === 'counterparties')
            expect(got.rows.map((row) => row[sort])).toEqual(wanted.rows.map((row) => row[sort]));
          const page = await accountPageAt(
            session,
            index,
            [],
            { ...query, asOf, offset: 5, limit: 7 },
            pause,
          );
          expect(page.rows).toEqual(got.rows.slice(5, 12));
          expect(page.total).toBe(got.total);
        }
      }),
  );

  test('are found by a text and a time span as in SQL', () =>
    whole.folder.warehouse.use(async (session) => {
      const index = await residentIndex(whole.folder.warehouse);
      for (const more of [
        { text: hex(1, 40).slice(0, 42) },
        { text: '0x000' },
        { text: 'nobody' },
        { from: '2024-01-02T22:00:00Z', to: '2024-01-05T00:00:00Z' },
        { to: '2024-01-01T01:00:00Z' },
      ]) {
        const query = AccountQuery.parse({ limit: 500, ...more });
        const wanted = await wantedOf().folder.warehouse.use((other) => accountPage(other, query));
        const got = await accountPageAt(session, index, [], { ...query, asOf }, pause);
        expect(got.total).toBe(wanted.total);
        expect(new Set(got.rows.map((row) => row.address))).toEqual(
          new Set(wanted.rows.map((row) => row.address)),
        );
      }
    }));

  test('have the same sums per asset and the same activity', async () => {
    const index = await residentIndex(whole.folder.warehouse);
    for (const account of [0, 1, 7, 21]) {
      const of = { chain: 'ethereum', address: hex(account, 40) };
      const wanted = await wantedOf().folder.warehouse.use((session) =>
        accountDetail(session, of.chain, of.address),
      );
      const got = accountDetailAt(index, [], { ...of, asOf, hindsight: false });
      expect(near({ ...got, positions: new Map() })).toEqual(near({ ...wanted, positions: new Map() }));
      expect(new Set(got.positions.map((one) => JSON.stringify(one)))).toEqual(
        new Set(wanted.positions.map((one) => JSON.stringify(one))),
      );
    }
  });

  test('have the same flows among them', () =>
    whole.folder.warehouse.use(async (session) => {
      const index = await residentIndex(whole.folder.warehouse);
      const nodes = Array.from({ length: 40 }, (__, account) => `ethereum:${hex(account, 40)}`);
      const query = SliceQuery.parse({ nodes });
      const other = await residentIndex(wantedOf().folder.warehouse);
      const wanted = await wantedOf().folder.warehouse.use((theirs) => slice(theirs, other, query, pause));
      const got = await slice(session, index, { ...query, asOf }, pause);
      const known = got.nodes.filter((node) => node.transfers > 0);
      expect(known).toEqual(wanted.nodes);
      expect(near(got.edges)).toEqual(near(wanted.edges));
      expect(got.totalEdges).toBe(wanted.totalEdges);
    }));
});

test('alerts count once they could be known, all of them with hindsight', async () => {
  const index = await residentIndex(whole.folder.warehouse);
  const mark = (id: string, knownAt: string): TimedMark => ({
    knownMicros: microsOf(knownAt),
    mark: {
      id,
      title: id,
      explanation: id,
      detector: 'd',
      family: 'f',
      priority: 'LOW',
      severity: 'LOW',
      start: '2024-01-01T00:00:00Z',
      end: knownAt,
      knownAt,
      subjects: [`ethereum:${hex(0, 40)}`],
    },
  });
  const marks = [mark('early', CUT), mark('late', '2024-01-03T02:30:00.000001Z')];
  const of = { chain: 'ethereum', address: hex(0, 40), asOf: CUT };
  expect(accountDetailAt(index, marks, { ...of, hindsight: false }).account.alerts).toBe(1);
  expect(accountDetailAt(index, marks, { ...of, hindsight: true }).account.alerts).toBe(2);
  expect(
    accountDetailAt(index, marks, { ...of, asOf: '2024-01-03T02:29:59Z', hindsight: false }).account.alerts,
  ).toBe(0);
});

test('an address that is named only later is known with nothing, one that never is, is not', async () => {
  const index = await residentIndex(whole.folder.warehouse);
  const of = { chain: 'ethereum', hindsight: false };
  const none = accountDetailAt(index, [], { ...of, address: hex(5, 40), asOf: '2023-01-01T00:00:00Z' });
  expect(none).toMatchObject({ account: { transfers: 0, firstSeen: null }, positions: [], activity: [] });
  expect(() => accountDetailAt(index, [], { ...of, address: hex(999, 40), asOf: END })).toThrow(
    /No imported row names/,
  );
});
