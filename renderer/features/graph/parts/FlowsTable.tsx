import { type RefObject, useMemo, useState } from 'react';
import type { DrawnEdge } from '../../../graph/drawing.ts';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { formatCount, formatTime } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { useDrawn } from '../drawn.ts';
import { pick, togglePick, useGraph } from '../store.ts';

const sorts: Record<string, (a: DrawnEdge, b: DrawnEdge) => number> = {
  count: (a, b) => b.count - a.count,
  usd: (a, b) => (b.amountUsd ?? -1) - (a.amountUsd ?? -1),
  firstSeen: (a, b) => ((b.firstSeen ?? '') < (a.firstSeen ?? '') ? -1 : 1),
  lastSeen: (a, b) => ((b.lastSeen ?? '') < (a.lastSeen ?? '') ? -1 : 1),
  asset: (a, b) => (b.symbol < a.symbol ? -1 : 1),
};

/** Every drawn flow with its exact sum; choosing here chooses in the picture. */
export function FlowsTable({ canvas }: { readonly canvas: RefObject<GraphCanvas | null> }) {
  const edges = useDrawn((s) => s.drawing.edges);
  const nodes = useDrawn((s) => s.drawing.nodes);
  const notes = useGraph((s) => s.view.notes);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  const [sort, setSort] = useState({ by: 'usd', descending: true });
  const sorted = useMemo(() => {
    const compare = sorts[sort.by] ?? (() => 0);
    const sign = sort.descending ? 1 : -1;
    return [...edges].sort((a, b) => sign * compare(a, b) || b.count - a.count || (a.id < b.id ? -1 : 1));
  }, [edges, sort]);
  const rows = useArrayRows(sorted);
  const selected = useMemo(() => new Set(picked), [picked]);
  const columns = useMemo((): readonly Column<DrawnEdge>[] => {
    const names = new Map(nodes.map((n) => [n.id, n.name]));
    const end = (id: string) => (
      <span className="ellipsis" title={id}>
        {names.get(id) ?? id}
      </span>
    );
    return [
      { id: 'from', title: 'From', width: 'minmax(110px, 1.2fr)', cell: (edge) => end(edge.source) },
      { id: 'to', title: 'To', width: 'minmax(110px, 1.2fr)', cell: (edge) => end(edge.target) },
      {
        id: 'amount',
        title: 'Sum',
        width: 'minmax(130px, 190px)',
        end: true,
        sort: 'asset',
        cell: (edge) =>
          edge.asset === null ? (
            <span className="muted">{edge.symbol}</span>
          ) : (
            <Amount value={edge.amount} unit={edge.symbol} />
          ),
      },
      {
        id: 'usd',
        title: 'USD',
        width: '96px',
        end: true,
        sort: 'usd',
        cell: (edge) => (
          <span
            title={edge.unpriced > 0 && edge.amountUsd !== null ? 'Parts of it have no price' : undefined}
          >
            {edge.unpriced > 0 && edge.amountUsd !== null && '≥ '}
            <Usd value={edge.amountUsd} />
          </span>
        ),
      },
      {
        id: 'count',
        title: 'Transfers',
        width: '80px',
        end: true,
        sort: 'count',
        cell: (edge) => formatCount(edge.count),
      },
      {
        id: 'first',
        title: 'First',
        width: '132px',
        sort: 'firstSeen',
        cell: (edge) => (
          <span className={edge.firstSeen ? 'time' : 'is-unknown'}>{formatTime(edge.firstSeen)}</span>
        ),
      },
      {
        id: 'last',
        title: 'Last',
        width: '132px',
        sort: 'lastSeen',
        cell: (edge) => (
          <span className={edge.lastSeen ? 'time' : 'is-unknown'}>{formatTime(edge.lastSeen)}</span>
        ),
      },
      {
        id: 'note',
        title: 'Note',
        width: 'minmax(60px, 1fr)',
        cell: (edge) => (
          <span className="ellipsis" title={notes[edge.id]}>
            {notes[edge.id] ?? ''}
          </span>
        ),
      },
    ];
  }, [nodes, notes]);
  return (
    <Table
      label="Flows of the graph"
      columns={columns}
      rows={rows}
      rowKey={(edge) => edge.id}
      activeKey={at ?? ''}
      selected={selected}
      sort={sort}
      onSort={(by) => setSort((s) => ({ by, descending: s.by === by ? !s.descending : true }))}
      onActivate={(edge) => {
        pick(edge.id);
        canvas.current?.reveal(edge.source);
      }}
      onToggle={(edge) => togglePick(edge.id)}
      empty={<EmptyState title="No flows" compact />}
    />
  );
}
