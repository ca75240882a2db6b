import { Play } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AlertPage, AlertQuery, AlertRow } from '#contract/detection.ts';
import { Button } from '../../ui/Button.tsx';
import { countOf, shownOf } from '../../ui/format.ts';
import { Segments } from '../../ui/Segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table, type TableHandle } from '../../ui/Table.tsx';
import { runCommand } from '../../workspace/commands.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import { select, setWide, useWorkspace } from '../../workspace/store.ts';
import { useSettled } from '../../workspace/use-answer.ts';
import { usePagedRows } from '../../workspace/use-paged-rows.ts';
import { useTableKeys } from '../../workspace/use-table-keys.ts';
import './alerts.css';
import { AlertStrip } from './parts/AlertStrip.tsx';
import { alertColumns, narrowColumns } from './parts/alert-columns.tsx';
import { ChosenBar } from './parts/ChosenBar.tsx';
import { CompareDialog } from './parts/CompareDialog.tsx';
import { FilterBar } from './parts/FilterBar.tsx';
import { GroupTable } from './parts/GroupTable.tsx';
import { NoAlerts } from './parts/NoAlerts.tsx';
import { RunsDialog } from './parts/RunsDialog.tsx';
import { RunsSummary } from './parts/RunsSummary.tsx';
import { StagesDialog } from './parts/StagesDialog.tsx';
import { useTriageKeys } from './parts/use-triage-keys.ts';
import { alertPage } from './queries.ts';
import {
  type Grouping,
  groupBy,
  isFiltered,
  noFilters,
  queryOf,
  toggleChosen,
  useAlerts,
  withFilters,
  withSort,
} from './store.ts';

const groupings: { id: Grouping; label: string; title: string }[] = [
  { id: 'none', label: 'List', title: 'Every alert by itself' },
  { id: 'story', label: 'Stories', title: 'Alerts that rest on the same rows or subjects, as one' },
  { id: 'subject', label: 'Subjects', title: 'Alerts by the address they name' },
  { id: 'detector', label: 'Detectors', title: 'Alerts by what raised them' },
];

const keyOf = (row: AlertRow): string => row.id;
const open = (row: AlertRow): void => {
  select({ kind: 'alert', id: row.id });
  setWide(true);
};
const toggle = (row: AlertRow): void =>
  useAlerts.setState((s) =>
    toggleChosen(s, row.id, { verdict: row.verdict?.verdict ?? null, reason: row.verdict?.reason ?? '' }),
  );

/** The ranked list that triage works through. */
export function AlertsPage() {
  const filters = useAlerts((s) => s.filters);
  const sort = useAlerts((s) => s.sort);
  const descending = useAlerts((s) => s.descending);
  const chosen = useAlerts((s) => s.chosen);
  const grouping = useAlerts((s) => s.grouping);
  const frame = useWorkspace((s) => s.frame);
  const until = useWorkspace((s) => (s.hindsight ? null : s.at));
  const subject = useWorkspace((s) => s.alertSubject);
  const lead = useWorkspace((s) => s.alertLead);
  const revision = useWorkspace((s) => s.revision);
  const everything = useWorkspace((s) => s.caseSummary?.counts.alerts ?? 0);
  const selection = useWorkspace((s) => s.selection);
  const [facets, setFacets] = useState<Pick<AlertPage, 'facets' | 'dropped'> | null>(null);
  const settled = useSettled(filters, 150);
  const query = useMemo(
    () => queryOf({ filters: settled, sort, descending }, frame, subject, until, lead),
    [settled, sort, descending, frame, subject, until, lead],
  );
  // a figure of another page counts all alerts of its kind: filters left from before would hide some
  useEffect(() => {
    if (lead !== null) useAlerts.setState((s) => withFilters(s, noFilters));
  }, [lead]);
  const rows = usePagedRows<AlertPage>(
    `alerts-${revision}-${JSON.stringify(query)}`,
    (offset, limit, signal) => alertPage({ ...query, offset, limit }, signal),
    (answer) => setFacets(answer),
  );
  useHeldFrames(rows.stale);
  const table = useRef<TableHandle>(null);
  useTableKeys(table, true);
  const advance = useCallback(() => table.current?.move(1), []);
  useTriageKeys(advance);
  const selected = useMemo(() => new Set(chosen.keys()), [chosen]);
  const narrowed =
    isFiltered(filters) || frame !== null || subject !== null || until !== null || lead !== null;
  const besideWide = useWorkspace((s) => s.wide && s.selection !== null);
  const activeKey = selection?.kind === 'alert' ? selection.id : null;

  return (
    <div className="alerts-page">
      <header className="page-head">
        <h1>Alerts</h1>
        <span className="muted">
          {rows.total === null
            ? ''
            : // how many come later is not known at an instant
              shownOf(rows.total, until === null ? everything : rows.total, 'alert')}
        </span>
        <span className="page-tools">
          <Segments label="Show alerts as" value={grouping} options={groupings} onChange={groupBy} />
          <RunsSummary />
          <Button
            icon={<Play size={13} />}
            onClick={() => runCommand('run-detectors')}
            title="Run the detectors"
            keys="Ctrl+Enter"
          >
            Run
          </Button>
        </span>
      </header>
      <FilterBar facets={facets} query={query} />
      <AlertStrip query={query} revision={revision} />
      {chosen.size > 0 && <ChosenBar total={rows.total ?? 0} query={query} />}
      {grouping !== 'none' && <GroupTable by={grouping} query={query} revision={revision} />}
      {grouping === 'none' && (
        <Table
          ref={table}
          label={`Alerts, ${countOf(rows.total ?? 0, 'alert')}`}
          columns={besideWide ? narrowColumns : alertColumns}
          rows={rows}
          rowKey={keyOf}
          rowHeight={46}
          activeKey={activeKey}
          onActivate={(row) => select({ kind: 'alert', id: row.id })}
          onOpen={open}
          selected={selected}
          onToggle={toggle}
          sort={{ by: sort, descending }}
          onSort={(by) => useAlerts.setState((s) => withSort(s, by as AlertQuery['sort']))}
          rowClass={(row) =>
            row.dropped || row.verdict?.verdict === 'false' ? 'alert-set-aside' : undefined
          }
          empty={
            narrowed ? (
              <EmptyState
                title="No alert matches"
                compact
                actions={
                  <Button onClick={() => useAlerts.setState((s) => withFilters(s, noFilters))}>
                    Clear the filters
                  </Button>
                }
              >
                {until
                  ? 'Only alerts that could be known at the instant of the timeline are listed.'
                  : frame
                    ? 'The time span of the timeline applies here too.'
                    : ''}
              </EmptyState>
            ) : (
              <NoAlerts />
            )
          }
        />
      )}
      <RunsDialog />
      <StagesDialog />
      <CompareDialog />
    </div>
  );
}
