import type { Drawing } from './model.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const narrowest = 270;
const widest = 520;
const laneWidth = 150;
const rowHeight = 52;
const tallest = 14;

/**
 * Places money left to right: senders to the left of the centre, receivers to the right, each
 * further step one column on. Within a column the strongest counterparty comes first. Columns
 * stand as far apart as the `aspect` (width by height) of the page asks. The same drawing always
 * gives the same places.
 */
export function flowPositions(drawing: Drawing, centre: string | null, aspect = 1.5): Map<string, Point> {
  const level = levelsFrom(drawing, centre);
  const weight = new Map<string, number>();
  for (const edge of drawing.edges) {
    for (const end of [edge.source, edge.target]) weight.set(end, (weight.get(end) ?? 0) + edge.count);
  }
  const columns = new Map<number, string[]>();
  for (const node of drawing.nodes) {
    const at = level.get(node.id) ?? 0;
    columns.set(at, [...(columns.get(at) ?? []), node.id]);
  }
  const places = new Map<string, Point>();
  const tallestColumn = Math.max(1, ...[...columns.values()].map((ids) => Math.min(tallest, ids.length)));
  const fitting = (tallestColumn * rowHeight * aspect) / Math.max(1, columns.size - 1);
  const columnWidth = Math.min(widest, Math.max(narrowest, fitting));
  let shift = 0;
  const ordered = [...columns.keys()].sort((a, b) => a - b);
  for (const at of ordered) {
    const ids = (columns.get(at) ?? []).sort(
      (a, b) =>
        Number(b === centre) - Number(a === centre) ||
        (weight.get(b) ?? 0) - (weight.get(a) ?? 0) ||
        (a < b ? -1 : 1),
    );
    const lanes = Math.ceil(ids.length / tallest);
    const perLane = Math.ceil(ids.length / lanes);
    ids.forEach((id, i) => {
      const lane = Math.floor(i / perLane);
      const inLane = Math.min(perLane, ids.length - lane * perLane);
      places.set(id, {
        x: shift + lane * laneWidth,
        y: ((i % perLane) - (inLane - 1) / 2) * rowHeight,
      });
    });
    shift += columnWidth + (lanes - 1) * laneWidth;
  }
  return places;
}

/**
 * Signed distance from the centre: −1 pays the centre more often than it is paid, +1 the other way
 * round; everything behind them lies one column further out on the same side.
 */
export function levelsFrom(drawing: Drawing, centre: string | null): Map<string, number> {
  const outgoing = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, count: number) => {
    const row = outgoing.get(from) ?? new Map<string, number>();
    row.set(to, (row.get(to) ?? 0) + count);
    outgoing.set(from, row);
  };
  const linked = new Map<string, Set<string>>();
  const link = (a: string, b: string) => linked.set(a, (linked.get(a) ?? new Set()).add(b));
  for (const edge of drawing.edges) {
    add(edge.source, edge.target, edge.count);
    link(edge.source, edge.target);
    link(edge.target, edge.source);
  }
  const level = new Map<string, number>();
  const starts = centre && drawing.nodes.some((n) => n.id === centre) ? [centre] : [];
  for (const start of [...starts, ...drawing.nodes.map((n) => n.id)]) {
    if (level.has(start)) continue;
    level.set(start, 0);
    const queue = [start];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const at = level.get(id) ?? 0;
      for (const other of linked.get(id) ?? []) {
        if (level.has(other)) continue;
        const paid = outgoing.get(id)?.get(other) ?? 0;
        const received = outgoing.get(other)?.get(id) ?? 0;
        const side = paid >= received ? 1 : -1;
        level.set(other, at === 0 ? side : at + Math.sign(at));
        queue.push(other);
      }
    }
  }
  return level;
}
