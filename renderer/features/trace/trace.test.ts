import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace, TraceFlow, TraceResult } from '#contract/trace.ts';
import { colouringOf } from './colouring.ts';
import { comparedEnds } from './compare.ts';
import { traceCsv } from './exports.ts';
import { pictureOf } from './picture.ts';
import { requestOf, startTrace, toggledMethod } from './store.ts';
import { evenAmounts, sumOf } from './words.ts';

const flow = (source: string, target: string, share: number, hop: number): TraceFlow => ({
  source: `ethereum:${source}`,
  target: `ethereum:${target}`,
  asset: 'ETH',
  symbol: 'ETH',
  amount: String(share * 100),
  share,
  moved: '500',
  transfers: 1,
  firstSeen: '2024-01-01T00:00:00Z',
  lastSeen: '2024-01-01T00:00:00Z',
  hop,
});

const result = (flows: TraceFlow[], method: TraceResult['method'] = 'fifo'): TraceResult => ({
  method,
  complete: true,
  accounts: 3,
  transfersRead: 9,
  flows,
  ends: [
    {
      node: 'ethereum:c',
      reason: 'held',
      detail: '=still there',
      asset: 'ETH',
      symbol: 'ETH',
      amount: '40',
      share: 0.4,
      transfers: 1,
    },
  ],
  balances: [],
});

const traceOf = (direction: Trace['direction'], results: TraceResult[]): Trace => ({
  direction,
  seed: {
    chain: 'ethereum',
    node: direction === 'forward' ? 'ethereum:b' : 'ethereum:a',
    asset: 'ETH',
    symbol: 'ETH',
    amount: '100',
    at: null,
    sentence: '',
  },
  nodes: ['a', 'b', 'c', 'd'].map((address) => ({
    id: `ethereum:${address}`,
    chain: 'ethereum',
    address,
    tags: [],
    service: null,
  })),
  results,
  notes: [],
  seconds: 0,
});

describe('the picture of a trace', () => {
  const round = result([
    flow('a', 'b', 1, 0),
    flow('b', 'c', 0.6, 1),
    flow('c', 'b', 0.2, 2),
    flow('c', 'd', 0.1, 2),
  ]);

  it('never goes round: what returns ends at a second mark', () => {
    const picture = pictureOf(traceOf('forward', [round]), round, 10);
    expect(picture).toMatchObject({ shown: 4, total: 4, returning: 1 });
    const depth = new Map(picture.nodes.map((node) => [node.id, node.depth]));
    for (const { source, target } of picture.links)
      expect(depth.get(source)!).toBeLessThan(depth.get(target)!);
    expect(picture.nodes.map(({ label }) => label).sort()).toEqual(['a', 'b', 'c', 'd', '↩ b']);
  });

  it('says how many flows are left out, and draws none whose way is not drawn', () => {
    const picture = pictureOf(traceOf('forward', [round]), round, 2);
    expect(picture).toMatchObject({ shown: 2, total: 4 });
    const lone = result([flow('a', 'b', 0.1, 0), flow('b', 'c', 0.05, 1), flow('c', 'd', 0.9, 2)]);
    expect(pictureOf(traceOf('forward', [lone]), lone, 1).links).toEqual([]);
  });

  it('shows money from left to right backward too', () => {
    const back = result([flow('a', 'b', 1, 0), flow('c', 'a', 0.7, 1), flow('d', 'c', 0.3, 2)]);
    const picture = pictureOf(traceOf('backward', [back]), back, 10);
    const depth = new Map(picture.nodes.map((node) => [node.label, node.depth]));
    expect([depth.get('d'), depth.get('c'), depth.get('a'), depth.get('b')]).toEqual([0, 1, 2, 3]);
  });

  it('draws any flows without going round', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, names, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 5 })), {
          maxLength: 25,
        }),
        fc.boolean(),
        (drawn, forward) => {
          const flows = [
            ...new Map(
              drawn
                .filter(([from, to]) => from !== to)
                .map(([from, to, share, hop]) => [`${from}${to}`, flow(from, to, share / 100, hop)]),
            ).values(),
          ];
          const one = result(flows);
          const picture = pictureOf(traceOf(forward ? 'forward' : 'backward', [one]), one, 30);
          const depth = new Map(picture.nodes.map((node) => [node.id, node.depth]));
          expect(depth.size).toBe(picture.nodes.length);
          for (const { source, target } of picture.links)
            expect(depth.get(source)!).toBeLessThan(depth.get(target)!);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the line that adds up', () => {
  it('adds up as it is shown, whatever is cut off', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 24n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 18 }), (units, scale) => {
        const text = (value: bigint) => {
          const digits = value.toString().padStart(scale + 1, '0');
          const fraction = scale > 0 ? digits.slice(-scale).replace(/0+$/, '') : '';
          return `${scale > 0 ? digits.slice(0, -scale) : digits}${fraction ? `.${fraction}` : ''}`;
        };
        const shown = evenAmounts(text(units.reduce((a, b) => a + b, 0n)), units.map(text));
        const places = Math.max(
          ...[shown.whole, ...shown.parts].map((one) => (one.split('.')[1] ?? '').length),
        );
        const back = (one: string) => {
          if (one === 'less') return 0n;
          const [integer = '', fraction = ''] = one.replaceAll(',', '').split('.');
          return BigInt(integer + fraction.padEnd(places, '0'));
        };
        expect(shown.parts.reduce((sum, one) => sum + back(one), 0n)).toBe(back(shown.whole));
      }),
      { numRuns: 500 },
    );
  });

  it('names the limit and what was mixed', () => {
    const sum = sumOf(
      {
        asset: 'x',
        symbol: 'USDC',
        begun: '1000',
        converted: '0',
        mixed: '0',
        difference: '0',
        parts: [
          { reason: 'service', amount: '640.1', share: 0.6401 },
          { reason: 'held', amount: '200', share: 0.2 },
          { reason: 'small', amount: '159.9', share: 0.1599 },
        ],
      },
      { direction: 'forward', rules: { ...startTrace.rules, minShare: 0.01 } },
    );
    expect(`${sum.into} = ${sum.parts.map(({ text }) => text).join(' + ')}`).toBe(
      '1,000 USDC in = 640.1 at services + 200 held + 159.9 not followed (below 1 %)',
    );
  });
});

