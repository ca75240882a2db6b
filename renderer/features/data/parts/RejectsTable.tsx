import { Download } from 'lucide-react';
import type { Dataset, Reject } from '#contract/datasets.ts';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { notify, reportProblem, select } from '../../../workspace/store.ts';
import { usePagedRows } from '../../../workspace/use-paged-rows.ts';
import { exportRejects, rejects } from '../queries.ts';

const columns: readonly Column<Reject>[] = [
  { id: 'line', title: 'Line', width: '80px', end: true, cell: (r) => formatCount(r.line) },
  {
    id: 'column',
    title: 'Column',
    width: '150px',
    cell: (r) => <span className="ellipsis">{r.column}</span>,
  },
  {
    id: 'value',
    title: 'Value',
    width: 'minmax(120px, 1fr)',
    cell: (r) => (
      <span className="mono ellipsis" title={r.value}>
        {r.value === '' ? 'empty' : r.value}
      </span>
    ),
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 'minmax(180px, 1.6fr)',
    cell: (r) => (
      <span className="ellipsis" title={r.reason}>
        {r.reason}
      </span>
    ),
  },
];

const keyOf = (reject: Reject): string => `${reject.line}-${reject.column}`;

/** Rows that were not accepted, with line, column, value and reason. */
export function RejectsTable({ dataset }: { readonly dataset: Dataset }) {
  const rows = usePagedRows(`rejects-${dataset.id}`, (offset, limit, signal) =>
    rejects(dataset.id, offset, limit, signal),
  );
  const save = (format: 'csv' | 'xlsx') =>
    exportRejects(dataset.id, format).then((file) => notify(`Written: ${file.fileName}`), reportProblem);
  return (
    <div className="rejects">
      <div className="rejects-head">
        <span className="muted">
          {countOf(dataset.rejected, 'row')} of {formatCount(dataset.rows)} rejected. Select one to see its
          line in the original.
        </span>
        <Button
          icon={<Download size={13} />}
          disabled={dataset.rejected === 0}
          onClick={() => void save('csv')}
        >
          CSV
        </Button>
        <Button
          icon={<Download size={13} />}
          disabled={dataset.rejected === 0}
          onClick={() => void save('xlsx')}
        >
          XLSX
        </Button>
      </div>
      <Table
        label={`Rejected rows of ${dataset.name}`}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        onActivate={(r) => r.line > 0 && select({ kind: 'row', file: dataset.sha256, line: r.line })}
        empty={<EmptyState compact title="No row was rejected" />}
      />
    </div>
  );
}
