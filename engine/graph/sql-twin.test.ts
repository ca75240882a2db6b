import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountQuery, BreakdownQuery, NeighbourQuery, SliceQuery } from '#contract/graph.ts';
import { StateQuery } from '#contract/replay.ts';
import { ProfileQuery } from '#contract/whales.ts';
import { stateAt } from '../replay/state.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { accountDetail, accountPage } from './accounts.ts';
import { breakdown } from './breakdown.ts';
import { edgesAmong } from './edges.ts';
import { expand } from './expand.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { residentIndex } from './index/resident.ts';
import { neighbours } from './neighbours.ts';
import { profiles } from './profile/profile.ts';
import { slice } from './slice.ts';

/** The graph index beside plain SQL, over an imported file with failed, unpriced, empty, enormous and self-paying rows. */
let scratch: ScratchCase;
let index: GraphIndex;
const pause = () => turn();
const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;
const ROWS = 3000;

beforeAll(async () => {
  scratch = await scratchCase();
  let state = 12345;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const amount =
      draw(20) === 0
        ? '0'
        : draw(30) === 0
          ? `${draw(9) + 1}${'7'.repeat(40)}`
          : `${draw(1e6)}.${String(draw(1e6)).padStart(6, '0')}${draw(3) === 0 ? '123456789012' : ''}`;
    const time = new Date(Date.UTC(2024, 0, 1) + Math.floor(row / 3) * 600_000).toISOString();
    return [
      'ethereum',
      time,
      hex(row + 1, 64),
      row,
      hex(draw(draw(3) === 0 ? 4 : 60), 40),
      hex(draw(draw(3) === 0 ? 4 : 60), 40),
      ['ETH', hex(0xa1, 40), hex(0xa2, 40)][draw(3)],
      amount,
      draw(3) === 0 ? '' : draw(100_000) / 100,
      draw(15) !== 0,
    ].join();
  });
  const path = join(scratch.temp, 'rows.csv');
  writeFileSync(
    path,
    `chain,time,tx_hash,log_index,from,to,asset,amount,amount_usd,success\n${lines.join('\n')}\n`,
  );
  const [result] = await scratch.import([path]);
  expect(result).toMatchObject({ accepted: ROWS, rejected: 0 });
  index = await residentIndex(scratch.folder.warehouse);
});
afterAll(() => scratch.close());

/** Dollars are sums of doubles, whose last digits depend on the order. */
const near = <T extends { amountUsd: number | null }>(edges: readonly T[]) =>
  edges.map((edge) => ({
    ...edge,
    amountUsd: edge.amountUsd === null ? null : Number(edge.amountUsd.toFixed(6)),
  }));

const frames = [
  { from: null, to: null },
  { from: '2024-01-02T00:00:00Z', to: '2024-01-05T12:00:00Z' },
  { from: null, to: '2024-01-03T00:10:00Z' },
];

test('subjects expand to the same counterparties and edges', () =>
  scratch.folder.warehouse.use(async (session) => {
    for (const account of [0, 33])
      for (const frame of frames)
        for (const direction of ['both', 'in', 'out'] as const)
          for (const by of ['value', 'count'] as const) {
            const query = NeighbourQuery.parse({
              chain: 'ethereum',
              address: hex(account, 40),
              limit: 15,
              direction,
              by,
              ...frame,
              shown: [`ethereum:${hex(50, 40)}`],
            });
            const wanted = await neighbours(session, query);
            const answer = await expand(session, index, query, pause);
            const { totalEdges, ...got } = answer;
            expect(totalEdges).toBe(got.edges.length);
            expect({ ...got, nodes: new Set(got.nodes.map(({ id }) => id)), edges: near(got.edges) }).toEqual(
              {
                ...wanted,
                nodes: new Set(wanted.nodes.map(({ id }) => id)),
                edges: near(wanted.edges),
              },
            );
          }
  }));

test('paging and filters part the counterparties without loss', () =>
  scratch.folder.warehouse.use(async (session) => {
    const of = (more: object) =>
      expand(
        session,
        index,
        NeighbourQuery.parse({ chain: 'ethereum', address: hex(0, 40), limit: 500, ...more }),
        pause,
      );
    const ids = ({ nodes, centre }: Awaited<ReturnType<typeof of>>) =>
      nodes.map(({ id }) => id).filter((id) => id !== centre);
    const all = await of({});
    const pages = [await of({ limit: 7 }), await of({ limit: 7, offset: 7 }), await of({ offset: 14 })];
    expect(pages.flatMap(ids)).toEqual(ids(all));
    expect(ids(await of({ minUsd: 3000 })).length + ids(await of({ maxUsd: 3000 })).length).toBe(
      ids(all).length - ids(await of({ unpriced: true })).length,
    );
    const parts = await breakdown(
      index,
      BreakdownQuery.parse({ chain: 'ethereum', address: hex(0, 40) }),
      pause,
    );
    expect(parts.counterparties).toBe(all.total);
    for (const group of [parts.direction, parts.asset, parts.category, parts.value, parts.time])
      for (const part of group.parts)
        expect((await of(part.filter)).total, part.label).toBe(part.counterparties);
    for (const group of [parts.direction, parts.asset, parts.time])
      expect(group.parts.reduce((sum, part) => sum + part.transfers, 0)).toBe(parts.transfers);
    expect(parts.value.parts.reduce((sum, part) => sum + part.counterparties, 0)).toBe(all.total);
  }));

