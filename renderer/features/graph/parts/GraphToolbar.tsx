import {
  Download,
  EyeOff,
  Filter,
  FolderOpen,
  Group,
  LayoutGrid,
  ListFilter,
  Maximize,
  Minus,
  Palette as PaletteIcon,
  Pin,
  Plus,
  Redo2,
  Route,
  Split,
  StickyNote,
  Table2,
  Undo2,
  UserPlus,
  Waypoints,
} from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { type Colouring, type ExpandHow, styled } from '../../../graph/view.ts';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { runCommand } from '../../../workspace/commands.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { colourGraph, redo, undo, useWorkspace } from '../../../workspace/store.ts';
import { arrange, layoutOptions } from '../arrange.ts';
import { useDrawn } from '../drawn.ts';
import { exportOptions, runExport } from '../exporting.ts';
import { changeView, setPanel, useGraph } from '../store.ts';
import { FilterFlows } from './FilterFlows.tsx';
import { FindInGraph } from './FindInGraph.tsx';
import { SavedViews } from './SavedViews.tsx';

const directions: { id: ExpandHow['direction']; label: string; title: string }[] = [
  { id: 'both', label: 'Both', title: 'Senders and receivers' },
  { id: 'in', label: '← In', title: 'Who sent to the address' },
  { id: 'out', label: 'Out →', title: 'Who received from the address' },
];
const orders: { id: ExpandHow['by']; label: string; title: string }[] = [
  { id: 'value', label: 'Value', title: 'The largest sums first' },
  { id: 'count', label: 'Count', title: 'The most transfers first' },
  { id: 'recent', label: 'Recent', title: 'The latest first' },
];
const colourNames: Record<Colouring, string> = {
  direction: 'Direction of flow',
  tag: 'Category of the label',
  risk: 'Alerts',
  community: 'Communities',
  trace: 'Trace',
};
const limits = [6, 12, 25, 50, 100, 250, 500];

