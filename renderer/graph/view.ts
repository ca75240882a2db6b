import type { GraphSlice, NeighbourQuery } from '#contract/graph.ts';

/** A place on the endless sheet the graph lies on; its unit is a pixel at zoom 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which flows are drawn. null and empty leave everything in. */
export interface FlowFilter {
  readonly assets: readonly string[];
  readonly minUsd: number | null;
  readonly minCount: number | null;
}

export const everyFlow: FlowFilter = { assets: [], minUsd: null, minCount: null };

/** Which counterparties an expansion brings; as the engine takes it. Without a field it is not asked about. */
export type ExpandFilter = Partial<
  Pick<NeighbourQuery, 'assets' | 'categories' | 'minUsd' | 'maxUsd' | 'minCount' | 'from' | 'to'>
>;

/** How the surroundings of a node are asked for. */
export interface ExpandHow {
  readonly direction: NeighbourQuery['direction'];
  readonly by: NeighbourQuery['by'];
  readonly filter: ExpandFilter;
}

/** An answered request for the surroundings of a node: what it brought, out of how many. */
export interface Expansion extends ExpandHow {
  readonly node: string;
  readonly brought: readonly string[];
  readonly total: number;
  readonly orderedBy: GraphSlice['orderedBy'];
}

/** Several addresses the user holds to be one: drawn as one node while folded. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly folded: boolean;
}

export type Bucket = 'hour' | 'day';

export const layoutNames = ['flow', 'force', 'time', 'hops', 'radial', 'circle'] as const;
export type LayoutName = (typeof layoutNames)[number];
export const colourings = ['direction', 'tag', 'risk', 'community', 'trace'] as const;
export type Colouring = (typeof colourings)[number];

export const flowLines = ['few', 'asset', 'pair'] as const;
export type FlowLines = (typeof flowLines)[number];

export interface Style {
  readonly layout: LayoutName;
  readonly colour: Colouring;
  /** What the width of a flow stands for. */
  readonly width: 'value' | 'count';
  /** One line for each asset, one for all of them, or the first as long as they are few. */
  readonly flows: FlowLines;
  readonly labels: boolean;
}

/** A path the user took into the graph. */
export interface Route {
  readonly id: string;
  readonly nodes: readonly string[];
  /** `source>target` of every step. */
  readonly steps: readonly string[];
}

/** What the user has arranged. Everything drawn follows from this and the answers of the engine. */
export interface GraphView {
  /** Nodes named by the user, the first of them the subject. */
  readonly seeds: readonly string[];
  readonly expansions: readonly Expansion[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  readonly groups: readonly Group[];
  /** By id of a node, a group or a flow. */
  readonly notes: Readonly<Record<string, string>>;
  readonly places: Readonly<Record<string, Point>>;
  readonly sliced: Readonly<Record<string, Bucket>>;
  readonly routes: readonly Route[];
  readonly filter: FlowFilter;
  readonly style: Style;
}

export const emptyView: GraphView = {
  seeds: [],
  expansions: [],
  hidden: [],
  pinned: [],
  groups: [],
  notes: {},
  places: {},
  sliced: {},
  routes: [],
  filter: everyFlow,
  style: { layout: 'flow', colour: 'direction', width: 'value', flows: 'few', labels: true },
};

/** Nodes one graph may hold. */
export const mostNodes = 10_000;
export const groupPrefix = 'group:';

const without = <T>(list: readonly T[], gone: ReadonlySet<T>): readonly T[] =>
  list.some((one) => gone.has(one)) ? list.filter((one) => !gone.has(one)) : list;

const union = <T>(a: readonly T[], b: readonly T[]): readonly T[] => {
  const known = new Set(a);
  const more = b.filter((one) => !known.has(one));
  return more.length > 0 ? [...a, ...new Set(more)] : a;
};

/** Every node the user has brought in, hidden ones included, in the order in which they came. */
export function heldIds(view: GraphView): string[] {
  const ids = new Set(view.seeds);
  for (const expansion of view.expansions) {
    ids.add(expansion.node);
    for (const id of expansion.brought) ids.add(id);
  }
  return [...ids].slice(0, mostNodes);
}

/** The nodes to draw, before groups are folded. */
export function presentIds(view: GraphView): string[] {
  const gone = new Set(view.hidden);
  return heldIds(view).filter((id) => !gone.has(id));
}

/** Brings nodes in by name; shows them again if they were hidden. */
export const added = (view: GraphView, ids: readonly string[]): GraphView => {
  const held = new Set(heldIds(view));
  const fresh = ids.filter((id) => !held.has(id));
  const hidden = without(view.hidden, new Set(ids));
  if (fresh.length === 0 && hidden === view.hidden) return view;
  return { ...view, seeds: union(view.seeds, fresh), hidden };
};

const keyOf = ({ filter }: ExpandHow): string =>
  JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));

