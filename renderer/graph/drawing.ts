import type { GraphEdge, GraphNode, TagBadge } from '#contract/graph.ts';
import { shortenAddress } from '../ui/format.ts';
import { addDecimals } from './decimal-sum.ts';
import type { Bucket, FlowFilter, GraphView, Group } from './view.ts';
import { presentIds } from './view.ts';

/** A service cut into hours or days: its pieces and what moved between them and others. */
export interface SlicedNode {
  readonly bucket: Bucket;
  readonly pieces: readonly { readonly id: string; readonly at: string; readonly transfers: number }[];
  readonly edges: readonly GraphEdge[];
  readonly shownEdges: number;
  readonly totalEdges: number;
  /** Transfers that stand in no piece. */
  readonly withoutTime: number;
}

/** What the engine has answered about the nodes of a view. */
export interface Facts {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
  readonly slices: ReadonlyMap<string, SlicedNode>;
  readonly sharedAlerts: readonly SharedAlerts[];
}

/** Alerts that name each of these addresses, given as node ids. */
export interface SharedAlerts {
  readonly nodes: readonly string[];
  readonly alerts: number;
}

export const noFacts: Facts = { nodes: new Map(), edges: [], slices: new Map(), sharedAlerts: [] };

/** Alerts about any of these nodes, each counted once however many of them it names. */
export function alertsAbout(
  nodes: readonly Pick<DrawnNode, 'kind' | 'members' | 'alerts'>[],
  shared: readonly SharedAlerts[],
): number {
  // an hour of a service has no alerts of its own
  const whole = nodes.filter(({ kind }) => kind !== 'slice');
  const place = new Map(whole.flatMap(({ members }, at) => members.map((id) => [id, at] as const)));
  let count = whole.reduce((sum, { alerts }) => sum + alerts, 0);
  for (const { nodes: named, alerts } of shared) {
    const met = new Set(named.flatMap((id) => place.get(id) ?? []));
    if (met.size > 1) count -= (met.size - 1) * alerts;
  }
  return count;
}

/** A node as drawn: one address, a folded group of them, or one hour or day of a service. */
export interface DrawnNode {
  readonly id: string;
  readonly kind: 'address' | 'group' | 'slice';
  readonly name: string;
  /** The addresses it stands for, as node ids. */
  readonly members: readonly string[];
  readonly tags: readonly TagBadge[];
  /** null when the engine has not answered about it. */
  readonly transfers: number | null;
  readonly counterparties: number | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly alerts: number;
  /** The open group it belongs to. */
  readonly group: string | null;
  /** Start of the hour or day of a piece. */
  readonly at: string | null;
}

/** Everything drawn as one line. Sums are exact; null where a part of them is unknown. */
export interface DrawnEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** null when it stands for several assets. */
  readonly asset: string | null;
  readonly symbol: string;
  readonly count: number;
  readonly amount: string | null;
  /** Sum of the priced parts; null when none has a price. */
  readonly amountUsd: number | null;
  /** Parts of the sum without a price. */
  readonly unpriced: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** The flows between two addresses in one asset that it stands for. */
  readonly parts: readonly GraphEdge[];
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly groups: readonly Group[];
  /** Flows between drawn nodes that the filter leaves out. */
  readonly filteredOut: number;
  readonly sharedAlerts: readonly SharedAlerts[];
}

/** Assets from one node to another that are still drawn as lines of their own, unless asked otherwise. */
export const fewAssets = 4;

export const emptyDrawing: Drawing = { nodes: [], edges: [], groups: [], filteredOut: 0, sharedAlerts: [] };

const passes = (edge: GraphEdge, filter: FlowFilter): boolean =>
  (filter.assets.length === 0 || filter.assets.includes(edge.asset)) &&
  (filter.minCount === null || edge.count >= filter.minCount) &&
  (filter.minUsd === null || (edge.amountUsd !== null && edge.amountUsd >= filter.minUsd));

/** `2024-01-05 07:00` or `2024-01-05`. */
const pieceName = (at: string, bucket: Bucket): string =>
  bucket === 'day' ? at.slice(0, 10) : at.slice(0, 16).replace('T', ' ');

