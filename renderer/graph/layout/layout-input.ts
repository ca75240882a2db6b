import type { Drawing } from '../drawing.ts';
import type { Point } from '../view.ts';

/** What a layout is given. The same input gives the same places, whatever machine lays it out. */
export interface LayoutInput {
  readonly drawing: Drawing;
  /** Drawn nodes the user started from, the subject first. */
  readonly seeds: readonly string[];
  /** Width by height of the page. */
  readonly aspect: number;
  /** Where nodes are now; those in `fixed` stay there. */
  readonly places: ReadonlyMap<string, Point>;
  readonly fixed: ReadonlySet<string>;
}

/** Orders nodes: seeds first, then by transfers that meet in them, then by id. */
export function strengthOf(drawing: Drawing, seeds: readonly string[]): (a: string, b: string) => number {
  const weight = new Map<string, number>();
  for (const edge of drawing.edges)
    for (const end of [edge.source, edge.target]) weight.set(end, (weight.get(end) ?? 0) + edge.count);
  const seed = new Set(seeds);
  return (a, b) =>
    Number(seed.has(b)) - Number(seed.has(a)) ||
    (weight.get(b) ?? 0) - (weight.get(a) ?? 0) ||
    (a < b ? -1 : a > b ? 1 : 0);
}

/** Neighbours of every node, in a fixed order, without direction. */
export function adjacency(drawing: Drawing): Map<string, string[]> {
  const sets = new Map<string, Set<string>>(drawing.nodes.map((n) => [n.id, new Set()]));
  for (const { source, target } of drawing.edges) {
    if (source === target) continue;
    sets.get(source)?.add(target);
    sets.get(target)?.add(source);
  }
  return new Map([...sets].map(([id, set]) => [id, [...set].sort()]));
}

/** Steps from the nearest seed, against or along the flow; parts without a seed start at their strongest. */
export function hopsFrom(drawing: Drawing, seeds: readonly string[]): Map<string, number> {
  const near = adjacency(drawing);
  const hops = new Map<string, number>();
  const spread = (starts: readonly string[]) => {
    for (const id of starts) hops.set(id, 0);
    const queue = [...starts];
    for (let at = 0; at < queue.length; at++) {
      const id = queue[at]!;
      for (const other of near.get(id) ?? []) {
        if (hops.has(other)) continue;
        hops.set(other, (hops.get(id) ?? 0) + 1);
        queue.push(other);
      }
    }
  };
  spread([...new Set(seeds)].filter((id) => near.has(id)));
  const order = drawing.nodes.map((n) => n.id).sort(strengthOf(drawing, seeds));
  for (const id of order) if (!hops.has(id)) spread([id]);
  return hops;
}

interface RowsShape {
  readonly strength: (a: string, b: string) => number;
  readonly aspect: number;
  readonly rowHeight: number;
  readonly laneWidth: number;
  readonly tallest: number;
  readonly narrowest: number;
  readonly widest: number;
}

/** Columns left to right by `columnOf`; a column too tall for the page breaks into lanes. */
export function rowsOf(
  drawing: Drawing,
  columnOf: (id: string) => number,
  shape: RowsShape,
): Map<string, Point> {
  const columns = new Map<number, string[]>();
  for (const { id } of drawing.nodes) {
    const at = columnOf(id);
    const column = columns.get(at);
    if (column) column.push(id);
    else columns.set(at, [id]);
  }
  const highest = Math.max(shape.tallest, Math.ceil(Math.sqrt(drawing.nodes.length / shape.aspect)));
  const tallestColumn = Math.max(1, ...[...columns.values()].map((ids) => Math.min(highest, ids.length)));
  const fitting = (tallestColumn * shape.rowHeight * shape.aspect) / Math.max(1, columns.size - 1);
  const columnWidth = Math.min(shape.widest, Math.max(shape.narrowest, fitting));
  const places = new Map<string, Point>();
  let shift = 0;
  for (const at of [...columns.keys()].sort((a, b) => a - b)) {
    const ids = (columns.get(at) ?? []).sort(shape.strength);
    const lanes = Math.ceil(ids.length / highest);
    const perLane = Math.ceil(ids.length / lanes);
    ids.forEach((id, i) => {
      const lane = Math.floor(i / perLane);
      const inLane = Math.min(perLane, ids.length - lane * perLane);
      places.set(id, {
        x: shift + lane * shape.laneWidth,
        y: ((i % perLane) - (inLane - 1) / 2) * shape.rowHeight,
      });
    });
    shift += columnWidth + (lanes - 1) * shape.laneWidth;
  }
  return places;
}
