import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode, GraphSlice } from '#contract/graph.ts';
import { edgeLabel, nodeLabel } from './appearance.ts';
import { flowPositions, levelsFrom } from './flow-layout.ts';
import {
  allShown,
  centredOn,
  collapsed,
  drawingOf,
  expanded,
  hiddenToo,
  mostNeighbours,
  pinToggled,
} from './model.ts';

const how = { direction: 'both', by: 'value', limit: 12 } as const;
const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  chain: 'ethereum',
  address: id,
  tags: [],
  transfers: 1,
  counterparties: 1,
  firstSeen: null,
  lastSeen: null,
  alerts: 0,
  ...more,
});
const edge = (source: string, target: string, count = 1): GraphEdge => ({
  id: `${source}>${target}`,
  source,
  target,
  asset: 'native',
  symbol: 'ETH',
  count,
  amount: '1.5',
  amountUsd: null,
  firstSeen: null,
  lastSeen: null,
});
const slice = (nodes: string[], edges: GraphEdge[]): GraphSlice => ({
  centre: nodes[0] ?? '',
  nodes: nodes.map((id) => node(id)),
  edges,
  shown: nodes.length - 1,
  total: 99,
  orderedBy: 'count',
});

describe('what is drawn', () => {
  const view = centredOn('a', how);

  it('replaces an expansion instead of adding to it, and never asks for more than the engine gives', () => {
    const twice = expanded(expanded(view, 'b', how), 'b', { ...how, limit: 9999 });
    expect(twice.expansions.map((e) => [e.node, e.limit])).toEqual([
      ['a', 12],
      ['b', mostNeighbours],
    ]);
  });

  it('collapses a node, but not the centre', () => {
    expect(collapsed(expanded(view, 'b', how), 'b').expansions).toEqual(view.expansions);
    expect(collapsed(view, 'a')).toBe(view);
  });

  it('hides a node with its expansion, shows it again, and never hides the centre', () => {
    const hidden = hiddenToo(expanded(view, 'b', how), 'b');
    expect(hidden.hidden).toEqual(['b']);
    expect(hidden.expansions.map((e) => e.node)).toEqual(['a']);
    expect(allShown(hidden).hidden).toEqual([]);
    expect(hiddenToo(view, 'a')).toBe(view);
    expect(expanded(hidden, 'b', how).hidden).toEqual([]);
  });

  it('pins and releases', () => {
    expect(pinToggled(pinToggled(view, 'b'), 'b').pinned).toEqual([]);
  });

  it('is the union of the answers without hidden nodes and their edges', () => {
    const drawing = drawingOf(
      [
        slice(['a', 'b', 'c'], [edge('a', 'b'), edge('c', 'a')]),
        slice(['b', 'd'], [edge('b', 'd'), edge('a', 'b')]),
      ],
      ['c'],
    );
    expect(drawing.nodes.map((n) => n.id)).toEqual(['a', 'b', 'd']);
    expect(drawing.edges.map((e) => e.id)).toEqual(['a>b', 'b>d']);
  });
});

describe('the flow layout', () => {
  const drawing = drawingOf(
    [
      slice(
        ['me', 'payer', 'payee', 'beyond', 'both'],
        [
          edge('payer', 'me', 3),
          edge('me', 'payee', 2),
          edge('payee', 'beyond'),
          edge('me', 'both', 1),
          edge('both', 'me', 5),
        ],
      ),
    ],
    [],
  );

  it('puts senders left, receivers right and what lies behind them further out', () => {
    expect(Object.fromEntries(levelsFrom(drawing, 'me'))).toEqual({
      me: 0,
      payer: -1,
      payee: 1,
      both: -1,
      beyond: 2,
    });
  });

  it('places every node, the strongest first, and always the same', () => {
    const places = flowPositions(drawing, 'me');
    expect(places.size).toBe(5);
    const y = (id: string) => places.get(id)?.y ?? 0;
    const x = (id: string) => places.get(id)?.x ?? 0;
    expect(x('payer')).toBeLessThan(x('me'));
    expect(x('me')).toBeLessThan(x('payee'));
    expect(y('both')).toBeLessThan(y('payer'));
    expect(flowPositions(drawing, 'me')).toEqual(places);
  });

  it('gives two nodes two places', () => {
    const many = slice(
      ['me', ...Array.from({ length: 60 }, (_, i) => `n${i}`)],
      Array.from({ length: 60 }, (_, i) => edge('me', `n${i}`)),
    );
    const places = [...flowPositions(drawingOf([many], []), 'me').values()].map((p) => `${p.x},${p.y}`);
    expect(new Set(places).size).toBe(61);
  });
});

describe('labels', () => {
  it('name the label before the address and the alerts after it', () => {
    const tagged = node('0x28c6c06298d514db089934071355e5743bf21d60', {
      alerts: 2,
      tags: [{ label: 'Binance 14', category: 'exchange', source: 'x', confidence: 80 }],
    });
    expect(nodeLabel(tagged).split('\n')).toEqual(['◆ Binance 14', '0x28c6…1d60', '▼ 2 alerts']);
  });

  it('state amount and count, and no amount where the decimals are unknown', () => {
    expect(edgeLabel(edge('a', 'b', 1204))).toBe('1.5 ETH · 1,204×');
    expect(edgeLabel({ ...edge('a', 'b'), amount: null })).toBe('ETH · 1×');
  });
});
