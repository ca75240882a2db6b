import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals } from './decimal-sum.ts';
import { alertsAbout, drawingOf, selectionFlows, sumsByAsset } from './drawing.ts';
import { edge, factsOf, node } from './testing/made.ts';
import {
  added,
  emptyView,
  filtered,
  foldToggled,
  type GraphView,
  grouped,
  hiddenToo,
  slicedBy,
  styled,
} from './view.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => {
    const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
    const whole = text.slice(0, text.length - places);
    return {
      scaled: digits * 10n ** BigInt(18 - places),
      text: `${digits < 0n ? '-' : ''}${whole}${places > 0 ? `.${text.slice(-places)}` : ''}`,
    };
  });

describe('exact sums', () => {
  it('equal the sum of the same whole numbers, to the last digit', () => {
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 12 }), (parts) => {
        const sum = addDecimals(parts.map((p) => p.text)) ?? '';
        const expected = parts.reduce((total, p) => total + p.scaled, 0n);
        const [whole = '', fraction = ''] = sum.replace('-', '').split('.');
        const scaled = BigInt(whole + fraction.padEnd(18, '0')) * (sum.startsWith('-') ? -1n : 1n);
        expect(scaled).toBe(expected);
      }),
    );
  });

  it('are unknown when a part is, and never 0 then', () => {
    expect(addDecimals(['1.5', null])).toBeNull();
    expect(addDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(addDecimals(['1', 'NaN'])).toBeNull();
    expect(addDecimals([])).toBe('0');
  });
});

const ids = ['a', 'b', 'c', 'd'];
const view = added(emptyView, ids);
const flows = [
  edge('a', 'b', { amount: '0.1', count: 2, amountUsd: 10 }),
  edge('a', 'c', { amount: '0.2', count: 3, amountUsd: null }),
  edge('b', 'c', { amount: '7', count: 1, amountUsd: 70 }),
  edge('a', 'c', { asset: 'x', symbol: 'X', amount: null, count: 4 }),
  edge('c', 'd', {
    amount: '1',
    count: 1,
    firstSeen: '2024-01-01T00:00:00Z',
    lastSeen: '2024-01-02T00:00:00Z',
  }),
];
const facts = factsOf(
  ids.map((id) => node(id)),
  flows,
);
const group = grouped(view, ['b', 'c'], 'Pair');

describe('what is drawn', () => {
  it('is every present node with the flows whose ends are both there', () => {
    const drawing = drawingOf(hiddenToo(view, ['d']), facts);
    expect(drawing.nodes.map((n) => n.id)).toEqual(['a', 'b', 'c']);
    expect(drawing.edges).toHaveLength(4);
  });

  it('adds flows of a folded group up exactly, by asset, and says what has no price', () => {
    const drawing = drawingOf(group, facts);
    expect(drawing.nodes.map((n) => n.name)).toEqual(['a', 'Pair', 'd']);
    const eth = drawing.edges.find((e) => e.source === 'a' && e.asset === 'native');
    expect(eth).toMatchObject({ target: 'group:1', amount: '0.3', count: 5, amountUsd: 10, unpriced: 1 });
    expect(drawing.edges.find((e) => e.asset === 'x')).toMatchObject({
      amount: null,
      amountUsd: null,
      count: 4,
    });
    expect(drawing.edges.some((e) => e.source === e.target)).toBe(false);
  });

  it('opens a group again without losing a flow', () => {
    expect(drawingOf(foldToggled(group, 'group:1'), facts).edges).toEqual(drawingOf(view, facts).edges);
  });

  it('draws one line for all assets where asked, and then no sum over different assets', () => {
    const drawing = drawingOf(styled(view, { flows: 'pair' }), facts);
    expect(drawing.edges.find((e) => e.source === 'a' && e.target === 'c')).toMatchObject({
      asset: null,
      amount: null,
      symbol: '2 assets',
      count: 7,
    });
  });

  it('counts what the filter leaves out; a flow without a price fits no least value', () => {
    const drawing = drawingOf(filtered(view, { minUsd: 50 }), facts);
    expect(drawing.edges.map((e) => e.target)).toEqual(['c']);
    expect(drawing.filteredOut).toBe(4);
  });

  it('replaces a service by its hours', () => {
    const cut = slicedBy(view, 'c', 'hour');
    const pieces = [{ id: 'c@2024-01-01T00:00:00Z', at: '2024-01-01T00:00:00Z', transfers: 4 }];
    const drawing = drawingOf(cut, {
      ...facts,
      slices: new Map([
        [
          'c',
          {
            bucket: 'hour' as const,
            pieces,
            edges: [edge('a', 'c@2024-01-01T00:00:00Z')],
            shownEdges: 1,
            totalEdges: 1,
            withoutTime: 0,
          },
        ],
      ]),
    });
    expect(drawing.nodes.map((n) => [n.id, n.kind])).toContainEqual(['c@2024-01-01T00:00:00Z', 'slice']);
    expect(drawing.nodes.some((n) => n.id === 'c')).toBe(false);
    expect(drawing.edges.map((e) => `${e.source}>${e.target}`)).toEqual(['a>b', 'a>c@2024-01-01T00:00:00Z']);
  });

  it('keeps every transfer of every flow through any grouping', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }), (members) => {
        const folded: GraphView = grouped(view, members, 'G');
        const inside = flows.filter((f) => members.includes(f.source) && members.includes(f.target));
        const drawn = drawingOf(folded, facts).edges.flatMap((e) => e.parts);
        expect(drawn.length).toBe(flows.length - inside.length);
        expect(drawn.reduce((sum, f) => sum + f.count, 0)).toBe(
          flows.reduce((sum, f) => sum + f.count, 0) - inside.reduce((sum, f) => sum + f.count, 0),
        );
      }),
    );
  });

  it('tells what flows into, out of and between chosen nodes', () => {
    const drawing = drawingOf(view, facts);
    const { into, outOf, within } = selectionFlows(drawing, new Set(['b', 'c']));
    expect([into.length, outOf.length, within.length]).toEqual([3, 1, 1]);
    expect(sumsByAsset(into)).toMatchObject([
      { asset: 'native', amount: '0.3', count: 5, amountUsd: 10, unpriced: 1 },
      { asset: 'x', amount: null, count: 4, amountUsd: null },
    ]);
  });
});

describe('alerts', () => {
  const shared = [
    { nodes: ['a', 'b', 'c'], alerts: 4 },
    { nodes: ['b', 'd'], alerts: 1 },
  ];
  const nodes = [
    node('a', { alerts: 5 }),
    node('b', { alerts: 5 }),
    node('c', { alerts: 4 }),
    node('d', { alerts: 3 }),
  ];
  const drawing = drawingOf(group, { ...factsOf(nodes, []), sharedAlerts: shared });

  it('that name several members of a group count once', () => {
    expect(drawing.nodes.find(({ kind }) => kind === 'group')?.alerts).toBe(5);
  });

  it('that name several chosen nodes count once', () => {
    expect(alertsAbout(drawing.nodes, drawing.sharedAlerts)).toBe(8);
    expect(alertsAbout([drawing.nodes.find(({ id }) => id === 'd')!], drawing.sharedAlerts)).toBe(3);
  });
});