const sameHow = (a: ExpandHow, b: ExpandHow): boolean =>
  a.direction === b.direction && a.by === b.by && keyOf(a) === keyOf(b);

export const expansionsOf = (view: GraphView, node: string): readonly Expansion[] =>
  view.expansions.filter((e) => e.node === node);

export const expansionLike = (view: GraphView, node: string, how: ExpandHow): Expansion | undefined =>
  view.expansions.find((e) => e.node === node && sameHow(e, how));

/** Takes an answer in; a second one to the same question adds to the first. */
export function expanded(
  view: GraphView,
  node: string,
  how: ExpandHow,
  answer: {
    readonly ids: readonly string[];
    readonly total: number;
    readonly orderedBy: Expansion['orderedBy'];
  },
): GraphView {
  const known = expansionLike(view, node, how);
  const ids = answer.ids.filter((id) => id !== node);
  const next: Expansion = {
    node,
    direction: how.direction,
    by: how.by,
    filter: how.filter,
    brought: known ? union(known.brought, ids) : ids,
    total: answer.total,
    orderedBy: answer.orderedBy,
  };
  return {
    ...view,
    expansions: known ? view.expansions.map((e) => (e === known ? next : e)) : [...view.expansions, next],
    hidden: without(view.hidden, new Set([node, ...ids])),
  };
}

/**
 * Takes back the expansions of a node. What only they had brought disappears, unless the user has
 * built on it: expanded, pinned, grouped, noted or put on a path.
 */
export function collapsed(view: GraphView, node: string): GraphView {
  const own = expansionsOf(view, node);
  if (own.length === 0) return view;
  const expansions = view.expansions.filter((e) => e.node !== node);
  const built = new Set([
    ...view.pinned,
    ...view.groups.flatMap((g) => g.members),
    ...view.routes.flatMap((r) => r.nodes),
    ...Object.keys(view.notes),
  ]);
  const kept = own.flatMap((e) => e.brought).filter((id) => built.has(id));
  const next = { ...view, expansions, seeds: union(view.seeds, [node, ...kept]) };
  const held = new Set(heldIds(next));
  return {
    ...next,
    hidden: view.hidden.filter((id) => held.has(id)),
    places: Object.fromEntries(
      Object.entries(view.places).filter(
        ([id]) => held.has(id) || id.startsWith(groupPrefix) || id.includes('@'),
      ),
    ),
  };
}

/** Ids of addresses behind what is drawn: a folded group stands for its members. */
export const addressesBehind = (view: GraphView, ids: readonly string[]): string[] => [
  ...new Set(ids.flatMap((id) => view.groups.find((g) => g.id === id)?.members ?? [id])),
];

export const hiddenToo = (view: GraphView, ids: readonly string[]): GraphView => {
  const hidden = union(view.hidden, addressesBehind(view, ids));
  return hidden === view.hidden ? view : { ...view, hidden };
};

/** Hides everything but the given ones. */
export const onlyShown = (view: GraphView, ids: readonly string[]): GraphView => {
  const kept = new Set(addressesBehind(view, ids));
  return hiddenToo(
    view,
    presentIds(view).filter((id) => !kept.has(id)),
  );
};

export const allShown = (view: GraphView): GraphView =>
  view.hidden.length === 0 ? view : { ...view, hidden: [] };

/** Pins all of them, or releases them when all are pinned already. */
export const pinToggled = (view: GraphView, ids: readonly string[]): GraphView => {
  const all = ids.every((id) => view.pinned.includes(id));
  return { ...view, pinned: all ? without(view.pinned, new Set(ids)) : union(view.pinned, ids) };
};

/** An empty text takes the note away. */
export function noted(view: GraphView, id: string, text: string): GraphView {
  const wanted = text.trim();
  if ((view.notes[id] ?? '') === wanted) return view;
  const { [id]: _, ...others } = view.notes;
  return { ...view, notes: wanted ? { ...others, [id]: wanted } : others };
}

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, p) => sum + p.x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, p) => sum + p.y, 0) / Math.max(1, points.length),
});

const placedOf = (view: GraphView, ids: readonly string[]): Point[] =>
  ids.flatMap((id) => view.places[id] ?? []);

const nextGroupId = (view: GraphView): string => {
  const used = view.groups.map((g) => Number(g.id.slice(groupPrefix.length)) || 0);
  return `${groupPrefix}${Math.max(0, ...used) + 1}`;
};

/**
 * Puts nodes into one group. Groups among them are merged into it; a node leaves the group it was
 * in, and a group left with nobody ends.
 */
