import type { Point } from '../view.ts';
import type { LayoutInput } from './layout-input.ts';

const rounds = 140;
const theta = 1.1;
const length = 60;

/**
 * Forces for thousands of nodes: attraction along flows, repulsion by a quadtree (Barnes and Hut
 * 1986), a cooling step as in Fruchterman and Reingold 1991, and a pull to the middle that keeps
 * unconnected parts in sight. Yields the places after every round, so that the window can draw and
 * stop; runs `rounds` rounds and draws no random number.
 */
export function* settleForces({ drawing, places, fixed }: LayoutInput): Generator<Map<string, Point>> {
  const n = drawing.nodes.length;
  const index = new Map(drawing.nodes.map((node, i) => [node.id, i]));
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const held = new Uint8Array(n);
  drawing.nodes.forEach((node, i) => {
    const known = fixed.has(node.id) ? places.get(node.id) : undefined;
    // A sunflower spiral: even, and the same each time.
    const angle = i * 2.399963229728653;
    const radius = length * 0.9 * Math.sqrt(i);
    x[i] = known?.x ?? radius * Math.cos(angle);
    y[i] = known?.y ?? radius * Math.sin(angle);
    held[i] = known ? 1 : 0;
  });
  const pairs = new Map<number, number>();
  for (const { source, target } of drawing.edges) {
    const a = index.get(source);
    const b = index.get(target);
    if (a === undefined || b === undefined || a === b) continue;
    pairs.set(Math.min(a, b) * n + Math.max(a, b), 1);
  }
  const from = Int32Array.from(pairs.keys(), (key) => Math.floor(key / n));
  const to = Int32Array.from(pairs.keys(), (key) => key % n);
  const degree = new Float64Array(n).fill(1);
  for (let e = 0; e < from.length; e++) {
    degree[from[e]!]!++;
    degree[to[e]!]!++;
  }
  const fx = new Float64Array(n);
  const fy = new Float64Array(n);
  const tree = new QuadTree(n);
  let heat = length * 4;
  for (let round = 0; round < rounds; round++) {
    fx.fill(0);
    fy.fill(0);
    tree.build(x, y, degree);
    for (let i = 0; i < n; i++) tree.repel(i, x, y, degree, fx, fy);
    for (let e = 0; e < from.length; e++) {
      const a = from[e]!;
      const b = to[e]!;
      const dx = x[b]! - x[a]!;
      const dy = y[b]! - y[a]!;
      const distance = Math.hypot(dx, dy) || 1;
      const pull = distance / length;
      fx[a]! += (dx * pull) / degree[a]!;
      fy[a]! += (dy * pull) / degree[a]!;
      fx[b]! -= (dx * pull) / degree[b]!;
      fy[b]! -= (dy * pull) / degree[b]!;
    }
    for (let i = 0; i < n; i++) {
      if (held[i]) continue;
      const forceX = fx[i]! - x[i]! * 0.05;
      const forceY = fy[i]! - y[i]! * 0.05;
      const size = Math.hypot(forceX, forceY) || 1;
      const step = Math.min(size, heat) / size;
      x[i]! += forceX * step;
      y[i]! += forceY * step;
    }
    heat *= 0.965;
    yield new Map(drawing.nodes.map((node, i) => [node.id, { x: x[i]!, y: y[i]! }]));
  }
}

/** Nodes in nested quarters with their mass and centre of mass, in flat arrays. */
class QuadTree {
  private readonly child: Int32Array;
  private readonly mass: Float64Array;
  private readonly sumX: Float64Array;
  private readonly sumY: Float64Array;
  private readonly size: Float64Array;
  private readonly leaf: Int32Array;
  private readonly room: number;
  private used = 0;
  private readonly stack = new Int32Array(512);

  constructor(n: number) {
    this.room = 8 * n + 64;
    this.child = new Int32Array(this.room * 4);
    this.mass = new Float64Array(this.room);
    this.sumX = new Float64Array(this.room);
    this.sumY = new Float64Array(this.room);
    this.size = new Float64Array(this.room);
    this.leaf = new Int32Array(this.room);
  }

  private cell(size: number): number {
    const at = this.used++;
    this.child.fill(-1, at * 4, at * 4 + 4);
    this.mass[at] = 0;
    this.sumX[at] = 0;
    this.sumY[at] = 0;
    this.size[at] = size;
    this.leaf[at] = -1;
    return at;
  }

  build(x: Float64Array, y: Float64Array, mass: Float64Array): void {
    this.used = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < x.length; i++) {
      low = Math.min(low, x[i]!, y[i]!);
      high = Math.max(high, x[i]!, y[i]!);
    }
    const whole = Math.max(1, high - low);
    this.cell(whole);
    for (let i = 0; i < x.length; i++) {
      let at = 0;
      let size = whole;
      let left = low;
      let top = low;
      for (let depth = 0; ; depth++) {
        const wasLeaf = this.leaf[at]!;
        const empty = this.mass[at] === 0;
        this.mass[at]! += mass[i]!;
        this.sumX[at]! += x[i]! * mass[i]!;
        this.sumY[at]! += y[i]! * mass[i]!;
        if (empty) {
          this.leaf[at] = i;
          break;
        }
        // Two nodes in one place stay together; so do the last ones when the room is used up.
        if (depth > 28 || this.used + 2 > this.room) {
          this.leaf[at] = -1;
          break;
        }
        size /= 2;
        if (wasLeaf >= 0) {
          this.leaf[at] = -1;
          const right = x[wasLeaf]! >= left + size ? 1 : 0;
          const below = y[wasLeaf]! >= top + size ? 2 : 0;
          const next = this.cell(size);
          this.child[at * 4 + right + below] = next;
          this.mass[next] = mass[wasLeaf]!;
          this.sumX[next] = x[wasLeaf]! * mass[wasLeaf]!;
          this.sumY[next] = y[wasLeaf]! * mass[wasLeaf]!;
          this.leaf[next] = wasLeaf;
        }
        const right = x[i]! >= left + size ? 1 : 0;
        const below = y[i]! >= top + size ? 2 : 0;
        left += right ? size : 0;
        top += below ? size : 0;
        const slot = at * 4 + right + below;
        if (this.child[slot]! < 0) this.child[slot] = this.cell(size);
        at = this.child[slot]!;
      }
    }
  }

  repel(
    i: number,
    x: Float64Array,
    y: Float64Array,
    mass: Float64Array,
    fx: Float64Array,
    fy: Float64Array,
  ): void {
    const { stack } = this;
    let top = 0;
    stack[top++] = 0;
    let sumX = 0;
    let sumY = 0;
    while (top > 0) {
      const at = stack[--top]!;
      const m = this.mass[at]!;
      if (m === 0 || this.leaf[at] === i) continue;
      const dx = x[i]! - this.sumX[at]! / m;
      const dy = y[i]! - this.sumY[at]! / m;
      const distance2 = dx * dx + dy * dy;
      const size = this.size[at]!;
      if (this.leaf[at]! >= 0 || size * size < theta * theta * distance2) {
        const force = (length * length * m) / Math.max(distance2, 25);
        sumX += dx * force;
        sumY += dy * force;
        continue;
      }
      for (let q = 0; q < 4; q++) {
        const next = this.child[at * 4 + q]!;
        if (next >= 0 && top < stack.length) stack[top++] = next;
      }
    }
    fx[i]! += sumX * 0.06 * Math.min(mass[i]!, 6);
    fy[i]! += sumY * 0.06 * Math.min(mass[i]!, 6);
  }
}
