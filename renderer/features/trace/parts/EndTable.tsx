import { useMemo } from 'react';
import type { Trace, TraceEnd, TraceNode, TraceRequest, TraceResult } from '#contract/trace.ts';
import { Amount } from '../../../ui/Amount.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { nodesById, reasonName } from '../words.ts';
import { NodeName } from './NodeName.tsx';
import { showEndRows } from './rows-of.ts';

const columnsOf = (
  nodes: ReadonlyMap<string, TraceNode>,
  direction: Trace['direction'],
  open: (end: TraceEnd) => void,
): readonly Column<TraceEnd>[] => [
  {
    id: 'node',
    title: 'Address',
    width: 'minmax(110px, 0.9fr)',
    cell: ({ node }) => <NodeName nodes={nodes} id={node} />,
  },
  {
    id: 'reason',
    title: 'End',
    width: 'minmax(140px, 0.9fr)',
    cell: ({ reason }) => <span className="ellipsis">{reasonName(reason, direction)}</span>,
  },
  {
    id: 'amount',
    title: 'Amount',
    width: 'minmax(120px, 1fr)',
    end: true,
    cell: (end) => (
      <button type="button" className="number-link" onClick={() => open(end)}>
        <Amount value={end.amount} unit={end.symbol} />
      </button>
    ),
  },
  { id: 'share', title: 'Share', width: '64px', end: true, cell: ({ share }) => formatShare(share) },
  {
    id: 'transfers',
    title: 'Transfers',
    width: '70px',
    end: true,
    cell: ({ transfers }) => formatCount(transfers),
  },
  {
    id: 'detail',
    title: 'Because',
    width: 'minmax(150px, 1.5fr)',
    cell: ({ detail }) => (
      <span className="ellipsis muted" title={detail}>
        {detail}
      </span>
    ),
  },
];

const keyOf = (end: TraceEnd): string => `${end.node}|${end.asset}|${end.reason}`;

/** Where the traced money stands, and why it was followed no further. */
export function EndTable({
  trace,
  result,
  request,
}: {
  readonly trace: Trace;
  readonly result: TraceResult;
  readonly request: TraceRequest;
}) {
  const rows = useArrayRows(result.ends);
  const columns = useMemo(
    () =>
      columnsOf(nodesById(trace), trace.direction, (end) => showEndRows(trace, request, result.method, end)),
    [trace, request, result.method],
  );
  return (
    <Table
      label="Ends of the trace"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      onOpen={(end) => showEndRows(trace, request, result.method, end)}
    />
  );
}
