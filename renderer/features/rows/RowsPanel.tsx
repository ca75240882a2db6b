import { Briefcase, Waypoints, X } from 'lucide-react';
import { useMemo } from 'react';
import type { TransferPage, TransferRow } from '#contract/graph.ts';
import type { TraceRow } from '#contract/trace.ts';
import { changeLayout, useLayout } from '../../storage/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { countOf, formatTime } from '../../ui/format.ts';
import { Hint } from '../../ui/Hint.tsx';
import { Resizer } from '../../ui/Resizer.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/Table.tsx';
import { toMicros } from '../../workspace/playhead.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import {
  openInGraph,
  type RowsRequest,
  reportProblem,
  showRow,
  showRows,
  useWorkspace,
} from '../../workspace/store.ts';
import { frameQuery } from '../../workspace/time-frame.ts';
import { usePagedRows } from '../../workspace/use-paged-rows.ts';
import { tracedTransfers, transfers } from './queries.ts';
import { addRowsToCase } from './to-case.ts';
import { tracedColumn, transferColumns } from './transfer-columns.tsx';

const keyOf = (row: TransferRow): string =>
  `${row.file}:${row.line}:${row.kind}:${row.asset}:${row.from}:${row.to}`;

/** The rows behind a number, over the lower part of whatever page the number stands on. */
export function RowsPanel() {
  const request = useWorkspace((s) => s.rowsRequest);
  return request ? <Rows request={request} /> : null;
}

function Rows({ request }: { readonly request: RowsRequest }) {
  const height = useLayout((s) => s.rowsHeight);
  const frame = useWorkspace((s) => s.frame);
  const at = useWorkspace((s) => s.at);
  const hindsight = useWorkspace((s) => s.hindsight);
  const revision = useWorkspace((s) => s.revision);
  const selection = useWorkspace((s) => s.selection);
  const query = useMemo(() => {
    const { title: _, framed, trace: __, ...rest } = request;
    const query = framed ? { ...rest, ...frameQuery(frame) } : rest;
    if (at === null) return query;
    return {
      ...query,
      to: query.to && toMicros(query.to) <= toMicros(at) ? query.to : at,
      ...(query.entity && !hindsight ? { knownBy: at } : {}),
    };
  }, [request, frame, at, hindsight]);
  const { trace } = request;
  const rows = usePagedRows<TransferPage | { total: number; rows: TraceRow[] }>(
    `rows-${revision}-${JSON.stringify(trace ?? query)}`,
    (offset, limit, signal) =>
      trace
        ? tracedTransfers({ ...trace, offset, limit }, signal)
        : transfers({ ...query, offset, limit }, signal),
  );
  useHeldFrames(rows.stale);
  const columns = useMemo(() => {
    const plain = transferColumns(request.address ?? null);
    const place = plain.findIndex(({ id }) => id === 'amount');
    return trace ? plain.toSpliced(place, 0, tracedColumn) : plain;
  }, [request.address, trace]);
  const activeKey = useMemo(() => {
    if (selection?.kind !== 'row') return '';
    return `${selection.file}:${selection.line}`;
  }, [selection]);
  return (
    <section className="rows-panel" style={{ height: `min(${height}px, 88%)` }} aria-label={request.title}>
      <Resizer
        label="Height of the rows"
        axis="y"
        value={height}
        min={160}
        max={900}
        onChange={(rowsHeight) => changeLayout({ rowsHeight })}
      />
      <div className="rows-head">
        <h2>{request.title}</h2>
        <span className="muted">
          {rows.total === null ? '' : countOf(rows.total, 'row')}
          {request.framed && frame ? ' in the chosen time span' : ''}
          {at && !request.trace ? ` up to ${formatTime(at)} UTC` : ''}
        </span>
        <span className="end">
          {request.txHash && (
            <Button
              icon={<Waypoints size={13} />}
              onClick={() => openInGraph({ kind: 'transaction', hash: request.txHash ?? '' })}
            >
              Open in graph
            </Button>
          )}
          <Button
            icon={<Briefcase size={13} />}
            disabled={!rows.total}
            onClick={() =>
              void addRowsToCase(request.title, trace ?? query, (offset, limit) =>
                trace ? tracedTransfers({ ...trace, offset, limit }) : transfers({ ...query, offset, limit }),
              ).catch(reportProblem)
            }
          >
            Add to case
          </Button>
          <Hint text="Close the rows" keys="Escape">
            <Button
              variant="quiet"
              aria-label="Close the rows"
              icon={<X size={14} />}
              onClick={() => showRows(null)}
            />
          </Hint>
        </span>
      </div>
      <Table
        label={request.title}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowClass={(row) => (`${row.file}:${row.line}` === activeKey ? 'is-active' : undefined)}
        onActivate={showRow}
        onOpen={showRow}
        empty={
          <EmptyState title="No rows" compact>
            {frame && request.framed ? 'None lie in the chosen time span.' : 'No imported row answers this.'}
          </EmptyState>
        }
      />
    </section>
  );
}
