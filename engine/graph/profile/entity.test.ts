import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entityId } from '#contract/entities.ts';
import { TransferQuery } from '#contract/graph.ts';
import { type AlertMark, type Profile, ProfileQuery } from '#contract/whales.ts';
import type { TimedMark } from '../../alerts/alert-marks.ts';
import { saveView } from '../../cases/saved-views.ts';
import { type ScratchCase, scratchCase } from '../../testing/scratch-case.ts';
import { belongsTo, findEntities } from '../entities/find.ts';
import { decimalText, decimalUnits } from '../exact-sum.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { residentIndex } from '../index/resident.ts';
import { transferPage } from '../transfers.ts';
import { profiles } from './profile.ts';

const pause = () => turn();
const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;
const who = (value: number) => hex(value, 40);
const node = (value: number) => `ethereum:${who(value)}`;
const FUND = '@label:Fund One';
const [A, B, X, Y] = [0xa, 0xb, 0xc, 0xd];
const WETH = hex(0xee, 40);

const mark = (id: string, subjects: readonly string[]): TimedMark => ({
  knownMicros: 0,
  mark: {
    id,
    title: id,
    explanation: '',
    detector: 'burst',
    family: 'accounts',
    priority: 'LOW',
    severity: 'LOW',
    start: '2024-01-01T00:00:00Z',
    end: '2024-01-01T00:00:00Z',
    knownAt: '2024-01-01T00:00:00Z',
    subjects: [...subjects],
  } satisfies AlertMark,
});

async function asked(
  scratch: ScratchCase,
  index: GraphIndex,
  query: Partial<ProfileQuery> & Pick<ProfileQuery, 'subjects'>,
  marks: readonly TimedMark[] = [],
) {
  return scratch.folder.warehouse.use((session) =>
    profiles(session, index, marks, ProfileQuery.parse(query), pause),
  );
}
const rowsBehind = async (scratch: ScratchCase, query: Partial<TransferQuery>): Promise<number> =>
  (
    await scratch.folder.warehouse.use((session) =>
      transferPage(session, TransferQuery.parse({ limit: 1, ...query })),
    )
  ).total;

