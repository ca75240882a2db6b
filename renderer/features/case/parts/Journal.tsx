import type { JournalEntry } from '#contract/cases.ts';
import { formatTime } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useWorkspace } from '../../../workspace/store.ts';
import { usePagedRows } from '../../../workspace/use-paged-rows.ts';
import { journal } from '../queries.ts';

const detailOf = (entry: JournalEntry): string =>
  Object.entries(entry.detail)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');

const columns: readonly Column<JournalEntry>[] = [
  { id: 'seq', title: 'No.', width: '48px', end: true, cell: (e) => e.seq },
  {
    id: 'at',
    title: 'Time (UTC)',
    width: '138px',
    cell: (e) => <span className="time">{formatTime(e.at)}</span>,
  },
  {
    id: 'action',
    title: 'Action',
    width: '130px',
    cell: (e) => <span className="ellipsis">{e.action}</span>,
  },
  {
    id: 'detail',
    title: 'Detail',
    width: 'minmax(180px, 1fr)',
    cell: (e) => (
      <span className="ellipsis" title={detailOf(e)}>
        {detailOf(e)}
      </span>
    ),
  },
  {
    id: 'by',
    title: 'By',
    width: '96px',
    cell: (e) => <span className="ellipsis">{e.by || 'unnamed'}</span>,
  },
  {
    id: 'hash',
    title: 'Hash',
    width: '92px',
    help: 'Each line carries the hash of the line before: a changed line breaks the chain',
    cell: (e) => (
      <span className="mono" title={`${e.hash}\nbefore: ${e.previous}`}>
        {e.hash.slice(0, 10)}
      </span>
    ),
  },
];

const keyOf = (entry: JournalEntry): string => String(entry.seq);

/** What was done in this case, line by line, as the case folder records it. */
export function Journal() {
  const revision = useWorkspace((s) => s.revision);
  const rows = usePagedRows(`journal-${revision}`, journal);
  return (
    <Table
      label="Journal"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      empty={<EmptyState title="The journal is empty" compact />}
    />
  );
}
