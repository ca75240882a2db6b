import type { Point } from './view.ts';

/** A quadratic curve; straight where `bend` is 0. */
export interface Curve {
  readonly from: Point;
  readonly control: Point;
  readonly to: Point;
}

/**
 * The visible part of a flow: from the rim of one node to just before the rim of the other. A flow
 * to itself is a loop above the node. `bend` is the distance of the middle from the straight line.
 */
export function curveBetween(a: Point, b: Point, radiusA: number, radiusB: number, bend: number): Curve {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const distance = Math.hypot(dx, dy);
  if (distance < 1e-6) {
    const reach = radiusA * 2.6 + Math.abs(bend);
    return {
      from: { x: a.x - radiusA * 0.95, y: a.y - radiusA * 0.3 },
      control: { x: a.x, y: a.y - reach * 1.9 },
      to: { x: a.x + radiusA * 0.95, y: a.y - radiusA * 0.3 },
    };
  }
  const control = {
    x: (a.x + b.x) / 2 - (dy / distance) * bend * 2,
    y: (a.y + b.y) / 2 + (dx / distance) * bend * 2,
  };
  return { from: towards(a, control, radiusA), control, to: towards(b, control, radiusB) };
}

function towards(from: Point, to: Point, by: number): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const at = Math.min(by / distance, 1);
  return { x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at };
}

export const pointOn = ({ from, control, to }: Curve, t: number): Point => {
  const u = 1 - t;
  return {
    x: u * u * from.x + 2 * u * t * control.x + t * t * to.x,
    y: u * u * from.y + 2 * u * t * control.y + t * t * to.y,
  };
};

/** The three corners of an arrowhead at the end of the curve. */
export function arrowAt({ control, to, from }: Curve, size: number): [Point, Point, Point] {
  let dx = to.x - control.x;
  let dy = to.y - control.y;
  let distance = Math.hypot(dx, dy);
  if (distance < 1e-6) {
    dx = to.x - from.x;
    dy = to.y - from.y;
    distance = Math.hypot(dx, dy) || 1;
  }
  const ux = dx / distance;
  const uy = dy / distance;
  const back = { x: to.x - ux * size, y: to.y - uy * size };
  return [
    to,
    { x: back.x - uy * size * 0.45, y: back.y + ux * size * 0.45 },
    { x: back.x + uy * size * 0.45, y: back.y - ux * size * 0.45 },
  ];
}

/** Distance of a point from the curve, by a dozen chords. */
export function distanceTo(curve: Curve, point: Point): number {
  const straight =
    Math.abs(curve.control.x * 2 - curve.from.x - curve.to.x) < 1e-3 &&
    Math.abs(curve.control.y * 2 - curve.from.y - curve.to.y) < 1e-3;
  const chords = straight ? 1 : 12;
  let best = Infinity;
  let last = curve.from;
  for (let i = 1; i <= chords; i++) {
    const next = i === chords ? curve.to : pointOn(curve, i / chords);
    best = Math.min(best, fromSegment(point, last, next));
    last = next;
  }
  return best;
}

function fromSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const size = dx * dx + dy * dy;
  const t = size === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / size));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Whether a point lies in a polygon, by the crossings of a ray. */
export function inside(point: Point, polygon: readonly Point[]): boolean {
  let within = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!;
    const b = polygon[j]!;
    if (a.y > point.y !== b.y > point.y && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x)
      within = !within;
  }
  return within;
}

/** The smallest convex polygon around points (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of list) {
      while (chain.length >= 2) {
        const a = chain[chain.length - 2]!;
        const b = chain[chain.length - 1]!;
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
