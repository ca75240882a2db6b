import { useState } from 'react';
import type { LabelConflicts, ListDifference, ListEntry, ScreeningList } from '#contract/screening.ts';
import { Address } from '../../../ui/Address.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { Time } from '../../../ui/Time.tsx';
import { chooseFile } from '../../../workspace/choose-file.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { answersChanged, notify, select, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { usePagedRows } from '../../../workspace/use-paged-rows.ts';
import { labelConflicts, layBeside, listDifference, screeningLists } from '../queries.ts';

type View = 'difference' | 'conflicts';
type Changed = ListDifference['rows'][number];
type Conflict = LabelConflicts['rows'][number];

const views: { id: View; label: string }[] = [
  { id: 'difference', label: 'What changed' },
  { id: 'conflicts', label: 'What contradicts' },
];

const said = (entries: readonly ListEntry[]): string =>
  entries.length === 0
    ? 'not listed'
    : entries
        .map(({ label, category, source }) =>
          [label, category, source && `(${source})`].filter(Boolean).join(' '),
        )
        .join('; ');

const where = (entries: readonly ListEntry[]): string =>
  entries.map(({ fileName, line }) => `${fileName}:${line}`).join('\n');

/** Lists as they were frozen with the case, newer ones beside them, and where sources contradict each other. */
export function Screening() {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`screening-${revision}`, screeningLists);
  const [view, setView] = useState<View>('difference');
  if (answer.error && !answer.data)
    return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={6} />;
  const lists = answer.data;
  if (lists.length === 0)
    return (
      <EmptyState title="No lists in this case">
        Drop a sanctions list or labels into the window. They are frozen with the case; newer ones can be laid
        beside them here.
      </EmptyState>
    );
  const lay = () =>
    chooseFile('Choose a newer list', async (path) => {
      const list = await layBeside(path, '');
      answersChanged();
      notify(`${list.name} lies beside the lists of the case; nothing is judged by it.`);
    });
  return (
    <div className="screening">
      <div className="case-tools">
        <Segments label="View" value={view} options={views} onChange={setView} />
        <Button onClick={() => void lay()}>Lay a newer list beside</Button>
        <span className="muted">
          {countOf(lists.filter(({ kind }) => kind === 'frozen').length, 'frozen list')},{' '}
          {formatCount(lists.filter(({ kind }) => kind === 'beside').length)} beside
        </span>
      </div>
      {view === 'difference' ? <Difference lists={lists} /> : <Conflicts />}
    </div>
  );
}

const nameOf = (list: ScreeningList): string =>
  `${list.kind === 'beside' ? 'beside: ' : ''}${list.name} (${countOf(list.entries, 'entry', 'entries')})`;

function Difference({ lists }: { readonly lists: readonly ScreeningList[] }) {
  const newest = lists.find(({ kind }) => kind === 'beside') ?? lists.at(-1);
  const [before, setBefore] = useState(
    lists.find((list) => list.kind === 'frozen' && list !== newest)?.sha256 ?? '',
  );
  const [after, setAfter] = useState(newest?.sha256 ?? '');
  const [counts, setCounts] = useState<ListDifference['counts'] | null>(null);
  const revision = useWorkspace((s) => s.revision);
  const rows = usePagedRows<ListDifference>(
    `lists-${revision}-${before}-${after}`,
    (offset, limit, signal) => listDifference(before, after, offset, limit, signal),
    (page) => setCounts(page.counts),
  );
  const chosen = (sha256: string) => lists.find((list) => list.sha256 === sha256);
  const pick = (label: string, value: string, onChange: (value: string) => void) => (
    <label className="screening-pick">
      {label}
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {lists.map((list) => (
          <option key={list.sha256} value={list.sha256}>
            {nameOf(list)}
          </option>
        ))}
      </select>
    </label>
  );
  if (before === '' || after === '' || before === after)
    return (
      <EmptyState title="Two lists are needed">
        Lay a newer list beside the one of the case, or choose two of them.
        {lists.length > 1 && (
          <span className="case-tools">
            {pick('From', before, setBefore)}
            {pick('to', after, setAfter)}
          </span>
        )}
      </EmptyState>
    );
  return (
    <>
      <div className="case-tools">
        {pick('From', before, setBefore)}
        {pick('to', after, setAfter)}
        {counts && (
          <span>
            <b>{formatCount(counts.added)}</b> added, <b>{formatCount(counts.removed)}</b> removed,{' '}
            <b>{formatCount(counts.changed)}</b> changed, {formatCount(counts.same)} the same
          </span>
        )}
      </div>
      <p className="screening-dates muted">
        taken <Time at={chosen(before)?.takenAt ?? null} /> and <Time at={chosen(after)?.takenAt ?? null} />{' '}
        UTC
      </p>
      <Table
        label="What changed between the lists"
        columns={changeColumns}
        rows={rows}
        rowKey={(row) => `${row.network}:${row.address}`}
        onActivate={(row) => select({ kind: 'address', chain: row.network, address: row.address })}
        empty={<EmptyState title="The two lists say the same" compact />}
      />
    </>
  );
}

const changeColumns: readonly Column<Changed>[] = [
  { id: 'change', title: 'Change', width: '80px', cell: (row) => row.change },
  {
    id: 'address',
    title: 'Address',
    width: '150px',
    cell: (row) => <Address address={row.address} chain={row.network} />,
  },
  {
    id: 'case',
    title: 'In the case',
    width: '86px',
    help: 'Whether a transfer of the case names the address',
    cell: (row) => (row.inCase ? <b>yes</b> : 'no'),
  },
  {
    id: 'before',
    title: 'Before',
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <span className="ellipsis" title={where(row.before)}>
        {said(row.before)}
      </span>
    ),
  },
  {
    id: 'after',
    title: 'After',
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <span className="ellipsis" title={where(row.after)}>
        {said(row.after)}
      </span>
    ),
  },
];

const conflictColumns: readonly Column<Conflict>[] = [
  {
    id: 'address',
    title: 'Address',
    width: '150px',
    cell: (row) => <Address address={row.address} chain={row.network} />,
  },
  { id: 'differ', title: 'They differ in', width: '140px', cell: (row) => row.differ.join(', ') },
  {
    id: 'entries',
    title: 'What the sources say',
    width: 'minmax(220px, 1fr)',
    cell: (row) => (
      <span className="ellipsis" title={`${said(row.entries)}\n${where(row.entries)}`}>
        {said(row.entries)}
      </span>
    ),
  },
];

function Conflicts() {
  const revision = useWorkspace((s) => s.revision);
  const rows = usePagedRows<LabelConflicts>(`conflicts-${revision}`, labelConflicts);
  return (
    <Table
      label="Addresses of which sources say different things"
      columns={conflictColumns}
      rows={rows}
      rowKey={(row) => `${row.network}:${row.address}`}
      onActivate={(row) => select({ kind: 'address', chain: row.network, address: row.address })}
      empty={
        <EmptyState title="No source contradicts another" compact>
          Where lists name the same address, they say the same of it.
        </EmptyState>
      }
    />
  );
}
