import type { Point } from '../view.ts';
import { adjacency, type LayoutInput, strengthOf } from './layout-input.ts';

const between = 58;
const smallest = 150;

/** One circle; a walk from the strongest node decides the order, so that neighbours sit side by side. */
export function circlePlaces({ drawing, seeds }: LayoutInput): Map<string, Point> {
  const near = adjacency(drawing);
  const strength = strengthOf(drawing, seeds);
  const seen = new Set<string>();
  const order: string[] = [];
  for (const start of drawing.nodes.map((n) => n.id).sort(strength)) {
    const stack = [start];
    while (stack.length > 0) {
      const id = stack.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      order.push(id);
      stack.push(...(near.get(id) ?? []).filter((o) => !seen.has(o)).sort((a, b) => strength(b, a)));
    }
  }
  const radius = Math.max(smallest, (order.length * between) / (2 * Math.PI));
  return new Map(
    order.map((id, i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / Math.max(1, order.length);
      return [id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }];
    }),
  );
}
