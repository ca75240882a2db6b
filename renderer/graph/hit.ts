import { curveBetween, distanceTo, inside } from './curve.ts';
import type { Scene } from './scene.ts';
import type { Point } from './view.ts';

const reach = 5;

/** The node at a point of the sheet, else the flow there, else null. What is drawn last is hit first. */
export function hitAt(scene: Scene, at: Point, zoom: number): { kind: 'node' | 'edge'; id: string } | null {
  const slack = 3 / zoom;
  for (let i = scene.nodes.length - 1; i >= 0; i--) {
    const node = scene.nodes[i]!;
    if (Math.hypot(node.at.x - at.x, node.at.y - at.y) <= node.radius + slack)
      return { kind: 'node', id: node.id };
  }
  let best: { id: string; distance: number } | null = null;
  for (const edge of scene.edges) {
    const a = scene.nodes[edge.from]!;
    const b = scene.nodes[edge.to]!;
    const wide = (reach + edge.width / 2) / zoom + Math.abs(edge.bend) * 2;
    if (
      edge.from !== edge.to &&
      (at.x < Math.min(a.at.x, b.at.x) - wide ||
        at.x > Math.max(a.at.x, b.at.x) + wide ||
        at.y < Math.min(a.at.y, b.at.y) - wide ||
        at.y > Math.max(a.at.y, b.at.y) + wide)
    )
      continue;
    const distance =
      distanceTo(curveBetween(a.at, b.at, a.radius, b.radius, edge.bend), at) - edge.width / 2 / zoom;
    if (distance <= reach / zoom && (best === null || distance < best.distance))
      best = { id: edge.id, distance };
  }
  return best ? { kind: 'edge', id: best.id } : null;
}

/** Ids of the nodes whose centre lies in a drawn loop. */
export const nodesInside = (scene: Scene, loop: readonly Point[]): string[] =>
  loop.length < 3 ? [] : scene.nodes.filter((n) => inside(n.at, loop)).map((n) => n.id);

/** The nodes as they lie on the page, left to right and top to bottom: the order `j` and `k` follow. */
export const readingOrder = (scene: Scene): string[] =>
  [...scene.nodes]
    .sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y || (a.id < b.id ? -1 : 1))
    .map((n) => n.id);

/** The nearest node in a direction, those straight ahead before those aside; null at the edge. */
export function nodeTowards(scene: Scene, from: string, direction: Point): string | null {
  const start = scene.nodes[scene.index.get(from) ?? -1];
  if (!start) return scene.nodes[0]?.id ?? null;
  let best: { id: string; cost: number } | null = null;
  for (const node of scene.nodes) {
    if (node.id === from) continue;
    const dx = node.at.x - start.at.x;
    const dy = node.at.y - start.at.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y - dy * direction.x);
    if (ahead <= 1e-6 || aside > ahead * 3) continue;
    const cost = ahead + aside * 2;
    if (best === null || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id ?? null;
}
