import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { GraphCanvas } from '../../../graph/graph-canvas.ts';
import type { Palette } from '../../../graph/palette.ts';
import type { Scene } from '../../../graph/scene.ts';
import { placed } from '../../../graph/view.ts';
import { countOf } from '../../../ui/format.ts';
import { select } from '../../../workspace/store.ts';
import { openNodes } from '../actions.ts';
import { acting, changeView, pick, pickAll, togglePick, useGraph } from '../store.ts';

/** The element the graph is drawn into; how it is drawn is in renderer/graph. */
export function Canvas({
  canvas,
  scene,
  palette,
}: {
  readonly canvas: RefObject<GraphCanvas | null>;
  readonly scene: Scene;
  readonly palette: Palette;
}) {
  const element = useRef<HTMLDivElement>(null);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  const lookAt = useGraph((s) => s.lookAt);
  const started = useRef(palette);

  useEffect(() => {
    if (!element.current) return;
    const made = new GraphCanvas(element.current, started.current, {
      onPick: (id, more) => {
        if (id === null) select(null);
        else if (more) togglePick(id);
        else pick(id);
      },
      onOpen: (id) => openNodes([id]),
      onMoved: (places) => changeView(`moved ${countOf(places.size, 'node')}`, (v) => placed(v, places)),
      onLasso: (ids, more) => pickAll(more ? [...new Set([...useGraph.getState().picked, ...ids])] : ids),
    });
    canvas.current = made;
    made.fitNext();
    return () => {
      canvas.current = null;
      made.close();
    };
  }, [canvas]);

  useEffect(() => canvas.current?.show(scene, palette), [canvas, scene, palette]);
  const subject = useGraph((s) => s.view.seeds[0]);
  const marks = useMemo(() => {
    const chosen = acting({ picked, at });
    return {
      chosen: new Set(chosen),
      at: picked.length > 0 ? at : null,
      recede: chosen.length !== 1 || chosen[0] !== subject,
    };
  }, [picked, at, subject]);
  useEffect(() => canvas.current?.mark(marks), [canvas, marks]);
  useEffect(() => {
    if (lookAt === null || scene.nodes.length === 0) return;
    if (lookAt === 'all') canvas.current?.fit();
    else canvas.current?.look(lookAt);
    useGraph.setState({ lookAt: null });
  }, [canvas, lookAt, scene]);

  return (
    <div
      ref={element}
      className="graph-canvas"
      role="img"
      aria-label={`Graph of ${countOf(scene.nodes.length, 'node')} and ${countOf(scene.edges.length, 'flow')}. j and k go from node to node, the arrow keys to the nearest in a direction; the inspector names the one reached. The table below the graph holds the same.`}
    />
  );
}