/** What an expansion asks for, how the graph is arranged and coloured, and what can be done with what is chosen. */
export function GraphToolbar({ canvas }: { readonly canvas: RefObject<GraphCanvas | null> }) {
  const { direction, by, limit } = useGraph();
  const style = useGraph((s) => s.view.style);
  const subject = useGraph((s) => s.view.seeds[0]);
  const keptAs = useGraph((s) => s.keptAs);
  const panel = useGraph((s) => s.panel);
  const canUndo = useWorkspace((s) => s.undo.past.length > 0);
  const canRedo = useWorkspace((s) => s.undo.future.length > 0);
  const trace = useWorkspace((s) => s.graphColouring);
  const node = useDrawn((s) => s.drawing.nodes.find((n) => n.members.includes(subject ?? '')));
  const said = node?.kind === 'group' ? node.name : node?.tags[0]?.label;
  const name = keptAs?.name ?? said ?? (subject ? shortenAddress(splitNodeId(subject).address) : '');
  const style_ = (label: string, change: Parameters<typeof styled>[1]) => () =>
    changeView(label, (v) => styled(v, change));
  return (
    <div className="graph-bars">
      <div className="graph-bar" role="toolbar" aria-label="Graph">
        <h1 className="ellipsis" title={subject}>
          {name || 'Graph'}
        </h1>
        <Tool text="Add addresses or transactions" keys="a" icon={<UserPlus size={14} />} command="graph-add">
          Add
        </Tool>
        <FindInGraph canvas={canvas} />
        <span className="graph-tools graph-tools-end">
          <Menu
            trigger={
              <Button variant="quiet" icon={<LayoutGrid size={14} />}>
                Arrange
              </Button>
            }
            sections={[
              {
                items: layoutOptions.map((layout, i) => ({
                  id: layout.id,
                  label: layout.title,
                  keys: `Alt+${i + 1}`,
                  checked: layout.id === style.layout,
                  onSelect: () => void arrange(layout.id, canvas.current),
                })),
              },
              {
                items: [
                  {
                    id: 'again',
                    label: 'Arrange anew; pinned nodes stay',
                    keys: 'l',
                    onSelect: () => void arrange(style.layout, canvas.current),
                  },
                ],
              },
            ]}
          />
          <Menu
            trigger={
              <Button variant="quiet" icon={<PaletteIcon size={14} />}>
                Show
              </Button>
            }
            sections={[
              {
                title: 'Colour',
                items: (Object.keys(colourNames) as Colouring[]).map((colour) => ({
                  id: colour,
                  label: colourNames[colour],
                  checked: style.colour === colour,
                  disabled: colour === 'trace' && trace === null,
                  onSelect: style_(`coloured by ${colourNames[colour].toLowerCase()}`, { colour }),
                })),
              },
              ...(trace
                ? [
                    {
                      items: [
                        {
                          id: 'forget',
                          label: 'Take the trace away',
                          onSelect: () => {
                            colourGraph(null);
                            changeView('took a trace away', (v) => styled(v, { colour: 'direction' }));
                          },
                        },
                      ],
                    },
                  ]
                : []),
              {
                title: 'Width of a flow',
                items: [
                  {
                    id: 'value',
                    label: 'Value in USD',
                    checked: style.width === 'value',
                    onSelect: style_('drew flows by value', { width: 'value' }),
                  },
                  {
                    id: 'count',
                    label: 'Number of transfers',
                    checked: style.width === 'count',
                    onSelect: style_('drew flows by number', { width: 'count' }),
                  },
                ],
              },
              {
                title: 'Between two nodes',
                items: [
                  {
                    id: 'few',
                    label: 'One line for each asset, up to 4',
                    checked: style.flows === 'few',
                    onSelect: style_('drew a line for each of few assets', { flows: 'few' }),
                  },
                  {
                    id: 'asset',
                    label: 'One line for each asset',
                    checked: style.flows === 'asset',
                    onSelect: style_('drew a line for each asset', { flows: 'asset' }),
                  },
                  {
                    id: 'pair',
                    label: 'One line for all assets',
                    checked: style.flows === 'pair',
                    onSelect: style_('drew one line for all assets', { flows: 'pair' }),
                  },
                  {
                    id: 'labels',
                    label: 'Amounts on up to 60 lines',
                    checked: style.labels,
                    onSelect: style_('showed or hid amounts', { labels: !style.labels }),
                  },
                ],
              },
            ]}
          />
          <FilterFlows icon={<Filter size={14} />} />
          <SavedViews icon={<FolderOpen size={14} />} />
          <Menu
            align="end"
            trigger={
              <Button variant="quiet" icon={<Download size={14} />}>
                Export
              </Button>
            }
            sections={exportOptions.map((section) => ({
              items: section.map((option) => ({
                id: option.id,
                label: option.label,
                onSelect: () => void runExport(option.id, canvas.current),
              })),
            }))}
          />
        </span>
      </div>
      <div className="graph-bar" role="toolbar" aria-label="Expand and edit">
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
          <Tool text="Expand with these settings" keys="." icon={<Plus size={14} />} command="graph-expand" />
          <Tool
            text="Choose which counterparties to bring"
            keys="c"
            icon={<ListFilter size={14} />}
            command="graph-facets"
          />
          <Tool text="Collapse" keys="," icon={<Minus size={14} />} command="graph-collapse" />
          <Tool text="Hide" keys="h" icon={<EyeOff size={14} />} command="graph-hide" />
          <Tool text="Pin or release" keys="p" icon={<Pin size={14} />} command="graph-pin" />
          <Tool text="Note" keys="n" icon={<StickyNote size={14} />} command="graph-note" />
        </span>
        <span className="graph-tools">
          <Tool
            text="Group into an entity, or merge"
            keys="Shift+g"
            icon={<Group size={14} />}
            command="graph-group"
          />
          <Tool text="Split" keys="Shift+u" icon={<Split size={14} />} command="graph-split" />
          <Tool
            text="Paths between what is chosen"
            keys="w"
            icon={<Route size={14} />}
            command="graph-paths"
          />
          <Tool
            text="Intermediaries of two addresses"
            keys="m"
            icon={<Waypoints size={14} />}
            command="graph-between"
          />
        </span>
        <span className="graph-tools graph-tools-end">
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
          <Tool text="Fit into the page" keys="0" icon={<Maximize size={14} />} command="graph-fit" />
          <Hint text="The same as a table" keys="b">
            <Button
              variant="quiet"
              aria-label="The same as a table"
              pressed={panel !== null}
              icon={<Table2 size={14} />}
              onClick={() => setPanel(panel === null ? 'nodes' : null)}
            />
          </Hint>
        </span>
      </div>
    </div>
  );
}

function Tool({
  text,
  keys,
  icon,
  command,
  children,
}: {
  readonly text: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly command: string;
  readonly children?: ReactNode;
}) {
  return (
    <Hint text={text} keys={keys}>
      <Button
        variant="quiet"
        aria-label={children ? undefined : text}
        icon={icon}
        onClick={() => runCommand(command)}
      >
        {children}
      </Button>
    </Hint>
  );
}
