import type { Drawing, DrawnEdge, DrawnNode } from '../drawing.ts';
import type { GraphView, Point } from '../view.ts';
import type { Attributes } from './xml.ts';

/** The fields of `nodeFields` for one node; null where unknown. */
export const nodeRecord = (node: DrawnNode, view: GraphView, at: Point | undefined): Attributes => ({
  name: node.name,
  kind: node.kind,
  addresses: node.members.join(' '),
  labels: node.tags.map((t) => t.label).join('; ') || null,
  transfers: node.transfers,
  alerts: node.alerts,
  first_seen: node.firstSeen,
  last_seen: node.lastSeen,
  note: view.notes[node.id] ?? null,
  x: at?.x ?? null,
  y: at?.y ?? null,
});

/** The fields of `flowFields` for one flow; null where unknown. */
export const flowRecord = (edge: DrawnEdge, view: GraphView): Attributes => ({
  asset: edge.asset,
  symbol: edge.symbol,
  transfers: edge.count,
  amount: edge.amount,
  amount_usd: edge.amountUsd,
  first_seen: edge.firstSeen,
  last_seen: edge.lastSeen,
  note: view.notes[edge.id] ?? null,
});

export interface ExportInput {
  readonly drawing: Drawing;
  readonly view: GraphView;
  readonly places: ReadonlyMap<string, Point>;
}
