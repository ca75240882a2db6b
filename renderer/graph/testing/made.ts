import fc from 'fast-check';
import type { GraphEdge, GraphNode } from '#contract/graph.ts';
import { type Facts, noFacts } from '../drawing.ts';
import type { Palette } from '../palette.ts';
import {
  added,
  allShown,
  collapsed,
  type ExpandHow,
  expanded,
  filtered,
  foldToggled,
  type GraphView,
  grouped,
  hiddenToo,
  noted,
  onlyShown,
  pinToggled,
  placed,
  renamed,
  routed,
  slicedBy,
  split,
  styled,
  unrouted,
} from '../view.ts';

export const how: ExpandHow = { direction: 'both', by: 'value', filter: {} };

export const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  chain: 'ethereum',
  address: id.replace('ethereum:', ''),
  tags: [],
  transfers: 1,
  counterparties: 1,
  firstSeen: null,
  lastSeen: null,
  alerts: 0,
  ...more,
});

export const edge = (source: string, target: string, more: Partial<GraphEdge> = {}): GraphEdge => ({
  id: `${source}>${target}:${more.asset ?? 'native'}`,
  source,
  target,
  asset: 'native',
  symbol: 'ETH',
  count: 1,
  amount: '1.5',
  amountUsd: null,
  firstSeen: null,
  lastSeen: null,
  ...more,
});

export const factsOf = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Facts => ({
  ...noFacts,
  nodes: new Map(nodes.map((n) => [n.id, n])),
  edges,
});

export const palette: Palette = {
  ink: '#000001',
  ink2: '#000002',
  surface: '#fffff1',
  raised: '#fffff2',
  line: '#cccccc',
  lineStrong: '#999999',
  accent: '#0000aa',
  accentSoft: '#ccccff',
  alert: '#aa0000',
  caution: '#aa5500',
  attribution: '#770077',
  flowIn: '#0055aa',
  flowOut: '#aa5511',
  risk: ['#aaaa00', '#aa7700', '#aa0011'],
  kinds: ['#110000', '#220000', '#330000', '#440000', '#550000', '#660000', '#770000', '#880000'],
  font: 'sans-serif',
};

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const anId = fc.constantFrom(...ids);
const some = fc.uniqueArray(anId, { minLength: 1, maxLength: 4 });
const groupIds = fc.constantFrom('group:1', 'group:2', 'group:3');
const anyNode = fc.oneof(anId, groupIds);
const anyNodes = fc.uniqueArray(anyNode, { minLength: 1, maxLength: 4 });
const place = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });

export interface Action {
  readonly label: string;
  readonly run: (view: GraphView) => GraphView;
}

const action = <T>(label: string, given: fc.Arbitrary<T>, run: (view: GraphView, value: T) => GraphView) =>
  given.map(
    (value): Action => ({ label: `${label} ${JSON.stringify(value)}`, run: (view) => run(view, value) }),
  );

/** Anything a user can do to a view. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  action('add', some, added),
  action('expand', fc.tuple(anId, some), (v, [id, brought]) =>
    expanded(v, id, how, { ids: brought, total: 9, orderedBy: 'count' }),
  ),
  action('collapse', anId, collapsed),
  action('hide', anyNodes, hiddenToo),
  action('only', anyNodes, onlyShown),
  action('show', fc.constant(null), allShown),
  action('pin', anyNodes, pinToggled),
  action('note', fc.tuple(anyNode, fc.constantFrom('', 'seen', 'again')), (v, [id, text]) =>
    noted(v, id, text),
  ),
  action('group', fc.tuple(anyNodes, fc.constantFrom('', 'Ring')), (v, [list, name]) =>
    grouped(v, list, name),
  ),
  action('split', fc.tuple(groupIds, fc.oneof(fc.constant([]), some)), (v, [id, list]) => split(v, id, list)),
  action('fold', groupIds, foldToggled),
  action('rename', groupIds, (v, id) => renamed(v, id, 'Other')),
  action('slice', fc.tuple(anId, fc.constantFrom('hour' as const, 'day' as const, null)), (v, [id, b]) =>
    slicedBy(v, id, b),
  ),
  action('move', fc.array(fc.tuple(anyNode, place), { maxLength: 4 }), (v, list) => placed(v, new Map(list))),
  action('route', some, (v, nodes) =>
    routed(v, { id: nodes.join(), nodes, steps: nodes.slice(1).map((n, i) => `${nodes[i]}>${n}`) }),
  ),
  action('unroute', some, (v, nodes) => unrouted(v, nodes.join())),
  action('style', fc.constantFrom('tag' as const, 'risk' as const), (v, colour) => styled(v, { colour })),
  action('filter', fc.option(fc.integer({ min: 1, max: 9 })), (v, minCount) => filtered(v, { minCount })),
);
