import { countOf, formatAmount, formatCount, formatUsd, shortenAddress } from '../ui/format.ts';
import { type Colours, traceKey } from './colouring.ts';
import type { Drawing, DrawnEdge, DrawnNode } from './drawing.ts';
import type { Palette } from './palette.ts';
import type { GraphView, Point } from './view.ts';

export type Shape = 'circle' | 'diamond' | 'square' | 'hexagon';

export interface SceneNode {
  readonly id: string;
  readonly at: Point;
  readonly radius: number;
  readonly shape: Shape;
  readonly fill: string;
  readonly rim: string;
  readonly rimWidth: number;
  readonly pinned: boolean;
  /** Under the node, the first line the most important. */
  readonly lines: readonly string[];
  readonly bold: boolean;
  /** Labels of larger values are drawn first when there is room for few. */
  readonly weight: number;
}

export interface SceneEdge {
  readonly id: string;
  /** Positions in `nodes`. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly colour: string;
  readonly bend: number;
  readonly label: string;
  /** On a path the user took into the graph. */
  readonly onRoute: boolean;
}

/** An open group: its name and its members' positions in `nodes`. */
export interface SceneHull {
  readonly id: string;
  readonly name: string;
  readonly members: readonly number[];
}

/** Everything a picture needs, whatever paints it. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly hulls: readonly SceneHull[];
  readonly labelEdges: boolean;
  readonly index: ReadonlyMap<string, number>;
}

export const emptyScene: Scene = { nodes: [], edges: [], hulls: [], labelEdges: false, index: new Map() };

const labelledUpTo = 60;
const bendStep = 17;
const longestName = 26;

const clipped = (text: string): string =>
  text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;

/** Label before address; the address always, so that two bearers of a label stay apart. */
export function nodeLines(node: DrawnNode, note: string | undefined): string[] {
  const lines: string[] = [];
  if (node.kind === 'group') {
    lines.push(clipped(node.name), countOf(node.members.length, 'address', 'addresses'));
  } else {
    const address = shortenAddress(node.members[0]?.split(':').slice(1).join(':') ?? node.id);
    const tag = node.tags[0];
    if (tag) lines.push(`◆ ${clipped(tag.label)}`);
    lines.push(address);
    if (node.at !== null) lines.push(node.name.slice(node.name.lastIndexOf('· ') + 2));
  }
  if (node.alerts > 0) lines.push(`▼ ${countOf(node.alerts, 'alert')}`);
  if (note) lines.push(`✎ ${clipped(note.split('\n')[0] ?? '')}`);
  return lines;
}

/** `1,204.5 USDC ($1,204) · 14×`, or the count alone where the decimals are unknown. */
export function edgeLabel(edge: DrawnEdge): string {
  const symbol = shortenAddress(edge.symbol);
  const amount = edge.amount === null ? symbol : `${formatAmount(edge.amount, 5)} ${symbol}`;
  const usd =
    edge.amountUsd === null ? '' : ` (${edge.unpriced > 0 ? 'at least ' : ''}${formatUsd(edge.amountUsd)})`;
  return `${amount}${usd} · ${formatCount(edge.count)}×`;
}

/** Radius by transfers, on a logarithm; groups by their members. */
export function nodeRadius(node: DrawnNode): number {
  if (node.kind === 'group') return 13 + Math.min(4, Math.log10(Math.max(1, node.members.length)) * 3) * 2;
  if (node.kind === 'slice') return 8;
  return 7 + Math.min(5, Math.log10(Math.max(1, node.transfers ?? 1))) * 2;
}

/**
 * Width of each flow, 1 to 7 pixels on a logarithm between the smallest and the largest drawn.
 * By value a flow without a price is as thin as the thinnest.
 */
export function edgeWidths(edges: readonly DrawnEdge[], by: 'value' | 'count'): Map<string, number> {
  const sizeOf = (edge: DrawnEdge) => (by === 'count' ? edge.count : (edge.amountUsd ?? 0));
  const sizes = edges.map(sizeOf).filter((s) => s > 0);
  if (by === 'value' && sizes.length === 0) return edgeWidths(edges, 'count');
  let low = Infinity;
  let high = 0;
  for (const size of sizes) {
    low = Math.min(low, size);
    high = Math.max(high, size);
  }
  const spread = Math.log(high / low);
  return new Map(
    edges.map((edge) => {
      const size = sizeOf(edge);
      if (size <= 0) return [edge.id, 1];
      // Few orders of magnitude never look like many.
      return [edge.id, 1.2 + (5.8 * Math.log(size / low)) / Math.max(spread, Math.log(1000))];
    }),
  );
}