const earliest = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null ? a : a < b ? a : b;
const latest = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null ? a : a > b ? a : b;

/** What is drawn of a view, given what the engine has answered. Pure; the same in, the same out. */
export function drawingOf(view: GraphView, facts: Facts): Drawing {
  const present = presentIds(view);
  const shown = new Set(present);
  const groupOf = new Map<string, Group>();
  for (const group of view.groups) for (const id of group.members) groupOf.set(id, group);

  const nodes: DrawnNode[] = [];
  const foldedDone = new Set<string>();
  for (const id of present) {
    const group = groupOf.get(id);
    if (group?.folded) {
      if (foldedDone.has(group.id)) continue;
      foldedDone.add(group.id);
      nodes.push(
        groupNode(
          group,
          group.members.filter((m) => shown.has(m)),
          facts,
        ),
      );
      continue;
    }
    const sliced = view.sliced[id] ? facts.slices.get(id) : undefined;
    const node = facts.nodes.get(id);
    const whole = addressNode(id, node, group?.id ?? null);
    if (!sliced) nodes.push(whole);
    else {
      for (const piece of sliced.pieces)
        nodes.push({
          ...whole,
          id: piece.id,
          kind: 'slice',
          name: `${whole.name} · ${pieceName(piece.at, sliced.bucket)}`,
          transfers: piece.transfers,
          // Alerts are about the address, not about one of its hours.
          alerts: 0,
          counterparties: null,
          firstSeen: null,
          lastSeen: null,
          at: piece.at,
        });
    }
  }

  const endOf = (id: string): string => {
    const group = groupOf.get(id);
    return group?.folded ? group.id : id;
  };
  const drawn = new Set(nodes.map((n) => n.id));
  const pairs = new Map<string, Set<string>>();
  const drawnFlows: { readonly pair: string; readonly edge: GraphEdge }[] = [];
  let filteredOut = 0;
  const take = (edge: GraphEdge) => {
    const source = endOf(edge.source);
    const target = endOf(edge.target);
    if (!drawn.has(source) || !drawn.has(target)) return;
    if (source === target && edge.source !== edge.target) return;
    if (!passes(edge, view.filter)) {
      filteredOut++;
      return;
    }
    const pair = `${source}>${target}`;
    const assets = pairs.get(pair);
    if (assets) assets.add(edge.asset);
    else pairs.set(pair, new Set([edge.asset]));
    drawnFlows.push({ pair, edge });
  };
  const cut = new Set(Object.keys(view.sliced).filter((id) => shown.has(id) && facts.slices.has(id)));
  const knownEdges = new Set<string>();
  const once = (edge: GraphEdge) => {
    if (knownEdges.has(edge.id)) return;
    knownEdges.add(edge.id);
    take(edge);
  };
  for (const edge of facts.edges) if (!cut.has(edge.source) && !cut.has(edge.target)) once(edge);
  for (const id of cut) for (const edge of facts.slices.get(id)?.edges ?? []) once(edge);

  const bundles = new Map<string, GraphEdge[]>();
  for (const { pair, edge } of drawnFlows) {
    const apart =
      view.style.flows === 'asset' ||
      (view.style.flows === 'few' && (pairs.get(pair)?.size ?? 0) <= fewAssets);
    const key = apart ? `${pair}|${edge.asset}` : pair;
    const bundle = bundles.get(key);
    if (bundle) bundle.push(edge);
    else bundles.set(key, [edge]);
  }

  return {
    nodes,
    edges: [...bundles].map(([id, parts]) =>
      bundled(id, endOf(parts[0]!.source), endOf(parts[0]!.target), parts),
    ),
    groups: view.groups.filter((g) => g.members.some((m) => shown.has(m))),
    filteredOut,
    sharedAlerts: facts.sharedAlerts,
  };
}