export function grouped(view: GraphView, ids: readonly string[], name: string): GraphView {
  const members = addressesBehind(view, ids);
  if (members.length === 0) return view;
  const id = nextGroupId(view);
  const taken = new Set(members);
  const others = view.groups
    .map((g) => ({ ...g, members: without(g.members, taken) }))
    .filter((g) => g.members.length > 0);
  const places = placedOf(view, ids.length > 0 ? ids : members);
  return tidied({
    ...view,
    groups: [
      ...others,
      { id, name: name.trim() || `Group ${id.slice(groupPrefix.length)}`, members, folded: true },
    ],
    places: places.length > 0 ? { ...view.places, [id]: middle(places) } : view.places,
  });
}

/** Takes members out of their group; without any named, the group ends. */
export function split(view: GraphView, groupId: string, ids: readonly string[] = []): GraphView {
  const group = view.groups.find((g) => g.id === groupId);
  if (!group) return view;
  const open = group.folded ? foldToggled(view, groupId) : view;
  const rest = ids.length === 0 ? [] : without(group.members, new Set(ids));
  return tidied({
    ...open,
    groups: open.groups.flatMap((g) =>
      g.id !== groupId ? [g] : rest.length > 0 ? [{ ...g, members: rest, folded: group.folded }] : [],
    ),
  });
}

export const renamed = (view: GraphView, groupId: string, name: string): GraphView =>
  name.trim() === '' || view.groups.some((g) => g.id === groupId && g.name === name.trim())
    ? view
    : { ...view, groups: view.groups.map((g) => (g.id === groupId ? { ...g, name: name.trim() } : g)) };

/** Folds a group into one node in the middle of its members, or opens it where it stands now. */
export function foldToggled(view: GraphView, groupId: string): GraphView {
  const group = view.groups.find((g) => g.id === groupId);
  if (!group) return view;
  const groups = view.groups.map((g) => (g.id === groupId ? { ...g, folded: !g.folded } : g));
  const own = placedOf(view, group.members);
  const at = view.places[groupId];
  if (!group.folded) {
    return own.length === 0
      ? { ...view, groups }
      : { ...view, groups, places: { ...view.places, [groupId]: middle(own) } };
  }
  if (!at || own.length === 0) return { ...view, groups };
  const centre = middle(own);
  const moved = Object.fromEntries(
    group.members.flatMap((id) => {
      const place = view.places[id];
      return place ? [[id, { x: place.x + at.x - centre.x, y: place.y + at.y - centre.y }]] : [];
    }),
  );
  return { ...view, groups, places: { ...view.places, ...moved } };
}

/** Forgets pins, notes and places of groups that are no more. */
function tidied(view: GraphView): GraphView {
  const living = new Set(view.groups.map((g) => g.id));
  const dead = (id: string) => id.startsWith(groupPrefix) && !living.has(id);
  const keep = <T>(record: Readonly<Record<string, T>>) =>
    Object.keys(record).some(dead)
      ? Object.fromEntries(Object.entries(record).filter(([id]) => !dead(id)))
      : record;
  return {
    ...view,
    pinned: view.pinned.some(dead) ? view.pinned.filter((id) => !dead(id)) : view.pinned,
    notes: keep(view.notes),
    places: keep(view.places),
  };
}

/** Draws a service as one node for each hour or day, so that those who used it together meet. */
export function slicedBy(view: GraphView, id: string, bucket: Bucket | null): GraphView {
  if ((view.sliced[id] ?? null) === bucket) return view;
  const { [id]: _, ...others } = view.sliced;
  return { ...view, sliced: bucket ? { ...others, [id]: bucket } : others };
}

export function placed(view: GraphView, places: ReadonlyMap<string, Point>): GraphView {
  let changed = false;
  const next: Record<string, Point> = { ...view.places };
  for (const [id, { x, y }] of places) {
    const at = { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
    const before = next[id];
    if (before && before.x === at.x && before.y === at.y) continue;
    next[id] = at;
    changed = true;
  }
  return changed ? { ...view, places: next } : view;
}

/** Takes a path into the graph and marks its steps. */
export function routed(view: GraphView, route: Route): GraphView {
  const withNodes = added(view, route.nodes);
  return withNodes.routes.some((r) => r.id === route.id)
    ? withNodes
    : { ...withNodes, routes: [...withNodes.routes, route] };
}

export const unrouted = (view: GraphView, id: string): GraphView =>
  view.routes.some((r) => r.id === id) ? { ...view, routes: view.routes.filter((r) => r.id !== id) } : view;

export const styled = (view: GraphView, style: Partial<Style>): GraphView =>
  (Object.keys(style) as (keyof Style)[]).every((key) => view.style[key] === style[key])
    ? view
    : { ...view, style: { ...view.style, ...style } };

export const filtered = (view: GraphView, filter: Partial<FlowFilter>): GraphView => ({
  ...view,
  filter: { ...view.filter, ...filter },
});
