import type { AlertGroup, AlertQuery } from '#contract/detection.ts';
import { Address } from '../../../ui/Address.tsx';
import { formatCount, formatTime } from '../../../ui/format.ts';
import { PriorityMark } from '../../../ui/marks.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useHeldFrames } from '../../../workspace/replay.ts';
import { showAlertsOf } from '../../../workspace/store.ts';
import { usePagedRows } from '../../../workspace/use-paged-rows.ts';
import { alertGroups } from '../queries.ts';
import { type Grouping, groupBy, useAlerts, withFilters } from '../store.ts';

type By = Exclude<Grouping, 'none'>;

/** Narrows the list to one group and shows its alerts. */
function open(by: By, group: AlertGroup): void {
  if (by === 'subject') showAlertsOf(group.id);
  else
    useAlerts.setState((s) =>
      withFilters(
        s,
        by === 'detector' ? { detectors: [group.id] } : { story: { id: group.id, title: group.title } },
      ),
    );
  groupBy('none');
}

const columnsOf = (by: By): readonly Column<AlertGroup>[] => [
  {
    id: 'priority',
    title: 'Best',
    width: '72px',
    help: 'Highest priority among its alerts, and their largest sum',
    cell: (row) => (
      <span className="alert-priority">
        <PriorityMark priority={row.priority} />
        <span>{row.best.toFixed(2)}</span>
      </span>
    ),
  },
  {
    id: 'what',
    title: by === 'story' ? 'Story' : by === 'subject' ? 'Subject' : 'Detector',
    width: 'minmax(240px, 1fr)',
    cell: (row) => (
      <button type="button" className="link group-what" onClick={() => open(by, row)}>
        {by === 'subject' ? (
          <Address address={row.title} chain={row.id.includes(':') ? row.id.split(':')[0] : undefined} />
        ) : (
          <span className="ellipsis">{row.title}</span>
        )}
      </button>
    ),
  },
  {
    id: 'alerts',
    title: 'Alerts',
    width: '64px',
    end: true,
    cell: (row) => formatCount(row.alerts),
  },
  {
    id: 'detectors',
    title: 'Raised by',
    width: 'minmax(140px, 0.6fr)',
    cell: (row) => (
      <span className="ellipsis muted" title={row.detectors.join(', ')}>
        {row.detectors.slice(0, 3).join(', ')}
        {row.detectors.length > 3 ? ` and ${row.detectors.length - 3} more` : ''}
      </span>
    ),
  },
  {
    id: 'time',
    title: 'From, to (UTC)',
    width: '132px',
    cell: (row) => (
      <span className="alert-when">
        <span>{formatTime(row.start)}</span>
        <span className="muted">{formatTime(row.end)}</span>
      </span>
    ),
  },
];

/** The listed alerts gathered by story, subject or detector; opening one lists its alerts. */
export function GroupTable({
  by,
  query,
  revision,
}: {
  readonly by: By;
  readonly query: Partial<AlertQuery>;
  readonly revision: number;
}) {
  const rows = usePagedRows(`groups-${by}-${revision}-${JSON.stringify(query)}`, (offset, limit, signal) =>
    alertGroups(by, query, offset, limit, signal),
  );
  useHeldFrames(rows.stale);
  return (
    <Table
      label={`Alerts by ${by}, ${formatCount(rows.total ?? 0)} groups`}
      columns={columnsOf(by)}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={40}
      onActivate={() => undefined}
      onOpen={(row) => open(by, row)}
      empty={<EmptyState title="No alert matches" compact />}
    />
  );
}