it('lists ends of all methods side by side; poison alone does not lead', () => {
  const fifo = result([]);
  const poison = { ...result([], 'poison'), ends: [{ ...fifo.ends[0]!, node: 'ethereum:d', share: 30 }] };
  const ends = comparedEnds(traceOf('forward', [fifo, poison]));
  expect(ends.map(({ node, by }) => [node, Object.keys(by)])).toEqual([
    ['ethereum:c', ['fifo']],
    ['ethereum:d', ['poison']],
  ]);
});

it('exports text that no spreadsheet takes for a formula', () => {
  const one = result([flow('a', 'b', 1, 0)]);
  const lines = traceCsv(traceOf('forward', [one]), one).split('\r\n');
  expect(lines[1]).toContain('"flow","fifo","forward","ethereum:a","ethereum:b"');
  expect(lines[2]).toContain('"held","\'=still there","ETH"');
});

it('hands amounts and shares to the graph by node and flow', () => {
  const one = result([flow('a', 'b', 1, 0), flow('b', 'c', 0.4, 1)]);
  expect(colouringOf(traceOf('forward', [one]), one)).toMatchObject({
    nodes: { 'ethereum:b': { share: 1 }, 'ethereum:c': { share: 0.4, amount: '40 ETH' } },
    edges: { 'ethereum:b>ethereum:c>ETH': { amount: '40 ETH', share: 0.4 } },
  });
});

it('keeps one method at least, and shows one of those worked out', () => {
  const one = toggledMethod({ methods: ['fifo', 'lifo'], method: 'fifo' }, 'fifo');
  expect(one).toEqual({ methods: ['lifo'], method: 'lifo' });
  expect(toggledMethod(one, 'lifo')).toEqual(one);
});

it('asks nothing before an asset is chosen', () => {
  const address = { chain: 'ethereum', address: '0xa', asset: null };
  expect(requestOf(address, startTrace)).toBeNull();
  expect(requestOf({ ...address, asset: 'ETH' }, startTrace)?.seed).toEqual({
    kind: 'balance',
    chain: 'ethereum',
    address: '0xa',
    asset: 'ETH',
    at: null,
  });
});
