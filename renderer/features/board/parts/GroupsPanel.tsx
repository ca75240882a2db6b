import { useMemo } from 'react';
import type { CoordinatedGroups } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { evenStarts } from '../../../charts/parts.ts';
import { timeBarsOption } from '../../../charts/time-bars.ts';
import { Button } from '../../../ui/Button.tsx';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { countOf, formatCount, formatDay, formatDuration, formatTime, shownOf } from '../../../ui/format.ts';
import { goTo, openWhales, reportProblem, select } from '../../../workspace/store.ts';
import { groups } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { showAlertsFrom } from './leads.ts';
import { useBoard } from './use-board.ts';

const title = 'Coordinated groups';
const most = 6;

/** Addresses that alerts of coordination name together, over time. */
export function GroupsPanel() {
  const answer = useBoard('groups', groups);
  return (
    <BoardPanel title={title} answer={answer}>
      {(data) => <Groups found={data} />}
    </BoardPanel>
  );
}

function Groups({ found }: { readonly found: CoordinatedGroups }) {
  const { bucketSeconds, buckets, shown, total } = found;
  const option = useMemo(() => {
    if (buckets.length === 0) return null;
    const starts = evenStarts(
      buckets.map(({ at }) => at),
      bucketSeconds,
    );
    const counts = new Map(buckets.map((bucket) => [bucket.at, bucket.groups]));
    const bars = {
      starts,
      bucketSeconds,
      whole: true,
      series: [
        {
          name: 'groups',
          colour: '--tier-structural',
          values: starts.map((at) => counts.get(at) ?? 0),
          format: formatCount,
        },
      ] as const,
    };
    return () => timeBarsOption(bars);
  }, [buckets, bucketSeconds]);
  const firstAlert = new Map(found.groups.map((group) => [group.id, group.alerts[0]]));
  const openAlert = (id: string) => {
    const alert = firstAlert.get(id);
    return alert === undefined ? undefined : () => select({ kind: 'alert', id: alert });
  };
  const data: DataSet = {
    columns: [
      { title: 'group', open: ({ key }) => openAlert(key), openLabel: 'Its first alert' },
      { title: 'from_utc', show: (value) => formatTime(String(value)) },
      { title: 'to_utc', show: (value) => formatTime(String(value)) },
      { title: 'members', end: true },
      { title: 'alerts', end: true },
    ],
    rows: found.groups.map((group) => ({
      key: group.id,
      cells: [group.title, group.start, group.end, group.membersTotal, group.alertsTotal],
    })),
  };
  const listed = found.groups.slice(0, most);
  return (
    <ChartPanel
      title={title}
      note={
        total > 0 &&
        `${shownOf(shown, total, 'group')} in the table, ${formatCount(listed.length)} below, largest first; begun each ${formatDuration(bucketSeconds)}`
      }
      height={option ? 96 : CHART_HEIGHT}
      label={`${countOf(total, 'group')} over time`}
      option={option}
      empty={
        <>
          No alert of coordination names addresses together in this span.
          <span>
            <Button onClick={() => goTo('alerts')}>Run the detectors</Button>
          </span>
        </>
      }
      data={data}
      fileName="coordinated-groups"
      onPick={(at) => showAlertsFrom(at, bucketSeconds)}
      onProblem={reportProblem}
      below={
        listed.length > 0 && (
          <ul className="board-groups">
            {listed.map((group) => (
              <li key={group.id}>
                <button
                  type="button"
                  className="link ellipsis"
                  title={group.title}
                  onClick={openAlert(group.id)}
                >
                  {group.title}
                </button>
                <span className="muted">{formatDay(group.start)}</span>
                <button
                  type="button"
                  className="number-link"
                  title="Compare the first six"
                  disabled={group.members.length === 0}
                  onClick={() => openWhales(group.members)}
                >
                  {countOf(group.membersTotal, 'address', 'addresses')}
                </button>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
