import { useEffect, useMemo, useRef } from 'react';
import type { GraphCanvas } from '../../graph/graph-canvas.ts';
import { centredOn, drawingOf } from '../../graph/model.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messageOf } from '../../workspace/messages.ts';
import { splitNodeId } from '../../workspace/selection.ts';
import { select, useWorkspace } from '../../workspace/store.ts';
import './graph.css';
import { Canvas } from './parts/Canvas.tsx';
import { GraphFooter } from './parts/GraphFooter.tsx';
import { GraphToolbar } from './parts/GraphToolbar.tsx';
import { StartHere } from './parts/StartHere.tsx';
import { useGraphKeys } from './parts/use-graph-keys.ts';
import { howNow, useGraph } from './store.ts';
import { useSlices } from './use-slices.ts';

/** A subject and its strongest counterparties; never more than was asked for. */
export function GraphPage() {
  const seed = useWorkspace((s) => s.graphSeed);
  const frame = useWorkspace((s) => s.frame);
  const revision = useWorkspace((s) => s.revision);
  const selection = useWorkspace((s) => s.selection);
  const view = useGraph((s) => s.view);
  const layout = useGraph((s) => s.layout);
  const canvas = useRef<GraphCanvas | null>(null);
  const seedNode = seed?.kind === 'address' ? `${seed.chain}:${seed.address}` : null;

  // A new subject starts a new drawing; the one before stays behind Ctrl Z of the browser's Back.
  useEffect(() => {
    if (seedNode === null || useGraph.getState().view.centre === seedNode) return;
    useGraph.setState((s) => ({ view: centredOn(seedNode, howNow(s)) }));
    select({ kind: 'address', ...splitNodeId(seedNode) });
  }, [seedNode]);
  const alertId = seed?.kind === 'alert' ? seed.id : null;
  useEffect(() => {
    if (alertId === null) return;
    useGraph.setState({ view: { centre: null, expansions: [], hidden: [], pinned: [] } });
  }, [alertId]);

  const slices = useSlices(view.expansions, seed, frame, revision);
  const centre = view.centre ?? slices.seed?.centre ?? null;
  const drawing = useMemo(() => drawingOf(slices.slices, view.hidden), [slices.slices, view.hidden]);
  const scene = useMemo(
    () => ({ drawing, centre, pinned: view.pinned, layout }),
    [drawing, centre, view.pinned, layout],
  );
  const chosen = useMemo(() => {
    if (selection?.kind === 'address') return `${selection.chain}:${selection.address}`;
    if (selection?.kind === 'edge') {
      return (
        drawing.edges.find(
          (e) =>
            e.source === `${selection.chain}:${selection.from}` &&
            e.target === `${selection.chain}:${selection.to}` &&
            e.asset === selection.asset,
        )?.id ?? null
      );
    }
    return null;
  }, [selection, drawing]);
  useGraphKeys(canvas, drawing);

  if (!seed && view.centre === null) return <StartHere />;
  return (
    <div className="graph-page">
      <GraphToolbar canvas={canvas} drawing={drawing} centre={centre} />
      <div className="graph-area">
        <Canvas canvas={canvas} scene={scene} chosen={chosen} />
        <p className="graph-legend" aria-hidden="true">
          <span className="flow-in">→ to the subject</span>
          <span className="flow-out">→ from the subject</span>
          <span>◆ labelled</span>
          <span>▼ has alerts</span>
        </p>
        {slices.error ? (
          <div className="graph-over">
            <ErrorState message={messageOf(slices.error)} onRetry={slices.retry} />
          </div>
        ) : (
          slices.loading &&
          drawing.nodes.length === 0 && (
            <p className="graph-over muted" role="status">
              Reading the counterparties
            </p>
          )
        )}
      </div>
      <GraphFooter slices={slices} centre={centre} chosen={chosen} drawing={drawing} />
    </div>
  );
}