/** Parallel flows fan out; a single one is straight. */
export function edgeBends(edges: readonly DrawnEdge[]): Map<string, number> {
  const pairs = new Map<string, DrawnEdge[]>();
  for (const edge of edges) {
    const key = edge.source < edge.target ? `${edge.source} ${edge.target}` : `${edge.target} ${edge.source}`;
    const pair = pairs.get(key);
    if (pair) pair.push(edge);
    else pairs.set(key, [edge]);
  }
  const bends = new Map<string, number>();
  for (const pair of pairs.values()) {
    const order =
      pair.length === 1
        ? pair
        : [...pair].sort((a, b) =>
            a.source < b.source ? -1 : a.source > b.source ? 1 : a.id < b.id ? -1 : 1,
          );
    order.forEach((edge, i) => {
      const offset = (i - (order.length - 1) / 2) * bendStep;
      bends.set(edge.id, edge.source <= edge.target ? offset : -offset);
    });
  }
  return bends;
}

export interface SceneInput {
  readonly drawing: Drawing;
  readonly view: GraphView;
  readonly places: ReadonlyMap<string, Point>;
  readonly colours: Colours;
  readonly palette: Palette;
  readonly seeds: ReadonlySet<string>;
  /** What a trace writes on a flow, by `source>target>asset`. */
  readonly edgeNotes: Readonly<Record<string, { readonly amount: string }>>;
}

const shapes: Record<DrawnNode['kind'], Shape> = { address: 'circle', group: 'hexagon', slice: 'square' };

export function sceneOf({ drawing, view, places, colours, palette, seeds, edgeNotes }: SceneInput): Scene {
  const pinned = new Set(view.pinned);
  const index = new Map(drawing.nodes.map((node, i) => [node.id, i]));
  const nodes = drawing.nodes.map((node): SceneNode => {
    const seed = seeds.has(node.id);
    return {
      id: node.id,
      at: places.get(node.id) ?? { x: 0, y: 0 },
      radius: nodeRadius(node),
      shape: node.kind === 'address' && node.tags.length > 0 ? 'diamond' : shapes[node.kind],
      fill: colours.nodeFill(node),
      rim:
        node.alerts > 0
          ? palette.alert
          : seed
            ? palette.accent
            : node.tags.length > 0
              ? palette.attribution
              : palette.lineStrong,
      rimWidth: node.alerts > 0 ? 2.5 : seed ? 2.5 : 1.5,
      pinned: pinned.has(node.id),
      lines: nodeLines(node, view.notes[node.id]),
      bold: seed || node.kind === 'group',
      weight: (seed ? 1e12 : 0) + node.alerts * 1e6 + node.tags.length * 1e4 + (node.transfers ?? 0),
    };
  });
  const widths = edgeWidths(drawing.edges, view.style.width);
  const bends = edgeBends(drawing.edges);
  const steps = new Set(view.routes.flatMap((r) => r.steps));
  const groupOf = new Map<string, string>();
  for (const g of view.groups) if (g.folded) for (const m of g.members) groupOf.set(m, g.id);
  const routed = new Set(
    [...steps].map((step) => {
      const [a = '', b = ''] = step.split('>');
      return `${groupOf.get(a) ?? a}>${groupOf.get(b) ?? b}`;
    }),
  );
  const edges = drawing.edges.flatMap((edge): SceneEdge[] => {
    const from = index.get(edge.source);
    const to = index.get(edge.target);
    if (from === undefined || to === undefined) return [];
    const note = view.notes[edge.id];
    const traced = edge.parts.flatMap((p) => edgeNotes[traceKey(p)]?.amount ?? []);
    const onRoute = routed.has(`${edge.source}>${edge.target}`);
    return [
      {
        id: edge.id,
        from,
        to,
        width: widths.get(edge.id) ?? 1,
        colour: onRoute ? palette.accent : colours.edgeColour(edge),
        bend: bends.get(edge.id) ?? 0,
        label: [
          traced.length > 0
            ? `${traced.map((t) => formatAmount(t, 5)).join(', ')} ${shortenAddress(edge.symbol)} traced`
            : edgeLabel(edge),
          note ? `✎ ${clipped(note)}` : '',
        ]
          .filter(Boolean)
          .join(' '),
        onRoute,
      },
    ];
  });
  return {
    nodes,
    edges,
    hulls: drawing.groups
      .filter((g) => !g.folded)
      .map((g) => ({ id: g.id, name: g.name, members: g.members.flatMap((m) => index.get(m) ?? []) }))
      .filter((h) => h.members.length > 0),
    labelEdges: view.style.labels && drawing.edges.length <= labelledUpTo,
    index,
  };
}
