import type { Drawing } from '../drawing.ts';
import type { Point } from '../view.ts';

const cellWidth = 170;
const cellHeight = 58;
const step = 280;
const shortest = 12;

/**
 * Places for nodes that have none yet, beside the placed neighbour they hang on: senders to its left,
 * receivers to its right, each in the nearest free row. What is placed already does not move.
 */
export function placeNewcomers(drawing: Drawing, places: ReadonlyMap<string, Point>): Map<string, Point> {
  const taken = new Set<string>();
  const cellOf = (p: Point) => `${Math.round(p.x / cellWidth)}:${Math.round(p.y / cellHeight)}`;
  const where = new Map<string, Point>();
  for (const { id } of drawing.nodes) {
    const at = places.get(id);
    if (!at) continue;
    where.set(id, at);
    taken.add(cellOf(at));
  }
  const links = new Map<
    string,
    { readonly other: string; readonly side: 1 | -1; readonly count: number }[]
  >();
  const link = (id: string, other: string, side: 1 | -1, count: number) => {
    const row = links.get(id);
    if (row) row.push({ other, side, count });
    else links.set(id, [{ other, side, count }]);
  };
  for (const { source, target, count } of drawing.edges) {
    if (source === target) continue;
    link(target, source, 1, count);
    link(source, target, -1, count);
  }
  const fresh = new Map<string, Point>();
  // Many newcomers stand in a block about as wide as high.
  const tallest = Math.max(
    shortest,
    Math.ceil(Math.sqrt(((drawing.nodes.length - where.size) * cellWidth) / cellHeight)),
  );
  const nextSlot = new Map<string, number>();
  const put = (id: string, wanted: Point, side: 1 | -1) => {
    // Slots before the last one taken from the same place are taken.
    const from = `${cellOf(wanted)}:${side}`;
    for (let slot = nextSlot.get(from) ?? 0; ; slot++) {
      const column = Math.floor(slot / tallest);
      const row = slot % tallest;
      const up = row % 2 === 1 ? -Math.ceil(row / 2) : row / 2;
      const at = { x: wanted.x + side * column * cellWidth, y: wanted.y + up * cellHeight };
      const cell = cellOf(at);
      if (taken.has(cell)) continue;
      taken.add(cell);
      nextSlot.set(from, slot + 1);
      where.set(id, at);
      fresh.set(id, at);
      return;
    }
  };
  let block: Point | null = null;
  let waiting = drawing.nodes.map((n) => n.id).filter((id) => !where.has(id));
  while (waiting.length > 0) {
    const reached = waiting.filter((id) => links.get(id)?.some((l) => where.has(l.other)));
    if (reached.length === 0) {
      // What hangs on nothing placed stands in a block of its own to the right.
      block ??= { x: where.size === 0 ? 0 : rightmost(where) + step, y: 0 };
      put(waiting[0]!, block, 1);
      waiting = waiting.slice(1);
      continue;
    }
    const anchored = reached.map((id) => {
      const best = links
        .get(id)!
        .filter((l) => where.has(l.other))
        .sort((a, b) => b.count - a.count || (a.other < b.other ? -1 : 1))[0]!;
      return { id, ...best };
    });
    anchored.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
    for (const { id, other, side } of anchored) {
      const anchor = where.get(other)!;
      put(id, { x: anchor.x + side * step, y: anchor.y }, side);
    }
    const done = new Set(reached);
    waiting = waiting.filter((id) => !done.has(id));
  }
  return fresh;
}

const rightmost = (places: ReadonlyMap<string, Point>): number =>
  [...places.values()].reduce((right, { x }) => Math.max(right, x), Number.NEGATIVE_INFINITY);
