import type { Point } from '../view.ts';
import { type LayoutInput, rowsOf, strengthOf } from './layout-input.ts';

const mostColumns = 14;

/**
 * Places nodes left to right by the first time one of the drawn flows reaches or leaves them, in
 * columns of about equally many nodes; equal times share a column. Nodes whose times are unknown
 * stand in a last column of their own.
 */
export function timePlaces({ drawing, seeds, aspect }: LayoutInput): Map<string, Point> {
  const columns = timeColumns(drawing);
  return rowsOf(drawing, (id) => columns.get(id) ?? 0, {
    strength: strengthOf(drawing, seeds),
    aspect,
    rowHeight: 56,
    laneWidth: 170,
    tallest: 14,
    narrowest: 220,
    widest: 420,
  });
}

/** The column of each node, from 0. */
export function timeColumns(drawing: LayoutInput['drawing']): Map<string, number> {
  const first = new Map<string, string>();
  for (const edge of drawing.edges) {
    if (edge.firstSeen === null) continue;
    for (const end of [edge.source, edge.target]) {
      const known = first.get(end);
      if (known === undefined || edge.firstSeen < known) first.set(end, edge.firstSeen);
    }
  }
  for (const node of drawing.nodes) if (node.at !== null) first.set(node.id, node.at);
  const timed = [...first.values()].sort();
  const columns = Math.max(1, Math.min(mostColumns, Math.ceil(Math.sqrt(timed.length))));
  const borders = [
    ...new Set(
      Array.from({ length: columns }, (_, i) => timed[Math.floor((i * timed.length) / columns)] ?? ''),
    ),
  ];
  const columnOf = new Map<string, number>();
  for (const { id } of drawing.nodes) {
    const at = first.get(id);
    if (at === undefined) columnOf.set(id, borders.length);
    else
      columnOf.set(
        id,
        Math.max(
          0,
          borders.findLastIndex((border) => border <= at),
        ),
      );
  }
  return columnOf;
}
