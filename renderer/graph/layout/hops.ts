import type { Point } from '../view.ts';
import { adjacency, hopsFrom, type LayoutInput, strengthOf } from './layout-input.ts';

const rowHeight = 130;
const laneHeight = 70;
const columnWidth = 130;

/**
 * Layers from top to bottom by steps from the seeds. Within a layer nodes stand near the middle of
 * their neighbours above (barycentre heuristic of Sugiyama et al. 1981), which keeps crossings few;
 * a layer too wide for the page breaks into lines.
 */
export function hopsPlaces({ drawing, seeds, aspect }: LayoutInput): Map<string, Point> {
  const hops = hopsFrom(drawing, seeds);
  const near = adjacency(drawing);
  const strength = strengthOf(drawing, seeds);
  const layers: string[][] = [];
  for (const { id } of drawing.nodes) {
    const at = hops.get(id) ?? 0;
    layers[at] = [...(layers[at] ?? []), id];
  }
  const widest = Math.max(10, Math.ceil(Math.sqrt(drawing.nodes.length * aspect)));
  const places = new Map<string, Point>();
  let y = 0;
  for (const layer of layers) {
    if (!layer) continue;
    const bary = (id: string): number => {
      const above = (near.get(id) ?? []).flatMap((other) => places.get(other)?.x ?? []);
      return above.length === 0 ? 0 : above.reduce((sum, x) => sum + x, 0) / above.length;
    };
    const keyed = layer
      .map((id) => ({ id, bary: bary(id) }))
      .sort((a, b) => a.bary - b.bary || strength(a.id, b.id));
    const lines = Math.ceil(keyed.length / widest);
    const perLine = Math.ceil(keyed.length / lines);
    // Neighbours in order take the lines in turn, so that every line spans the layer.
    keyed.forEach(({ id }, i) => {
      const line = i % lines;
      const inLine = Math.floor(i / lines);
      places.set(id, {
        x: (inLine - (perLine - 1) / 2) * columnWidth + (line * columnWidth) / Math.max(1, lines),
        y: y + line * laneHeight,
      });
    });
    y += rowHeight + (lines - 1) * laneHeight;
  }
  return places;
}
