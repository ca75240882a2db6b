import { isEntity } from '#contract/entities.ts';
import type { GraphEdge, GraphNode } from '#contract/graph.ts';
import type { BalanceCurve, Holding, Profile } from '#contract/whales.ts';
import { shortenAddress } from '../../ui/format.ts';
import { splitNodeId } from '../../workspace/selection.ts';

/** The name of an entity; of an address its label, else the address, shortened. */
export const nameOf = (node: Pick<GraphNode, 'id' | 'address' | 'tags'>): string =>
  isEntity(node.id) ? node.address : (node.tags[0]?.label ?? shortenAddress(node.address));

export const assetName = ({ symbol, asset }: { symbol: string | null; asset: string }): string =>
  shortenAddress(symbol ?? asset);

export const assetKey = ({ chain, asset }: { chain: string; asset: string }): string => `${chain}:${asset}`;

/** `dormant-holder` → `Dormant holder`. */
export const behaviourName = (name: string): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** One counterparty with everything that went one way. */
export interface Counterparty {
  readonly id: string;
  readonly chain: string;
  readonly address: string;
  readonly edges: readonly GraphEdge[];
  readonly transfers: number;
  /** Sum of the priced flows; null where none is priced. */
  readonly usd: number | null;
}

/** Flows gathered by counterparty, in the order given. */
export function counterpartiesOf(edges: readonly GraphEdge[], side: 'source' | 'target'): Counterparty[] {
  const found = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const list = found.get(edge[side]);
    if (list) list.push(edge);
    else found.set(edge[side], [edge]);
  }
  return [...found].map(([id, own]) => ({
    id,
    ...splitNodeId(id),
    edges: own,
    transfers: own.reduce((sum, { count }) => sum + count, 0),
    usd: own.reduce<number | null>(
      (sum, { amountUsd }) => (amountUsd === null ? sum : (sum ?? 0) + amountUsd),
      null,
    ),
  }));
}

/** Known value of what is held, and how many of the listed assets have none. */
export function heldValue(holdings: readonly Holding[]): { usd: number | null; unpriced: number } {
  const priced = holdings.filter(({ valueUsd }) => valueUsd !== null);
  return {
    usd: priced.length > 0 ? priced.reduce((sum, { valueUsd }) => sum + (valueUsd ?? 0), 0) : null,
    unpriced: holdings.length - priced.length,
  };
}

/** Six shades of a count beside the largest: 0 for none, 1 to 5 by the root. */
export const shadeOf = (count: number, most: number): number =>
  count <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(count / most) * 5));

/** Assets of several whales, those that most of them have first, then in the order of the first whale. */
export function sharedAssets(profiles: readonly Pick<Profile, 'balances'>[]): BalanceCurve[] {
  const found = new Map<string, { curve: BalanceCurve; whales: number; place: number }>();
  for (const { balances } of profiles)
    for (const curve of balances) {
      const known = found.get(assetKey(curve));
      if (known) known.whales += 1;
      else found.set(assetKey(curve), { curve, whales: 1, place: found.size });
    }
  return [...found.values()]
    .sort((a, b) => b.whales - a.whales || a.place - b.place)
    .map(({ curve }) => curve);
}

/** What pictures of one or several whales cover: from their first row in the span on, to its end or their last row. */
export function commonSpan(
  profiles: readonly { readonly node: Pick<GraphNode, 'firstSeen' | 'lastSeen'> }[],
  frame: { readonly from: string; readonly to: string } | null,
): { from: string; to: string } | null {
  const instants = (of: 'firstSeen' | 'lastSeen') => profiles.flatMap(({ node }) => node[of] ?? []).sort();
  const first = instants('firstSeen')[0];
  const to = frame?.to ?? instants('lastSeen').at(-1);
  if (first === undefined || to === undefined) return frame;
  const from = frame && frame.from > first ? frame.from : first;
  return from <= to ? { from, to } : null;
}

/** What was pasted, split into addresses or hashes. */
export const pastedTexts = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;"']+/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];
