import type { Point } from '../view.ts';
import { adjacency, hopsFrom, type LayoutInput, strengthOf } from './layout-input.ts';

const ringGap = 170;
const between = 62;

/**
 * The seeds in the middle and one ring for each step away from them. Every node gets a sector as
 * wide as what hangs on it (Eades 1992), so that branches do not cross; a ring is as large as its
 * nodes need.
 */
export function radialPlaces({ drawing, seeds }: LayoutInput): Map<string, Point> {
  const hops = hopsFrom(drawing, seeds);
  const near = adjacency(drawing);
  const strength = strengthOf(drawing, seeds);
  const order = drawing.nodes
    .map((n) => n.id)
    .sort((a, b) => (hops.get(a) ?? 0) - (hops.get(b) ?? 0) || strength(a, b));
  const children = new Map<string, string[]>();
  const roots: string[] = [];
  for (const id of order) {
    const hop = hops.get(id) ?? 0;
    const parent = (near.get(id) ?? []).filter((o) => hops.get(o) === hop - 1).sort(strength)[0];
    if (hop === 0 || parent === undefined) roots.push(id);
    else children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const leaves = new Map<string, number>();
  for (const id of [...order].reverse()) {
    const own = (children.get(id) ?? []).reduce((sum, child) => sum + (leaves.get(child) ?? 1), 0);
    leaves.set(id, Math.max(1, own));
  }
  const ringCount: number[] = [];
  for (const id of order) ringCount[hops.get(id) ?? 0] = (ringCount[hops.get(id) ?? 0] ?? 0) + 1;
  const radius: number[] = [];
  ringCount.forEach((count, ring) => {
    const needed = (count * between) / (2 * Math.PI);
    radius[ring] =
      ring === 0
        ? count > 1
          ? Math.max(60, needed)
          : 0
        : Math.max((radius[ring - 1] ?? 0) + ringGap, needed);
  });
  const places = new Map<string, Point>();
  const put = (ids: readonly string[], from: number, to: number) => {
    const total = ids.reduce((sum, id) => sum + (leaves.get(id) ?? 1), 0);
    let start = from;
    for (const id of ids) {
      const end = start + ((to - from) * (leaves.get(id) ?? 1)) / Math.max(1, total);
      const angle = (start + end) / 2;
      const r = radius[hops.get(id) ?? 0] ?? 0;
      places.set(id, { x: r * Math.cos(angle), y: r * Math.sin(angle) });
      put(children.get(id) ?? [], start, end);
      start = end;
    }
  };
  put(roots, -Math.PI, Math.PI);
  return places;
}
