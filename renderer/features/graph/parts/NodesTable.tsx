import { type RefObject, useMemo, useState } from 'react';
import type { DrawnNode } from '../../../graph/drawing.ts';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { Address } from '../../../ui/Address.tsx';
import { countOf, formatCount, formatTime, unknown } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { splitNodeId } from '../../../workspace/selection.ts';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { openNodes } from '../actions.ts';
import { useDrawn } from '../drawn.ts';
import { pick, togglePick, useGraph } from '../store.ts';

const figure = (value: number | null) =>
  value === null ? <span className="is-unknown">{unknown}</span> : formatCount(value);

const sorts: Record<string, (a: DrawnNode, b: DrawnNode) => number> = {
  transfers: (a, b) => (b.transfers ?? -1) - (a.transfers ?? -1),
  counterparties: (a, b) => (b.counterparties ?? -1) - (a.counterparties ?? -1),
  alerts: (a, b) => b.alerts - a.alerts,
  firstSeen: (a, b) => ((b.firstSeen ?? '') < (a.firstSeen ?? '') ? -1 : 1),
  lastSeen: (a, b) => ((b.lastSeen ?? '') < (a.lastSeen ?? '') ? -1 : 1),
  name: (a, b) => (b.name.toLowerCase() < a.name.toLowerCase() ? -1 : 1),
};

/** Every drawn node; choosing here chooses in the picture. */
export function NodesTable({
  canvas,
  communities,
}: {
  readonly canvas: RefObject<GraphCanvas | null>;
  readonly communities: ReadonlyMap<string, number> | null;
}) {
  const nodes = useDrawn((s) => s.drawing.nodes);
  const groups = useDrawn((s) => s.drawing.groups);
  const notes = useGraph((s) => s.view.notes);
  const pinned = useGraph((s) => s.view.pinned);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  const [sort, setSort] = useState({ by: 'transfers', descending: true });
  const sorted = useMemo(() => {
    const compare = sorts[sort.by] ?? (() => 0);
    const sign = sort.descending ? 1 : -1;
    return [...nodes].sort((a, b) => sign * compare(a, b) || (a.id < b.id ? -1 : 1));
  }, [nodes, sort]);
  const rows = useArrayRows(sorted);
  const selected = useMemo(() => new Set(picked), [picked]);
  const columns = useMemo((): readonly Column<DrawnNode>[] => {
    const groupName = new Map(groups.map((g) => [g.id, g.name]));
    return [
      {
        id: 'name',
        title: 'Node',
        width: 'minmax(170px, 2fr)',
        sort: 'name',
        cell: (node) =>
          node.kind === 'group' ? (
            <span className="ellipsis">
              <strong>{node.name}</strong>{' '}
              <span className="muted">{countOf(node.members.length, 'address', 'addresses')}</span>
            </span>
          ) : (
            <span className="ellipsis">
              <Address {...splitNodeId(node.members[0] ?? node.id)} tags={node.tags} />
              {node.at && <span className="muted"> {formatTime(node.at)}</span>}
            </span>
          ),
      },
      {
        id: 'category',
        title: 'Category',
        width: 'minmax(80px, 1fr)',
        cell: (node) => <span className="ellipsis">{node.tags[0]?.category ?? ''}</span>,
      },
      {
        id: 'transfers',
        title: 'Transfers',
        width: '86px',
        end: true,
        sort: 'transfers',
        cell: (node) => figure(node.transfers),
      },
      {
        id: 'counterparties',
        title: 'Counterparties',
        width: '112px',
        end: true,
        sort: 'counterparties',
        cell: (node) => figure(node.counterparties),
      },
      {
        id: 'alerts',
        title: 'Alerts',
        width: '62px',
        end: true,
        sort: 'alerts',
        cell: (node) => (node.alerts > 0 ? formatCount(node.alerts) : ''),
      },
      {
        id: 'first',
        title: 'First seen',
        width: '136px',
        sort: 'firstSeen',
        cell: (node) => (
          <span className={node.firstSeen ? 'time' : 'is-unknown'}>{formatTime(node.firstSeen)}</span>
        ),
      },
      ...(communities
        ? [
            {
              id: 'community',
              title: 'Community',
              width: '84px',
              end: true,
              cell: (node: DrawnNode) => {
                const own = communities.get(node.members[0] ?? '');
                return own === undefined || node.members.length > 1 ? '' : formatCount(own + 1);
              },
            },
          ]
        : []),
      {
        id: 'note',
        title: 'Group, pin, note',
        width: 'minmax(90px, 1.4fr)',
        cell: (node) => (
          <span className="ellipsis" title={notes[node.id]}>
            {[
              node.group ? groupName.get(node.group) : '',
              pinned.includes(node.id) ? 'pinned' : '',
              notes[node.id],
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ),
      },
    ];
  }, [groups, notes, pinned, communities]);
  return (
    <Table
      label="Nodes of the graph"
      columns={columns}
      rows={rows}
      rowKey={(node) => node.id}
      activeKey={at ?? ''}
      selected={selected}
      sort={sort}
      onSort={(by) => setSort((s) => ({ by, descending: s.by === by ? !s.descending : true }))}
      onActivate={(node) => {
        pick(node.id);
        canvas.current?.reveal(node.id);
      }}
      onToggle={(node) => togglePick(node.id)}
      onOpen={(node) => openNodes([node.id])}
      empty={<EmptyState title="No nodes" compact />}
    />
  );
}
