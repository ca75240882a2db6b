import type { GraphEdge, GraphNode, GraphSlice } from '#contract/graph.ts';

/** One request for the surroundings of an address. */
export interface Expansion {
  readonly node: string;
  readonly direction: 'in' | 'out' | 'both';
  readonly by: 'value' | 'count';
  readonly limit: number;
}

/** What the user has arranged. Everything drawn follows from this and the answers of the engine. */
export interface GraphView {
  readonly centre: string | null;
  readonly expansions: readonly Expansion[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
}

export const emptyView: GraphView = { centre: null, expansions: [], hidden: [], pinned: [] };

export const mostNeighbours = 500;

/** Starts over from one address. */
export const centredOn = (node: string, how: Omit<Expansion, 'node'>): GraphView => ({
  centre: node,
  expansions: [{ node, ...how }],
  hidden: [],
  pinned: [],
});

export const expansionOf = (view: GraphView, node: string): Expansion | undefined =>
  view.expansions.find((e) => e.node === node);

/** Expands a node, or replaces the way it was expanded. */
export const expanded = (view: GraphView, node: string, how: Omit<Expansion, 'node'>): GraphView => ({
  ...view,
  expansions: [
    ...view.expansions.filter((e) => e.node !== node),
    { node, ...how, limit: Math.min(mostNeighbours, Math.max(1, how.limit)) },
  ],
  hidden: view.hidden.filter((id) => id !== node),
});

/** Takes back an expansion; what only it had brought disappears. The centre stays expanded. */
export const collapsed = (view: GraphView, node: string): GraphView =>
  node === view.centre ? view : { ...view, expansions: view.expansions.filter((e) => e.node !== node) };

export const hiddenToo = (view: GraphView, node: string): GraphView =>
  node === view.centre || view.hidden.includes(node)
    ? view
    : { ...view, hidden: [...view.hidden, node], expansions: view.expansions.filter((e) => e.node !== node) };

export const allShown = (view: GraphView): GraphView => ({ ...view, hidden: [] });

export const pinToggled = (view: GraphView, node: string): GraphView => ({
  ...view,
  pinned: view.pinned.includes(node) ? view.pinned.filter((id) => id !== node) : [...view.pinned, node],
});

export interface Drawing {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The union of the answers without what is hidden; an edge needs both of its ends. */
export function drawingOf(slices: readonly GraphSlice[], hidden: readonly string[]): Drawing {
  const gone = new Set(hidden);
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const slice of slices) {
    for (const node of slice.nodes) if (!gone.has(node.id)) nodes.set(node.id, node);
  }
  for (const slice of slices) {
    for (const edge of slice.edges)
      if (nodes.has(edge.source) && nodes.has(edge.target)) edges.set(edge.id, edge);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
