import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Trace, TraceRequest, TraceRowsQuery } from '#contract/trace.ts';
import { inWarehouse } from '../../testing/detector-case.ts';
import { readFlow } from '../../testing/flow-line.ts';
import { rowSeed, SmallSource, smallHistory, tracedByRow, traceSmall } from './testing.ts';
import { traceMoney } from './trace.ts';
import { traceRows } from './trace-rows.ts';

type Given = Parameters<typeof inWarehouse>[0]['given'];
type Asked = Omit<Partial<TraceRequest>, 'rules' | 'seed'> & {
  seed: unknown;
  rules?: Partial<TraceRequest['rules']>;
};

const flows = (...lines: string[]): Given => ({ transfer: lines.flatMap(readFlow) });
const file = '1'.padStart(64, '0');
/** The first row stands on line 2, after the heading. */
const line = (row: number) => ({ kind: 'row', file, line: row + 2 });

const traced = (given: Given, asked: Asked) =>
  inWarehouse({ given, defaults: {} }, async (session) => {
    const request = TraceRequest.parse(asked);
    const found = await traceMoney(session, request, new AbortController().signal, () => undefined);
    const rows = (of: unknown, method = request.methods[0]!) =>
      traceRows(session, found, TraceRowsQuery.parse({ request, method, of }));
    return {
      trace: found.trace,
      everything: await rows({ kind: 'all' }),
      ofFlow: await Promise.all(
        found.trace.results[0]!.flows.map(({ source, target, asset }) =>
          rows({ kind: 'flow', source, target, asset }),
        ),
      ),
      ofEnd: await Promise.all(
        found.trace.results[0]!.ends.map(({ node, asset, reason }) =>
          rows({ kind: 'end', node, asset, reason }),
        ),
      ),
    };
  });

const ends = (trace: Trace, method = 'fifo') =>
  trace.results
    .find((result) => result.method === method)!
    .ends.map(({ node, amount, reason }) => `${node.replace('ethereum:', '')} ${amount} ${reason}`)
    .sort();

const mixing = flows(
  '2024-01-01T00:00:00Z clean -> mule 60 USDC',
  '2024-01-01T01:00:00Z thief -> mule 40.5 USDC',
  '2024-01-01T02:00:00Z mule -> shop 50 USDC',
  '2024-01-01T03:00:00Z mule -> binance 50.5 USDC',
  '2024-01-01T04:00:00Z binance -> somebody 500 USDC',
);
const tag: NonNullable<Given['tag']> = [
  {
    network: 'ethereum',
    address: 'binance',
    label: 'Binance 14',
    category: 'exchange',
    source: 'test',
    confidence: 90,
  },
];

test('a transfer is followed to a labelled service and what is held, with its rows', async () => {
  const { trace, everything, ofFlow, ofEnd } = await traced({ ...mixing, tag }, { seed: line(1) });
  expect(trace.seed).toMatchObject({ node: 'ethereum:mule', amount: '40.5', symbol: 'USDC' });
  expect(ends(trace)).toEqual(['binance 40.5 service']);
  expect(ends(trace, 'lifo')).toEqual(['shop 40.5 held']);
  expect(ends(trace, 'haircut')).toEqual(['binance 20.4 service', 'shop 20.1 held']);
  expect(ends(trace, 'poison')).toEqual(['binance 50.5 service', 'shop 50 held']);
  expect(trace.results[3]!.balances).toMatchObject([{ begun: '40.5', mixed: '60', difference: '0' }]);
  const node = trace.nodes.find(({ id }) => id === 'ethereum:binance');
  expect(node?.service).toEqual({ kind: 'exchange', because: 'labelled as an exchange (Binance 14, test)' });

  expect(everything.rows.map(({ line: at, traced: part }) => [at, part])).toEqual([
    [3, '40.5'],
    [5, '40.5'],
  ]);
  expect(ofFlow.map(({ total }) => total)).toEqual(trace.results[0]!.flows.map(({ transfers }) => transfers));
  expect(ofEnd.map(({ rows }) => rows.map(({ line: at }) => at))).toEqual([[5]]);
  expect(everything.rows[1]).toMatchObject({ file, amount: '50.5', from: 'mule', to: 'binance' });
});

test('the same way is found backward, and what was there before the files is said', async () => {
  const { trace } = await traced({ ...mixing, tag }, { seed: line(3), direction: 'backward' });
  expect(trace.seed.node).toBe('ethereum:mule');
  expect(ends(trace)).toEqual(['clean 10 opening', 'thief 40.5 opening']);
  expect(ends(trace, 'haircut')).toEqual(['clean 30.2 opening', 'thief 20.3 opening']);
  expect(trace.results[0]!.flows.map(({ source, target }) => [source, target])).toContainEqual([
    'ethereum:thief',
    'ethereum:mule',
  ]);
});

