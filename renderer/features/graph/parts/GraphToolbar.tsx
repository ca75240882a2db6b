import { EyeOff, Maximize, Minus, Pin, Plus, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { GraphCanvas, LayoutName } from '../../../graph/graph-canvas.ts';
import { allShown, type Drawing, type Expansion } from '../../../graph/model.ts';
import { Button } from '../../../ui/Button.tsx';
import { countOf, shortenAddress } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { runCommand } from '../../../workspace/commands.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { redo, undo, useWorkspace } from '../../../workspace/store.ts';
import { changeView, useGraph } from '../store.ts';

const directions: { id: Expansion['direction']; label: string; title: string }[] = [
  { id: 'both', label: 'Both', title: 'Senders and receivers' },
  { id: 'in', label: '← In', title: 'Who sent to the address' },
  { id: 'out', label: 'Out →', title: 'Who received from the address' },
];
const orders: { id: Expansion['by']; label: string; title: string }[] = [
  { id: 'value', label: 'Value', title: 'The largest sums first' },
  { id: 'count', label: 'Count', title: 'The most transfers first' },
];
const layouts: { id: LayoutName; label: string; title: string }[] = [
  { id: 'flow', label: 'Flow', title: 'Senders left, receivers right' },
  { id: 'force', label: 'Force', title: 'Connected addresses close together' },
  { id: 'rings', label: 'Rings', title: 'The best connected in the middle' },
  { id: 'grid', label: 'Grid', title: 'In rows and columns' },
];
const limits = [6, 12, 25, 50, 100];

/** What an expansion asks for, how the drawing is arranged, and what can be done with an address. */
export function GraphToolbar({
  canvas,
  drawing,
  centre,
}: {
  readonly canvas: RefObject<GraphCanvas | null>;
  readonly drawing: Drawing;
  readonly centre: string | null;
}) {
  const { direction, by, limit, layout } = useGraph();
  const hidden = useGraph((s) => s.view.hidden.length);
  const canUndo = useWorkspace((s) => s.undo.past.length > 0);
  const canRedo = useWorkspace((s) => s.undo.future.length > 0);
  const node = drawing.nodes.find((n) => n.id === centre);
  const name = node?.tags[0]?.label ?? (centre ? shortenAddress(splitNodeId(centre).address) : '');
  return (
    <div className="graph-bar" role="toolbar" aria-label="Graph">
      <h1 className="ellipsis" title={centre ?? undefined}>
        {name || 'Graph'}
      </h1>
      <Segments
        label="Direction"
        value={direction}
        options={directions}
        onChange={(next) => useGraph.setState({ direction: next })}
      />
      <Segments
        label="Order"
        value={by}
        options={orders}
        onChange={(next) => useGraph.setState({ by: next })}
      />
      <label className="inline-field">
        <span className="visually-hidden">Counterparties an expansion asks for</span>
        <select
          className="input"
          value={limit}
          title="Counterparties an expansion asks for"
          onChange={(event) => useGraph.setState({ limit: Number(event.target.value) })}
        >
          {limits.map((n) => (
            <option key={n} value={n}>
              first {n}
            </option>
          ))}
        </select>
      </label>
      <span className="graph-tools">
        <Tool
          text="Expand the address with these settings"
          keys="."
          icon={<Plus size={14} />}
          command="graph-expand"
        />
        <Tool text="Collapse the address" keys="," icon={<Minus size={14} />} command="graph-collapse" />
        <Tool text="Hide the address" keys="h" icon={<EyeOff size={14} />} command="graph-hide" />
        <Tool text="Pin or release the address" keys="p" icon={<Pin size={14} />} command="graph-pin" />
        <Hint text="Undo" keys="Ctrl+z">
          <Button
            variant="quiet"
            aria-label="Undo"
            disabled={!canUndo}
            icon={<Undo2 size={14} />}
            onClick={() => void undo()}
          />
        </Hint>
        <Hint text="Redo" keys="Ctrl+Shift+z">
          <Button
            variant="quiet"
            aria-label="Redo"
            disabled={!canRedo}
            icon={<Redo2 size={14} />}
            onClick={() => void redo()}
          />
        </Hint>
        <Hint text="Fit into the page" keys="0">
          <Button
            variant="quiet"
            aria-label="Fit into the page"
            icon={<Maximize size={14} />}
            onClick={() => canvas.current?.fit()}
          />
        </Hint>
      </span>
      {hidden > 0 && (
        <button type="button" className="link" onClick={() => changeView('showed what was hidden', allShown)}>
          {countOf(hidden, 'address', 'addresses')} hidden, show
        </button>
      )}
      <label className="inline-field graph-layouts">
        Layout
        <select
          className="input"
          value={layout}
          onChange={(event) => useGraph.setState({ layout: event.target.value as LayoutName })}
        >
          {layouts.map((l) => (
            <option key={l.id} value={l.id} title={l.title}>
              {l.label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Tool({
  text,
  keys,
  icon,
  command,
}: {
  readonly text: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly command: string;
}) {
  return (
    <Hint text={text} keys={keys}>
      <Button variant="quiet" aria-label={text} icon={icon} onClick={() => runCommand(command)} />
    </Hint>
  );
}