function addressNode(id: string, node: GraphNode | undefined, group: string | null): DrawnNode {
  const address = node?.address ?? id.slice(id.indexOf(':') + 1);
  return {
    id,
    kind: 'address',
    name: node?.tags[0]?.label ?? shortenAddress(address),
    members: [id],
    tags: node?.tags ?? [],
    transfers: node?.transfers ?? null,
    counterparties: node?.counterparties ?? null,
    firstSeen: node?.firstSeen ?? null,
    lastSeen: node?.lastSeen ?? null,
    alerts: node?.alerts ?? 0,
    group,
    at: null,
  };
}

function groupNode(group: Group, members: readonly string[], facts: Facts): DrawnNode {
  const known = members.flatMap((id) => facts.nodes.get(id) ?? []);
  const seenTags = new Map<string, TagBadge>();
  for (const node of known)
    for (const tag of node.tags) if (!seenTags.has(tag.label)) seenTags.set(tag.label, tag);
  return {
    id: group.id,
    kind: 'group',
    name: group.name,
    members,
    tags: [...seenTags.values()],
    // A transfer between two members would count twice: the sum is not the group's.
    transfers: null,
    counterparties: null,
    firstSeen: known.reduce<string | null>((at, n) => earliest(at, n.firstSeen), null),
    lastSeen: known.reduce<string | null>((at, n) => latest(at, n.lastSeen), null),
    alerts: alertsAbout(
      known.map(({ id, alerts }) => ({ kind: 'address', members: [id], alerts })),
      facts.sharedAlerts,
    ),
    group: null,
    at: null,
  };
}

function bundled(id: string, source: string, target: string, parts: readonly GraphEdge[]): DrawnEdge {
  const assets = new Set(parts.map((p) => p.asset));
  const first = parts[0]!;
  const priced = parts.filter((p) => p.amountUsd !== null);
  return {
    id,
    source,
    target,
    asset: assets.size === 1 ? first.asset : null,
    symbol: assets.size === 1 ? first.symbol : `${assets.size} assets`,
    count: parts.reduce((sum, p) => sum + p.count, 0),
    amount:
      assets.size === 1
        ? parts.length === 1
          ? first.amount
          : addDecimals(parts.map((p) => p.amount))
        : null,
    amountUsd: priced.length > 0 ? priced.reduce((sum, p) => sum + (p.amountUsd ?? 0), 0) : null,
    unpriced: parts.length - priced.length,
    firstSeen: parts.reduce<string | null>((at, p) => earliest(at, p.firstSeen), null),
    lastSeen: parts.reduce<string | null>((at, p) => latest(at, p.lastSeen), null),
    parts,
  };
}

export interface AssetSum {
  readonly asset: string;
  readonly symbol: string;
  readonly count: number;
  readonly amount: string | null;
  readonly amountUsd: number | null;
  readonly unpriced: number;
}

/** Exact sums of flows for each asset, the most valuable first, then by number of transfers. */
export function sumsByAsset(flows: readonly GraphEdge[]): AssetSum[] {
  const byAsset = new Map<string, GraphEdge[]>();
  for (const flow of flows) byAsset.set(flow.asset, [...(byAsset.get(flow.asset) ?? []), flow]);
  return [...byAsset.values()]
    .map((parts) => bundled('', '', '', parts))
    .map(({ asset, symbol, count, amount, amountUsd, unpriced }) => ({
      asset: asset ?? '',
      symbol,
      count,
      amount,
      amountUsd,
      unpriced,
    }))
    .sort(
      (a, b) =>
        (b.amountUsd ?? -1) - (a.amountUsd ?? -1) || b.count - a.count || (a.asset < b.asset ? -1 : 1),
    );
}

/** What a selection adds up to, seen from outside: in, out and between its nodes. */
export function selectionFlows(
  drawing: Drawing,
  ids: ReadonlySet<string>,
): { readonly into: GraphEdge[]; readonly outOf: GraphEdge[]; readonly within: GraphEdge[] } {
  const into: GraphEdge[] = [];
  const outOf: GraphEdge[] = [];
  const within: GraphEdge[] = [];
  for (const edge of drawing.edges) {
    const from = ids.has(edge.source);
    const to = ids.has(edge.target);
    if (from && to) within.push(...edge.parts);
    else if (from) outOf.push(...edge.parts);
    else if (to) into.push(...edge.parts);
  }
  return { into, outOf, within };
}
