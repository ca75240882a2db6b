import type { AlertRow, Subject } from '#contract/detection.ts';
import { entityId } from '#contract/entities.ts';
import { Address } from '../../../ui/Address.tsx';
import { formatCount, formatDuration, formatTime } from '../../../ui/format.ts';
import { PriorityMark, TierMark, VerdictMark } from '../../../ui/marks.tsx';
import type { Column } from '../../../ui/Table.tsx';
import { openWhales, select } from '../../../workspace/store.ts';
import { toggleChosen, useAlerts } from '../store.ts';

/** An address is inspected, an entity has a page of its own. */
export const selectSubject = (subject: Subject): (() => void) | undefined =>
  subject.kind === 'address'
    ? () => select({ kind: 'address', chain: subject.chain ?? 'ethereum', address: subject.id })
    : subject.kind === 'entity'
      ? () => openWhales([entityId({ kind: 'label', name: subject.id })])
      : undefined;

function Choose({ row }: { readonly row: AlertRow }) {
  const chosen = useAlerts((s) => s.chosen.has(row.id));
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={`Choose ${row.title}`}
      checked={chosen}
      onClick={(event) => event.stopPropagation()}
      onChange={() =>
        useAlerts.setState((s) =>
          toggleChosen(s, row.id, {
            verdict: row.verdict?.verdict ?? null,
            reason: row.verdict?.reason ?? '',
          }),
        )
      }
    />
  );
}

/** The columns of the alert table: what, about whom, when, and what was decided. */
export const alertColumns: readonly Column<AlertRow>[] = [
  {
    id: 'choose',
    title: <span className="visually-hidden">Choose</span>,
    width: '30px',
    cell: (row) => <Choose row={row} />,
  },
  {
    id: 'priority',
    title: 'Priority',
    width: '72px',
    sort: 'priority',
    help: 'The four steps of priority and the weighted sum behind them',
    cell: (row) => (
      <span className="alert-priority">
        <PriorityMark priority={row.priority} />
        <span title={`Priority sum ${row.prioritySum}, score ${row.score}`}>
          {row.prioritySum.toFixed(2)}
        </span>
      </span>
    ),
  },
  {
    id: 'what',
    title: 'Alert',
    width: 'minmax(240px, 1fr)',
    sort: 'detector',
    cell: (row) => (
      <span className="alert-what">
        <span className="alert-title">
          <TierMark tier={row.tier} />
          <span className="ellipsis">{row.title}</span>
          {row.count > 1 && (
            <span
              className="alert-count"
              title={`${formatCount(row.count)} hits of the detector joined into one alert`}
            >
              ×{formatCount(row.count)}
            </span>
          )}
          {row.story && (
            <span className="alert-count" title={row.story.title}>
              story of {formatCount(row.story.alerts)}
            </span>
          )}
          {row.marks.length > 0 && (
            <span className="alert-mark" title={row.marks.map((mark) => mark.reason).join('\n')}>
              {row.marks[0]?.effect}
            </span>
          )}
          {row.exhibit !== null && <span className="exhibit">Exhibit {row.exhibit}</span>}
        </span>
        <span className="alert-sentence" title={row.explanation}>
          {row.explanation}
        </span>
      </span>
    ),
  },
  {
    id: 'subjects',
    title: 'Subjects',
    width: '112px',
    cell: (row) => (
      <span className="alert-subjects">
        {row.subjects.slice(0, 2).map((subject) => (
          <Address
            key={`${subject.kind}${subject.id}`}
            address={subject.id}
            chain={subject.chain}
            onSelect={selectSubject(subject)}
          />
        ))}
        {row.subjects.length > 2 && <span className="alert-others">and {row.subjects.length - 2} more</span>}
      </span>
    ),
  },
  {
    id: 'time',
    title: 'Start (UTC)',
    width: '132px',
    sort: 'time',
    cell: (row) => (
      <span className="alert-when" title={`${formatTime(row.start)} to ${formatTime(row.end)} UTC`}>
        <span>{formatTime(row.start)}</span>
        <span className="muted">
          {row.start === row.end
            ? 'one instant'
            : `for ${formatDuration((Date.parse(row.end) - Date.parse(row.start)) / 1000)}`}
        </span>
      </span>
    ),
  },
  {
    id: 'evidence',
    title: 'Rows',
    width: '46px',
    end: true,
    help: 'Rows of original files the alert rests on',
    cell: (row) => formatCount(row.evidenceCount),
  },
  { id: 'verdict', title: 'Verdict', width: '82px', cell: (row) => <VerdictMark verdict={row.verdict} /> },
];

/** Beside the wide inspector: enough to go on through the list. */
export const narrowColumns = alertColumns.filter((c) => ['choose', 'priority', 'what'].includes(c.id));
