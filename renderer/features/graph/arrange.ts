import { type RefObject, useEffect, useMemo } from 'react';
import type { Drawing } from '../../graph/drawing.ts';
import type { GraphCanvas } from '../../graph/graph-canvas.ts';
import { layOut } from '../../graph/layout/lay-out.ts';
import { placeNewcomers } from '../../graph/layout/newcomers.ts';
import { type GraphView, type LayoutName, type Point, placed, styled } from '../../graph/view.ts';
import { type Command, useCommands } from '../../workspace/commands.ts';
import { useDrawn } from './drawn.ts';
import { changeView, useGraph } from './store.ts';

/** Places for the nodes that have none; a drawing without any is laid out as a whole. */
export function firstPlaces(
  drawing: Drawing,
  view: GraphView,
  seeds: readonly string[],
  aspect: number,
): Map<string, Point> {
  const places = new Map<string, Point>(Object.entries(view.places));
  const missing = drawing.nodes.filter((n) => !places.has(n.id));
  if (missing.length === 0) return new Map();
  if (missing.length < drawing.nodes.length) return placeNewcomers(drawing, places);
  let best = new Map<string, Point>();
  for (const step of layOut(view.style.layout, { drawing, seeds, aspect, places, fixed: new Set() }))
    best = step;
  return best;
}

let running = 0;

/**
 * Lays out what is drawn, or only the given nodes; pinned ones stay. One step for undo, however
 * many rounds the layout takes; a layout of thousands lets the window breathe between rounds.
 */
export async function arrange(
  name: LayoutName,
  canvas: GraphCanvas | null,
  only: readonly string[] = [],
): Promise<void> {
  const own = ++running;
  const { drawing } = useDrawn.getState();
  const { view } = useGraph.getState();
  const places = new Map<string, Point>(Object.entries(view.places));
  const pinned = new Set(view.pinned);
  const moving = new Set(only);
  const fixed = new Set(
    drawing.nodes.map((n) => n.id).filter((id) => pinned.has(id) || (moving.size > 1 && !moving.has(id))),
  );
  const first = view.seeds[0];
  const seeds =
    first === undefined ? [] : [view.groups.find((g) => g.folded && g.members.includes(first))?.id ?? first];
  const input = { drawing, seeds, aspect: canvas?.aspect ?? 1.6, places, fixed };
  let best: Map<string, Point> | null = null;
  let rested = performance.now();
  const slow = drawing.nodes.length > 600;
  if (slow) useGraph.setState({ busy: 'Arranging' });
  for (const step of layOut(name, input)) {
    best = step;
    if (performance.now() - rested < 40) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    rested = performance.now();
    if (own !== running) return;
  }
  if (slow) useGraph.setState((s) => (s.busy === 'Arranging' ? { busy: null } : {}));
  const found = best;
  if (!found) return;
  changeView('arranged the graph', (v) => placed(styled(v, { layout: name }), found));
  canvas?.fitNext();
}

const names: Record<LayoutName, string> = {
  flow: 'Flow: senders left, receivers right',
  force: 'Force: connected addresses close together',
  time: 'Time: the earliest left',
  hops: 'Hops: layers by steps from the subject',
  radial: 'Radial: rings around the subject',
  circle: 'Circle: neighbours side by side',
};
export const layoutOptions = Object.entries(names).map(([id, title]) => ({ id: id as LayoutName, title }));

/** Each layout as a command, and `l` for the current one. */
export function useArranging(canvas: RefObject<GraphCanvas | null>): void {
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'graph-arrange',
          title: 'Arrange the graph anew',
          group: 'Graph',
          keys: ['l'],
          run: () => void arrange(useGraph.getState().view.style.layout, canvas.current),
        },
        ...layoutOptions.map((layout, i) => ({
          id: `graph-layout-${layout.id}`,
          title: `Arrange by ${layout.title.toLowerCase()}`,
          group: 'Graph',
          keys: [`Alt+${i + 1}`],
          run: () => void arrange(layout.id, canvas.current),
        })),
      ],
      [canvas],
    ),
  );
  useEffect(() => () => void running++, []);
}
