import { useMemo, useRef } from 'react';
import type { Dataset } from '#contract/datasets.ts';
import { FileName } from '../../../ui/FileName.tsx';
import { formatBytes, formatCount, formatDay, formatTime } from '../../../ui/format.ts';
import { type Column, Table, type TableHandle } from '../../../ui/Table.tsx';
import { select, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { useTableKeys } from '../../../workspace/use-table-keys.ts';
import { listDatasets } from '../queries.ts';
import { DatasetDetail } from './DatasetDetail.tsx';

const columns: readonly Column<Dataset>[] = [
  {
    id: 'name',
    title: 'File',
    width: 'minmax(150px, 1.6fr)',
    cell: (d) => (
      <FileName
        name={d.name}
        title={`${d.path}
${formatBytes(d.bytes)}`}
      />
    ),
  },
  {
    id: 'format',
    title: 'Read as',
    width: 'minmax(140px, 1fr)',
    cell: (d) => (
      <span className="ellipsis" title={d.format}>
        {d.formatLabel}
      </span>
    ),
  },
  { id: 'rows', title: 'Rows', width: '66px', end: true, cell: (d) => formatCount(d.rows) },
  { id: 'accepted', title: 'Accepted', width: '66px', end: true, cell: (d) => formatCount(d.accepted) },
  {
    id: 'rejected',
    title: 'Rejected',
    width: '70px',
    end: true,
    cell: (d) => <span className={d.rejected > 0 ? 'is-caution' : 'is-nil'}>{formatCount(d.rejected)}</span>,
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    width: '70px',
    end: true,
    cell: (d) => <span className={d.duplicate > 0 ? undefined : 'is-nil'}>{formatCount(d.duplicate)}</span>,
  },
  {
    id: 'coverage',
    title: 'Covers (UTC)',
    width: '162px',
    cell: (d) =>
      d.coverage.from && d.coverage.to ? (
        <span className="time" title={`${formatTime(d.coverage.from)} to ${formatTime(d.coverage.to)} UTC`}>
          {formatDay(d.coverage.from)} – {formatDay(d.coverage.to)}
        </span>
      ) : (
        <span className="is-nil">no times</span>
      ),
  },
  {
    id: 'notes',
    title: 'Warnings',
    width: '68px',
    end: true,
    cell: (d) =>
      d.warnings.length > 0 ? (
        <span className="is-caution" title={d.warnings.map((w) => w.message).join('\n')}>
          {d.warnings.length}
        </span>
      ) : (
        <span className="is-nil">0</span>
      ),
  },
];

const keyOf = (dataset: Dataset): string => String(dataset.id);

export function DatasetList() {
  const revision = useWorkspace((s) => s.revision);
  const selection = useWorkspace((s) => s.selection);
  const answer = useAnswer(`datasets-${revision}`, listDatasets);
  const rows = useArrayRows(answer.data, answer);
  const table = useRef<TableHandle>(null);
  useTableKeys(table);
  const id = selection?.kind === 'dataset' ? selection.id : null;
  const shown = useMemo(
    () => answer.data?.find((d) => d.id === id) ?? (id === null ? answer.data?.[0] : undefined),
    [answer.data, id],
  );
  return (
    <div className="data-split">
      <Table
        ref={table}
        label="Datasets"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        activeKey={shown ? keyOf(shown) : null}
        onActivate={(dataset) => select({ kind: 'dataset', id: dataset.id })}
        onOpen={(dataset) => select({ kind: 'dataset', id: dataset.id })}
      />
      {shown && <DatasetDetail key={shown.id} dataset={shown} />}
    </div>
  );
}