test('what an account paid beyond what it is known to have had was there before, and goes first', async () => {
  const { trace } = await traced(
    flows(
      '2024-01-01T00:00:00Z thief -> mule 10 USDC',
      '2024-01-01T01:00:00Z mule -> first 30 USDC',
      '2024-01-01T02:00:00Z other -> mule 5 USDC',
      '2024-01-01T03:00:00Z mule -> second 5 USDC',
    ),
    { seed: line(0) },
  );
  expect(ends(trace)).toEqual(['first 10 held']);
  expect(ends(trace, 'haircut')).toEqual(['first 10 held']);
});

test('a balance is traced from an instant on, opening balance and all', async () => {
  const given = flows(
    '2024-01-01T00:00:00Z a -> mule 10 USDC',
    '2024-01-02T00:00:00Z mule -> b 25 USDC',
    '2024-01-03T00:00:00Z c -> mule 7 USDC',
    '2024-01-04T00:00:00Z mule -> d 3 USDC',
  );
  const seed = { kind: 'balance', chain: 'ethereum', address: 'mule', asset: '0xusdc' };
  const first = await traced(given, { seed: { ...seed, at: '2024-01-01T12:00:00Z' } });
  expect(first.trace.seed.amount).toBe('25');
  expect(ends(first.trace)).toEqual(['b 25 held']);
  const now = await traced(given, { seed, direction: 'backward' });
  expect(now.trace.seed.amount).toBe('4');
  expect(ends(now.trace)).toEqual(['c 4 opening']);
  await expect(
    traced(given, { seed: { ...seed, address: 'b', at: '2024-01-01T12:00:00Z' } }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('fees of the native asset leave with the transaction that paid them, failed ones too', async () => {
  const given = flows(
    '2024-01-01T00:00:00Z thief -> mule 1.0 ETH',
    '2024-01-01T01:00:00Z mule -> shop 0.4 ETH',
    '2024-01-01T02:00:00Z mule -> shop 0.1 ETH failed',
  );
  for (const row of given.transfer!.slice(1)) row.fee = 0.001;
  const { trace } = await traced(given, { seed: line(0) });
  expect(ends(trace)).toEqual(['fees 0.002 fee', 'mule 0.598 held', 'shop 0.4 held']);
});

test('limits end a way with the amount and the reason', async () => {
  const chain = flows(
    '2024-01-01T00:00:00Z a -> b 1000 USDC',
    '2024-01-02T00:00:00Z b -> c 990 USDC',
    '2024-01-02T01:00:00Z b -> dust 1 USDC',
    '2024-01-03T00:00:00Z c -> d 990 USDC',
  );
  const seed = line(0);
  const by = async (rules: Asked['rules']) => {
    const { trace } = await traced(chain, { seed, methods: ['fifo'], rules: rules! });
    return { ends: ends(trace), complete: trace.results[0]!.complete };
  };
  expect((await by({ maxHops: 1 })).ends).toEqual(['b 9 held', 'c 990 hops', 'dust 1 hops']);
  expect((await by({ minShare: 0.01 })).ends).toEqual(['b 9 held', 'd 990 held', 'dust 1 small']);
  expect((await by({ until: '2024-01-02T12:00:00Z' })).ends).toEqual([
    'b 9 held',
    'c 990 held',
    'dust 1 held',
  ]);
  expect(await by({ maxAccounts: 1 })).toEqual({
    ends: ['b 9 held', 'c 990 budget', 'dust 1 budget'],
    complete: false,
  });
  expect((await by({ busyTransfers: 1 })).ends).toEqual(['b 1000 busy']);
});

test('an account that behaves like a service ends the way without a label', async () => {
  const days = Array.from({ length: 12 }, (_, day) => String(day + 1).padStart(2, '0'));
  const hub = days.flatMap((day) =>
    Array.from({ length: 3 }, (_, index) => [
      `2024-02-${day}T0${index + 1}:00:00Z in${day}${index} -> hub 10 USDC`,
      `2024-02-${day}T0${index + 1}:30:00Z hub -> out${day}${index} 9 USDC`,
    ]).flat(),
  );
  const given = flows('2024-02-01T00:00:00Z thief -> hub 5 USDC', ...hub);
  const { trace } = await traced(given, { seed: line(0), methods: ['fifo'] });
  expect(ends(trace)).toEqual(['hub 5 service']);
  expect(trace.nodes.find(({ id }) => id === 'ethereum:hub')?.service?.kind).toBe('hub');
  const through = await traced(given, { seed: line(0), methods: ['fifo'], rules: { stopAt: ['exchange'] } });
  expect(ends(through.trace)).not.toContain('hub 5 service');
});

const WETH = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2';
const USDC = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
const POOL = `0x${'77'.repeat(20)}`;
const MULE = `0x${'11'.repeat(20)}`;
const THIEF = `0x${'22'.repeat(20)}`;
const word = (value: bigint | string) =>
  typeof value === 'string' ? value.slice(2).padStart(64, '0') : value.toString(16).padStart(64, '0');
const moved = (
  index: number,
  asset: string,
  symbol: string,
  scale: number,
  from: string,
  to: string,
  amount: bigint,
  tx: string,
) => ({
  row: {
    chain: 'ethereum',
    time: '2024-01-01 00:00:00',
    block: 1,
    tx_hash: tx,
    tx_index: tx === '0x01' ? 0 : 1,
    log_index: index,
    kind: 'token',
    asset,
    symbol,
    amount_text: String(amount),
    amount_scale: scale,
    success: true,
    from_address: from,
    to_address: to,
  },
  log: {
    chain: 'ethereum',
    time: '2024-01-01 00:00:00',
    block: 1,
    tx_hash: tx,
    tx_index: tx === '0x01' ? 0 : 1,
    log_index: index,
    address: asset,
    topics: `0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef,0x${word(from)},0x${word(to)}`,
    data: `0x${word(amount)}`,
  },
});

test.each([
  ['pays in first', 0],
  ['pays out first', 1],
])('a decoded swap is followed where asked for: a pool that %s', async (_, order) => {
  const start = moved(0, WETH, 'WETH', 18, THIEF, MULE, 10n ** 18n, '0x01');
  const sides = [
    moved(order === 0 ? 1 : 2, WETH, 'WETH', 18, MULE, POOL, 4n * 10n ** 18n, '0x02'),
    moved(order === 0 ? 2 : 1, USDC, 'USDC', 6, POOL, MULE, 8_000_000_001n, '0x02'),
  ];
  const swap = {
    ...sides[0]!.log,
    log_index: 3,
    address: POOL,
    topics: `0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822,0x${word(MULE)},0x${word(MULE)}`,
    data: `0x${word(0n)}${word(4n * 10n ** 18n)}${word(8_000_000_001n)}${word(0n)}`,
  };
  const given: Given = {
    transfer: [start.row, ...sides.map(({ row }) => row)],
    chain_log: [...sides.map(({ log }) => log), swap],
  };
  const asked: Asked = { seed: line(0), methods: ['lifo', 'haircut'] };
  const stopped = await traced(given, asked);
  expect(ends(stopped.trace, 'lifo')).toEqual([`${POOL} 1 service`]);
  const followed = await traced(given, { ...asked, rules: { followSwaps: true } });
  expect(ends(followed.trace, 'lifo')).toEqual([`${MULE} 2000 held`, `${POOL} 1 converted`].sort());
  expect(followed.trace.results[0]!.balances.map(({ symbol, converted }) => [symbol, converted])).toEqual([
    ['WETH', '0'],
    ['USDC', '2000'],
  ]);
  expect(followed.trace.notes.join(' ')).toContain('4 WETH for 8000.000001 USDC in one transaction');
  const back = await traced(given, {
    seed: line(2),
    direction: 'backward',
    methods: ['fifo'],
    rules: { followSwaps: true },
  });
  expect(back.trace.results[0]!.balances.map(({ symbol, converted }) => [symbol, converted])).toEqual([
    ['USDC', '0'],
    ['WETH', '4'],
  ]);
});

test('stored rows give what the same history gives in memory', async () => {
  const payments = fc.array(
    fc.record({ from: fc.nat(5), to: fc.nat(5), amount: fc.integer({ min: 1, max: 999 }), asset: fc.nat(1) }),
    { minLength: 30, maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(payments, fc.nat(), fc.boolean(), async (drawn, at, forward) => {
      const list = drawn.filter(({ from, to }) => from !== to);
      const history = smallHistory(list);
      const start = at % list.length;
      const given = flows(
        ...list.map(
          ({ from, to, amount, asset }, second) =>
            `${new Date(second * 1000).toISOString()} a${from} -> a${to} ${amount} T${asset}`,
        ),
      );
      await inWarehouse({ given, defaults: {} }, async (session) => {
        const request = TraceRequest.parse({
          seed: line(start),
          direction: forward ? 'forward' : 'backward',
          rules: { minShare: 0, maxHops: 20, stopAt: [] },
        });
        const stored = await traceMoney(session, request, new AbortController().signal, () => undefined);
        const inMemory = await traceSmall(new SmallSource(history), rowSeed(history, start), {
          methods: request.methods,
          forward,
          maxHops: 20,
        });
        for (const [index, found] of inMemory.entries())
          expect(tracedByRow(stored.searched.found[index]!)).toEqual(tracedByRow(found));
      });
    }),
    { numRuns: 6, seed: 5 },
  );
});

test('a trace that is cancelled says so', async () => {
  const controller = new AbortController();
  controller.abort();
  await inWarehouse({ given: mixing, defaults: {} }, async (session) => {
    const request = TraceRequest.parse({ seed: line(1) });
    await expect(traceMoney(session, request, controller.signal, () => undefined)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

test('what cannot be traced is refused with a sentence', async () => {
  const given = flows('2024-01-01T00:00:00Z a -> b 1 USDC', '2024-01-01T00:00:00Z a -> b 1 USDC failed');
  await expect(traced(given, { seed: line(1) })).rejects.toMatchObject({ code: 'invalid' });
  await expect(traced(given, { seed: line(7) })).rejects.toMatchObject({ code: 'not-found' });
  given.transfer![0]!.amount_scale = null;
  await expect(traced(given, { seed: line(0) })).rejects.toMatchObject({
    message: expect.stringContaining('decimals'),
  });
});
