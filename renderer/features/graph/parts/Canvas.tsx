import { type RefObject, useEffect, useRef } from 'react';
import { type CanvasEvents, GraphCanvas, type Scene } from '../../../graph/graph-canvas.ts';
import { expanded } from '../../../graph/model.ts';
import { countOf } from '../../../ui/format.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { select } from '../../../workspace/store.ts';
import { changeView, howNow, useGraph } from '../store.ts';

/** The element Cytoscape draws into; everything else about it is in renderer/graph. */
export function Canvas({
  canvas,
  scene,
  chosen,
}: {
  readonly canvas: RefObject<GraphCanvas | null>;
  readonly scene: Scene;
  readonly chosen: string | null;
}) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(scene);
  latest.current = scene;

  useEffect(() => {
    if (!element.current) return;
    const events: CanvasEvents = {
      onNode: (id) => select({ kind: 'address', ...splitNodeId(id) }),
      onEdge: (id) => {
        const edge = latest.current.drawing.edges.find((e) => e.id === id);
        if (!edge) return;
        const { chain, address } = splitNodeId(edge.source);
        select({
          kind: 'edge',
          chain,
          from: address,
          to: splitNodeId(edge.target).address,
          asset: edge.asset,
        });
      },
      onGround: () => {},
      onExpand: (id) =>
        changeView('expanded an address', (view) => expanded(view, id, howNow(useGraph.getState()))),
    };
    const made = new GraphCanvas(element.current, events);
    canvas.current = made;
    return () => {
      canvas.current = null;
      made.close();
    };
  }, [canvas]);

  useEffect(() => canvas.current?.show(scene), [canvas, scene]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scene has lost its marks
  useEffect(() => canvas.current?.choose(chosen), [canvas, chosen, scene]);

  const { nodes, edges } = scene.drawing;
  return (
    <div
      ref={element}
      className="graph-canvas"
      role="img"
      aria-label={`Graph of ${countOf(nodes.length, 'address', 'addresses')} and ${countOf(edges.length, 'flow')}. j and k go from address to address; the inspector names the one reached.`}
    />
  );
}
