import { useState } from 'react';
import type { TimelineEntry } from '#contract/case-work.ts';
import { formatTime } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useWorkspace } from '../../../workspace/store.ts';
import { usePagedRows } from '../../../workspace/use-paged-rows.ts';
import { timeline } from '../queries.ts';

type Shown = 'both' | 'world' | 'actions';
const choices: { id: Shown; label: string }[] = [
  { id: 'both', label: 'Both' },
  { id: 'world', label: 'What happened' },
  { id: 'actions', label: 'What was done' },
];

const columns: readonly Column<TimelineEntry>[] = [
  {
    id: 'at',
    title: 'Time (UTC)',
    width: '150px',
    cell: (entry) => <span className="time">{formatTime(entry.at)}</span>,
  },
  {
    id: 'what',
    title: 'Event',
    width: 'minmax(220px, 1fr)',
    cell: (entry) => (
      <span className="ellipsis">
        {entry.type === 'world' ? <b>{entry.text}</b> : entry.action.replaceAll('-', ' ')}
      </span>
    ),
  },
  {
    id: 'source',
    title: 'Source',
    width: '170px',
    cell: (entry) => (
      <span className="ellipsis muted">
        {entry.type === 'world' ? entry.label : `journal ${entry.seq}, ${entry.by || 'unnamed'}`}
      </span>
    ),
  },
];

const keyOf = (entry: TimelineEntry): string =>
  entry.type === 'world' ? `${entry.source.id}-${entry.at}-${entry.text}` : `journal-${entry.seq}`;

/** Events of the world, as exhibits and findings state them, among what investigators did. */
export function CaseTimeline() {
  const [shown, setShown] = useState<Shown>('both');
  const revision = useWorkspace((s) => s.revision);
  const rows = usePagedRows(`case-timeline-${revision}-${shown}`, (offset, limit, signal) =>
    timeline(
      { world: shown !== 'actions', actions: shown !== 'world', descending: false },
      offset,
      limit,
      signal,
    ),
  );
  return (
    <>
      <div className="case-tools">
        <Segments label="What the timeline shows" value={shown} options={choices} onChange={setShown} />
      </div>
      <Table
        label="Case timeline"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={
          <EmptyState title="Nothing on the timeline" compact>
            Alerts taken into the case bring their times; findings may name events of their own.
          </EmptyState>
        }
      />
    </>
  );
}