describe('two addresses with one label, worked by hand', () => {
  let scratch: ScratchCase;
  let index: GraphIndex;
  beforeAll(async () => {
    scratch = await scratchCase();
    const rows = [
      [X, A, '10', 1000, true],
      [A, B, '4', 400, true],
      [X, B, '10', 2000, true],
      [B, Y, '12', 3600, true],
      [A, Y, '1', 100, false],
      [B, A, '2', '', true],
    ] as const;
    const paid = join(scratch.temp, 'paid.csv');
    writeFileSync(
      paid,
      `chain,time,tx_hash,log_index,from,to,asset,amount,symbol,amount_usd,success\n${rows
        .map(
          ([from, to, amount, usd, success], hour) =>
            `ethereum,2024-01-01T0${hour}:00:00Z,${hex(hour + 1, 64)},${hour},${who(from)},${who(to)},${WETH},${amount},WETH,${usd},${success}`,
        )
        .join('\n')}\n`,
    );
    // a file that states no decimals: what moved is known, how much is not
    const bare = join(scratch.temp, 'token_transfers.csv');
    writeFileSync(
      bare,
      `token_address,from_address,to_address,value,transaction_hash,log_index,block_number,block_timestamp\n${[
        [X, A],
        [A, B],
      ]
        .map(
          ([from, to], place) =>
            `${hex(0xbb, 40)},${who(from!)},${who(to!)},500,${hex(place + 90, 64)},1,17,2024-01-01 0${6 + place}:00:00 UTC`,
        )
        .join('\n')}\n`,
    );
    const tags = join(scratch.temp, 'tags.csv');
    writeFileSync(
      tags,
      `network,address,label,category,source,confidence,actor\nethereum,${who(A)},Fund One,exchange,own research,90,\nethereum,${who(B)},Fund One 2,exchange,a list,60,Fund One\n`,
    );
    const results = await scratch.import([paid, bare, tags]);
    expect(results.map(({ rejected }) => rejected)).toEqual([0, 0, 0]);
    index = await residentIndex(scratch.folder.warehouse);
  });
  afterAll(() => scratch.close());

  test('are one subject: what moves between them is no flow, no sale and no counterparty', async () => {
    const { profiles: found } = await asked(scratch, index, { subjects: [FUND] }, [
      mark('a', [node(A)]),
      mark('both', [node(A), node(B)]),
      mark('the fund', [FUND]),
      mark('other', [node(X)]),
    ]);
    const one = found[0]!;
    expect(one.node).toMatchObject({
      id: FUND,
      address: 'Fund One',
      chain: 'ethereum',
      transfers: 8,
      counterparties: 2,
      firstSeen: '2024-01-01T00:00:00Z',
      lastSeen: '2024-01-01T07:00:00Z',
    });
    expect(one.entity).toMatchObject({
      kind: 'label',
      name: 'Fund One',
      total: 2,
      unnamed: 0,
      chains: ['ethereum'],
      within: {
        transfers: 3,
        usd: 400,
        unpriced: 2,
        assets: [
          { symbol: 'WETH', transfers: 2, amount: '6', usd: 400 },
          { asset: hex(0xbb, 40), transfers: 1, amount: null, usd: null },
        ],
      },
    });
    expect(one.entity!.members.map(({ node: { address }, labels }) => [address, labels[0]])).toEqual([
      [
        who(A),
        {
          label: 'Fund One',
          category: 'exchange',
          source: 'own research',
          confidence: 90,
          listedAt: null,
          addresses: 1,
        },
      ],
      [
        who(B),
        {
          label: 'Fund One 2',
          category: 'exchange',
          source: 'a list',
          confidence: 60,
          listedAt: null,
          addresses: 1,
        },
      ],
    ]);
    expect([one.transfers, one.failed]).toEqual([8, 1]);
    expect(one.hours.reduce((sum, count) => sum + count)).toBe(8);
    const sums = one.flows.reduce(
      (sum, flow) => ({
        received: sum.received + flow.received,
        sent: sum.sent + flow.sent,
        receivedUsd: sum.receivedUsd + (flow.receivedUsd ?? 0),
        sentUsd: sum.sentUsd + (flow.sentUsd ?? 0),
        unpriced: sum.unpriced + flow.unpriced,
      }),
      { received: 0, sent: 0, receivedUsd: 0, sentUsd: 0, unpriced: 0 },
    );
    expect(sums).toEqual({ received: 3, sent: 1, receivedUsd: 3000, sentUsd: 3600, unpriced: 1 });
    expect(
      one.balances.map(({ points, unknownFrom }) => [points.map(({ amount }) => amount), unknownFrom]),
    ).toEqual([
      [['10', '20', '8'], null],
      [[], '2024-01-01T06:00:00Z'],
    ]);
    expect(one.holdings.map(({ amount, priceUsd, valueUsd }) => [amount, priceUsd, valueUsd])).toEqual([
      ['8', 300, 2400],
      [null, null, null],
    ]);
    const told = ({ edges }: Profile['senders']) =>
      edges.map(({ source, target, count, amount, amountUsd }) => [source, target, count, amount, amountUsd]);
    expect(told(one.senders)).toEqual(
      expect.arrayContaining([
        [node(X), FUND, 2, '20', 3000],
        [node(X), FUND, 1, null, null],
      ]),
    );
    expect(told(one.receivers)).toEqual([[FUND, node(Y), 2, '12', 3600]]);
    expect(one.profit).toMatchObject({
      realisedUsd: 2200,
      costUsd: 1400,
      proceedsUsd: 3600,
      unrealisedUsd: 800,
      rows: 4,
      pricedRows: 3,
      disposalsWithoutCost: 0,
    });
    expect(one.alerts.map(({ id }) => id)).toEqual(['a', 'both', 'the fund']);
  });

  test('are named by alerts about them and about any of their addresses, each alert once', async () => {
    const { profiles: found } = await scratch.folder.warehouse.use(async (session) => {
      await session.run(
        `INSERT INTO alert_subject BY NAME SELECT unnest(['one', 'one', 'two', 'three']) AS alert_id,
           unnest(['address', 'address', 'entity', 'address']) AS kind, unnest(['ethereum', 'ethereum', NULL, 'ethereum']) AS chain, unnest([$a, $b, 'Fund One', $x]) AS id`,
        { a: who(A), b: who(B), x: who(X) },
      );
      return profiles(session, index, [], ProfileQuery.parse({ subjects: [FUND] }), pause);
    });
    expect(found[0]!.node.alerts).toBe(2);
  });

  test('lead to their rows: all, into and out of, and between', async () => {
    expect(await rowsBehind(scratch, { entity: FUND })).toBe(8);
    expect(await rowsBehind(scratch, { entity: FUND, moving: true })).toBe(4);
    expect(await rowsBehind(scratch, { entity: FUND, direction: 'in', moving: true })).toBe(3);
    expect(await rowsBehind(scratch, { entity: FUND, within: true })).toBe(3);
    expect(await rowsBehind(scratch, { entity: FUND, within: true, asset: WETH, chain: 'ethereum' })).toBe(2);
    expect(await rowsBehind(scratch, { entity: FUND, counterparty: who(Y), chain: 'ethereum' })).toBe(2);
    expect(await rowsBehind(scratch, { entity: FUND, chain: 'base' })).toBe(0);
    expect(await rowsBehind(scratch, { entity: FUND, success: false })).toBe(1);
  });

  test('are found by name and from each address; a name of one address is no entity to belong to', async () => {
    const named = {
      id: FUND,
      kind: 'label',
      name: 'Fund One',
      addresses: 2,
      saidBy: ['a list', 'own research'],
    };
    await scratch.folder.warehouse.use(async (session) => {
      expect(await findEntities(session, 'fund', 5)).toEqual([named]);
      expect(await belongsTo(session, node(A), null)).toEqual([named]);
      expect(await belongsTo(session, node(B), null)).toEqual([named]);
      expect(await belongsTo(session, node(X), null)).toEqual([]);
    });
    await expect(asked(scratch, index, { subjects: ['@label:Nobody'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(asked(scratch, index, { subjects: ['@group:none:group:1'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('stand beside an address: common counterparties are those outside', async () => {
    const { common } = await asked(scratch, index, { subjects: [FUND, node(Y), node(X)] });
    // Y and X each deal with both addresses of the fund
    expect(
      common.rows.map((row) => [row.node.address, row.dealings.map((one) => one?.transfers ?? 0)]),
    ).toEqual([
      [who(A), [0, 1, 2]],
      [who(B), [0, 1, 1]],
    ]);
  });

  test('a list that dates its names makes nobody a member before', async () => {
    const pack = join(scratch.temp, 'later.yaml');
    writeFileSync(
      pack,
      `title: Later\ncreator: test\nlastmod: 2024-01-02\ncurrency: ETH\nnetwork: ETH\nsource: https://example.org\nconfidence: ownership\ntags:\n${[
        A,
        X,
      ]
        .map((one) => `  - address: "${who(one)}"\n    label: Late Pair\n`)
        .join('')}`,
    );
    const [result] = await scratch.import([pack]);
    expect(result).toMatchObject({ accepted: 2, rejected: 0 });
    const next = await residentIndex(scratch.folder.warehouse);
    const subjects = ['@label:Late Pair'];
    const late = await asked(scratch, next, { subjects, knownBy: '2024-01-02T00:00:00Z' });
    expect(late.profiles[0]!.entity!.total).toBe(2);
    await expect(asked(scratch, next, { subjects, knownBy: '2024-01-01T23:59:59Z' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await rowsBehind(scratch, { entity: subjects[0]!, knownBy: '2024-01-01T23:59:59Z' })).toBe(0);
  });
});

describe('groups of a saved view over made rows', () => {
  let scratch: ScratchCase;
  let index: GraphIndex;
  let view: string;
  const ROWS = 1200;
  const ACCOUNTS = 40;
  const groups: number[][] = [];
  let state = 99;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const group = (place: number) => entityId({ kind: 'group', view, group: `group:${place}` });
  beforeAll(async () => {
    scratch = await scratchCase();
    const lines = Array.from({ length: ROWS }, (_, row) =>
      [
        'ethereum',
        new Date(Date.UTC(2024, 0, 1) + Math.floor(row / 2) * 3_600_000).toISOString(),
        hex(row + 1, 64),
        row,
        who(draw(draw(3) === 0 ? 4 : ACCOUNTS)),
        who(draw(draw(3) === 0 ? 4 : ACCOUNTS)),
        ['ETH', hex(0xa1, 40), hex(0xa2, 40)][draw(3)],
        draw(20) === 0 ? '0' : `${draw(1e6)}.${draw(1e6)}`,
        draw(3) === 0 ? '' : draw(100_000) / 100,
        draw(12) !== 0,
      ].join(),
    );
    const path = join(scratch.temp, 'rows.csv');
    writeFileSync(
      path,
      `chain,time,tx_hash,log_index,from,to,asset,amount,amount_usd,success\n${lines.join('\n')}\n`,
    );
    await scratch.import([path]);
    index = await residentIndex(scratch.folder.warehouse);
    for (let place = 0; place < 12; place += 1) {
      const members = new Set<number>();
      for (let size = 1 + draw(place + 2); size > 0; size -= 1) members.add(draw(ACCOUNTS));
      groups.push(place < 4 ? [place * 3] : [...members]);
    }
    const saved = await saveView(scratch.folder, {
      id: null,
      name: 'Suspects',
      content: JSON.stringify({
        format: 'spyhop-graph-view',
        version: 1,
        view: {
          groups: groups.map((members, place) => ({
            id: `group:${place}`,
            name: `Set ${place}`,
            members: [...members.map(node), node(0xdead), `${node(members[0]!)}@2024-01-01T00:00:00Z`],
            folded: true,
          })),
        },
      }),
    });
    view = saved.id;
    await saveView(scratch.folder, { id: null, name: 'Not a graph', content: 'not JSON' });
  });
  afterAll(() => scratch.close());

  const frames = [
    { from: null, to: null },
    { from: '2024-01-06T00:00:00Z', to: '2024-01-20T12:00:00Z' },
  ];
  /** A profile without what tells an entity from its address. */
  const said = (profile: Profile, ids: readonly string[]) =>
    JSON.parse(
      ids.reduce(
        (text, id) => text.replaceAll(id, 'SUBJECT'),
        JSON.stringify({ ...profile, node: { ...profile.node, address: '' }, entity: null }),
      ),
    ) as unknown;

  test('one address as an entity says exactly what its own page says', async () => {
    for (const frame of frames)
      for (const place of [0, 1, 2, 3]) {
        const own = node(groups[place]![0]!);
        const marks = [mark('one', [own]), mark('two', [node(39)])];
        const [alone] = (await asked(scratch, index, { subjects: [own], ...frame }, marks)).profiles;
        const [entity] = (await asked(scratch, index, { subjects: [group(place)], ...frame }, marks))
          .profiles;
        expect(alone!.transfers).toBeGreaterThan(0);
        expect(said(entity!, [group(place), own])).toEqual(said(alone!, [own]));
        expect(entity!.entity).toMatchObject({
          name: `Set ${place}`,
          view: { name: 'Suspects' },
          total: 1,
          unnamed: 1,
          within: { transfers: 0, usd: null },
        });
      }
  });

  test('flows are those of the members less what moved between them, balances their sum', async () => {
    const total = (all: readonly Profile[], of: (flow: Profile['flows'][number]) => number) =>
      all.flatMap(({ flows }) => flows).reduce((sum, flow) => sum + of(flow), 0);
    let inside = 0;
    for (const frame of frames)
      for (const [place, members] of groups.entries()) {
        const [one] = (await asked(scratch, index, { subjects: [group(place)], ...frame })).profiles;
        const parts: Profile[] = [];
        for (const member of members)
          parts.push(...(await asked(scratch, index, { subjects: [node(member)], ...frame })).profiles);
        const { within } = one!.entity!;
        inside += within.transfers;
        for (const side of ['received', 'sent'] as const) {
          expect(total([one!], (flow) => flow[side])).toBe(
            total(parts, (flow) => flow[side]) - within.transfers,
          );
          expect(total([one!], (flow) => flow[`${side}Usd`] ?? 0)).toBeCloseTo(
            total(parts, (flow) => flow[`${side}Usd`] ?? 0) - (within.usd ?? 0),
            4,
          );
        }
        const held = new Map<string, bigint>();
        for (const { asset, amount } of parts.flatMap(({ holdings }) => holdings))
          held.set(asset, (held.get(asset) ?? 0n) + decimalUnits(amount!, 18));
        expect(new Map(one!.holdings.map(({ asset, amount }) => [asset, amount]))).toEqual(
          new Map([...held].map(([asset, units]) => [asset, decimalText(units, 18)])),
        );
        for (const curve of one!.balances)
          expect(curve.points.at(-1)?.amount ?? curve.opening).toBe(
            one!.holdings.find(({ asset }) => asset === curve.asset)!.amount,
          );
        const rows = { entity: group(place), ...frame };
        expect(await rowsBehind(scratch, rows)).toBe(one!.transfers);
        expect(await rowsBehind(scratch, { ...rows, moving: true })).toBe(one!.profit.rows);
        expect(await rowsBehind(scratch, { ...rows, within: true })).toBe(within.transfers);
      }
    expect(inside).toBeGreaterThan(50);
  });

  test('a group is found by its name and from its members, once for all views that hold it', async () => {
    await saveView(scratch.folder, {
      id: null,
      name: 'As added to the case',
      content: JSON.stringify({
        view: { groups: [{ id: 'group:9', name: 'Twice', members: [node(1), node(2)], folded: true }] },
      }),
    });
    const again = await saveView(scratch.folder, {
      id: null,
      name: 'The same again',
      content: JSON.stringify({
        view: { groups: [{ id: 'group:3', name: 'Twice', members: [node(2), node(1)], folded: false }] },
      }),
    });
    await scratch.folder.warehouse.use(async (session) => {
      const found = await findEntities(session, 'set 1', 10);
      expect(found[0]).toEqual({
        id: group(1),
        kind: 'group',
        name: 'Set 1',
        addresses: 1,
        saidBy: ['Suspects'],
      });
      const own = await belongsTo(session, node(groups[1]![0]!), null);
      expect(own.map(({ id }) => id)).toContain(group(1));
      const twice = (await belongsTo(session, node(1), null)).filter(({ name }) => name === 'Twice');
      expect(twice).toHaveLength(1);
      // the clock of the case stands still here: of views saved at once the one of the smaller id is taken
      expect(twice[0]).toMatchObject({ addresses: 2 });
      expect(again.views.map(({ name }) => name)).toContain('The same again');
    });
  });
});
