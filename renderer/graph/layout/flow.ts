import type { Drawing } from '../drawing.ts';
import type { Point } from '../view.ts';
import { type LayoutInput, rowsOf, strengthOf } from './layout-input.ts';

const narrowest = 280;
const widest = 520;
const laneWidth = 170;
const rowHeight = 56;
const tallest = 14;

/**
 * Places money left to right: senders to the left of the subject, receivers to the right, each
 * further step one column on. Within a column the strongest comes first. Columns stand as far apart
 * as the `aspect` of the page asks.
 */
export function flowPlaces({ drawing, seeds, aspect }: LayoutInput): Map<string, Point> {
  const level = levelsFrom(drawing, seeds);
  return rowsOf(drawing, (id) => level.get(id) ?? 0, {
    strength: strengthOf(drawing, seeds),
    aspect,
    rowHeight,
    laneWidth,
    tallest,
    narrowest,
    widest,
  });
}

/**
 * Signed distance from the seeds: −1 pays them more often than it is paid, +1 the other way round;
 * everything behind them lies one column further out on the same side.
 */
export function levelsFrom(drawing: Drawing, seeds: readonly string[]): Map<string, number> {
  const paid = new Map<string, Map<string, number>>();
  const linked = new Map<string, Set<string>>();
  const link = (a: string, b: string) => {
    const row = linked.get(a);
    if (row) row.add(b);
    else linked.set(a, new Set([b]));
  };
  for (const edge of drawing.edges) {
    const row = paid.get(edge.source) ?? new Map<string, number>();
    row.set(edge.target, (row.get(edge.target) ?? 0) + edge.count);
    paid.set(edge.source, row);
    link(edge.source, edge.target);
    link(edge.target, edge.source);
  }
  const level = new Map<string, number>();
  const there = new Set(drawing.nodes.map((n) => n.id));
  for (const start of [...seeds.filter((id) => there.has(id)), ...there]) {
    if (level.has(start)) continue;
    level.set(start, 0);
    const queue = [start];
    for (let at = 0; at < queue.length; at++) {
      const id = queue[at]!;
      const own = level.get(id) ?? 0;
      for (const other of linked.get(id) ?? []) {
        if (level.has(other)) continue;
        const out = paid.get(id)?.get(other) ?? 0;
        const back = paid.get(other)?.get(id) ?? 0;
        const side = out >= back ? 1 : -1;
        level.set(other, own === 0 ? side : own + Math.sign(own));
        queue.push(other);
      }
    }
  }
  return level;
}