test('a slice has the edges that SQL gives, and names what it does not know', () =>
  scratch.folder.warehouse.use(async (session) => {
    const nodes = Array.from({ length: 40 }, (_, account) => `ethereum:${hex(account, 40)}`);
    const numbers = nodes.map((id) => index.rows.names.findId(id)!);
    for (const frame of frames) {
      const got = await slice(
        session,
        index,
        SliceQuery.parse({ nodes: [...nodes, 'ethereum:0xnobody'], ...frame }),
        pause,
      );
      expect(near(got.edges)).toEqual(near(await edgesAmong(session, numbers, frame)));
      expect(got.unknown).toEqual(['ethereum:0xnobody']);
      expect(got.shownEdges).toBe(got.totalEdges);
    }
  }));

test('balances, holdings and counts are those of the account page', () =>
  scratch.folder.warehouse.use(async (session) => {
    const { rows } = await accountPage(session, AccountQuery.parse({ limit: 12 }));
    const subjects = rows.slice(0, 6).map((row) => `${row.chain}:${row.address}`);
    const query = ProfileQuery.parse({ subjects, points: 20 });
    const sheet = await profiles(session, index, [], query, pause);
    for (const [place, profile] of sheet.profiles.entries()) {
      const { account, positions } = await accountDetail(session, rows[place]!.chain, rows[place]!.address);
      expect(profile.transfers).toBe(account.transfers);
      expect(profile.node).toMatchObject({
        counterparties: account.counterparties,
        firstSeen: account.firstSeen,
        lastSeen: account.lastSeen,
      });
      const wanted = positions.map(({ asset, balance }) => [asset, balance]).sort();
      expect(profile.holdings.map(({ asset, amount }) => [asset, amount]).sort()).toEqual(wanted);
      for (const curve of profile.balances) {
        expect(curve.shown).toBeLessThanOrEqual(20);
        expect(curve.points.at(-1)!.amount).toBe(
          profile.holdings.find(({ asset }) => asset === curve.asset)!.amount,
        );
        expect(curve.total <= 20 || curve.shown < curve.total).toBe(true);
      }
      expect(profile.balances.some(({ shown, total }) => shown < total)).toBe(true);
      expect(profile.hours.reduce((sum, one) => sum + one, 0)).toBe(profile.transfers);
      expect(profile.flows.reduce((sum, one) => sum + one.received + one.sent, 0)).toBe(profile.profit.rows);
    }
    const state = await stateAt(
      index,
      [],
      StateQuery.parse({ at: '2030-01-01T00:00:00Z', nodes: subjects }),
      pause,
    );
    for (const [place, node] of state.nodes.entries())
      expect(node.holdings).toEqual(sheet.profiles[place]!.holdings.map((held) => ({ ...held })));
  }));

test('an import makes the index anew, the old one stays as it was', async () => {
  const before = index.rows.size;
  const path = join(scratch.temp, 'more.csv');
  writeFileSync(
    path,
    `chain,time,tx_hash,log_index,from,to,asset,amount\nethereum,2024-02-01T00:00:00Z,${hex(999_999, 64)},1,${hex(1, 40)},${hex(2, 40)},ETH,1\n`,
  );
  await scratch.import([path]);
  const next = await residentIndex(scratch.folder.warehouse);
  expect(next.rows.size).toBe(before + 1);
  expect(index.rows.size).toBe(before);
  expect(await residentIndex(scratch.folder.warehouse)).toBe(next);
  // rows that come while an index is loaded: who waits gets one with at least the rows there were
  const add = async (number: number) => {
    const file = join(scratch.temp, `${number}.csv`);
    writeFileSync(
      file,
      `chain,time,tx_hash,log_index,from,to,asset,amount\nethereum,2024-02-02T00:00:00Z,${hex(number, 64)},1,${hex(1, 40)},${hex(2, 40)},ETH,1\n`,
    );
    await scratch.import([file]);
  };
  await add(888_888);
  const late = residentIndex(scratch.folder.warehouse);
  await add(777_777);
  expect((await residentIndex(scratch.folder.warehouse)).rows.size).toBe(before + 3);
  expect((await late).rows.size).toBeGreaterThanOrEqual(before + 2);
  const given = new AbortController();
  given.abort();
  await expect(residentIndex(scratch.folder.warehouse, given.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a case without transfers has an empty index; one of whole amounts needs no decimals', async () => {
  const empty = await scratchCase();
  try {
    const none = await residentIndex(empty.folder.warehouse);
    expect([none.rows.size, none.rows.accounts]).toEqual([0, 0]);
    const state = await stateAt(
      none,
      [],
      StateQuery.parse({ at: '2024-01-01T00:00:00Z', nodes: ['ethereum:0x1'], holders: { limit: 3 } }),
      pause,
    );
    expect(state).toMatchObject({ transfers: 0, accounts: 0, nodes: [], unknown: ['ethereum:0x1'] });
    const path = join(empty.temp, 'whole.csv');
    writeFileSync(
      path,
      `chain,time,tx_hash,log_index,from,to,asset,amount\n${[5, 7]
        .map(
          (amount, row) =>
            `ethereum,2024-02-01T00:00:00Z,${hex(row + 1, 64)},1,${hex(1, 40)},${hex(2, 40)},ETH,${amount}`,
        )
        .join('\n')}\n`,
    );
    await empty.import([path]);
    const whole = await residentIndex(empty.folder.warehouse);
    expect(whole.rows.amounts.decimals).toBe(0);
    const [edge] = whole.edges(
      whole.rows.names.findId(`ethereum:${hex(1, 40)}`)!,
      'out',
      whole.range(null, null),
    );
    expect(whole.rows.amounts.text(whole.sum(edge!).amount!)).toBe('12');
  } finally {
    empty.close();
  }
});
