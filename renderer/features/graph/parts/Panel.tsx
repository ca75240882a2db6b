import { X } from 'lucide-react';
import type { RefObject } from 'react';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Resizer } from '../../../ui/Resizer.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useDrawn } from '../drawn.ts';
import { setPanel, useGraph } from '../store.ts';
import type { FactsAnswer } from '../use-facts.ts';
import { BetweenList } from './BetweenList.tsx';
import { FlowsTable } from './FlowsTable.tsx';
import { NodesTable } from './NodesTable.tsx';
import { PathsList } from './PathsList.tsx';

/** Beside the picture: the same nodes and flows as tables, and what was sought between them. */
export function Panel({
  answer,
  canvas,
}: {
  readonly answer: FactsAnswer;
  readonly canvas: RefObject<GraphCanvas | null>;
}) {
  const panel = useGraph((s) => s.panel);
  const height = useGraph((s) => s.panelHeight);
  const nodes = useDrawn((s) => s.drawing.nodes.length);
  const edges = useDrawn((s) => s.drawing.edges.length);
  if (panel === null) return null;
  return (
    <section className="graph-panel" style={{ height }} aria-label="The graph as tables">
      <Resizer
        label="Height of the table"
        axis="y"
        value={height}
        min={120}
        max={560}
        onChange={(panelHeight) => useGraph.setState({ panelHeight })}
      />
      <Tabs
        label="The graph as tables"
        value={panel}
        tabs={[
          { id: 'nodes', label: `Nodes ${formatCount(nodes)}` },
          { id: 'flows', label: `Flows ${formatCount(edges)}` },
          { id: 'paths', label: 'Paths' },
          { id: 'between', label: 'Intermediaries' },
        ]}
        onChange={setPanel}
        end={
          <Hint text="Close the table" keys="b">
            <Button
              variant="quiet"
              aria-label="Close the table"
              icon={<X size={14} />}
              onClick={() => setPanel(null)}
            />
          </Hint>
        }
      />
      <div className="graph-panel-body">
        {panel === 'nodes' && <NodesTable canvas={canvas} communities={answer.communities} />}
        {panel === 'flows' && <FlowsTable canvas={canvas} />}
        {panel === 'paths' && <PathsList />}
        {panel === 'between' && <BetweenList />}
      </div>
    </section>
  );
}
