import { useMemo } from 'react';
import type { Trace, TraceFlow, TraceNode, TraceRequest, TraceResult } from '#contract/trace.ts';
import { Amount } from '../../../ui/Amount.tsx';
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { flowId } from '../picture.ts';
import { nodesById } from '../words.ts';
import { NodeName } from './NodeName.tsx';
import { showFlowRows } from './rows-of.ts';

const columnsOf = (
  nodes: ReadonlyMap<string, TraceNode>,
  open: (flow: TraceFlow) => void,
): readonly Column<TraceFlow>[] => [
  {
    id: 'hop',
    title: 'Step',
    help: 'Least number of transfers from the beginning; 0 is the transfer the trace began with',
    width: '40px',
    end: true,
    cell: ({ hop }) => hop,
  },
  {
    id: 'source',
    title: 'From',
    width: 'minmax(100px, 1fr)',
    cell: ({ source }) => <NodeName nodes={nodes} id={source} />,
  },
  {
    id: 'target',
    title: 'To',
    width: 'minmax(100px, 1fr)',
    cell: ({ target }) => <NodeName nodes={nodes} id={target} />,
  },
  {
    id: 'amount',
    title: 'Traced',
    width: 'minmax(100px, 1fr)',
    end: true,
    cell: (flow) => (
      <button type="button" className="number-link" onClick={() => open(flow)}>
        <Amount value={flow.amount} unit={flow.symbol} />
      </button>
    ),
  },
  { id: 'share', title: 'Share', width: '64px', end: true, cell: ({ share }) => formatShare(share) },
  {
    id: 'moved',
    title: 'Moved in all',
    width: 'minmax(84px, 0.7fr)',
    end: true,
    cell: ({ moved }) => <Amount value={moved} />,
  },
  {
    id: 'transfers',
    title: 'Transfers',
    width: '70px',
    end: true,
    cell: (flow) => (
      <button type="button" className="number-link" onClick={() => open(flow)}>
        {formatCount(flow.transfers)}
      </button>
    ),
  },
  {
    id: 'first',
    title: 'First (UTC)',
    width: '142px',
    cell: ({ firstSeen }) => <span className="time">{formatTime(firstSeen)}</span>,
  },
];

/** All flows of one method: the data of the picture. */
export function FlowTable({
  trace,
  result,
  request,
}: {
  readonly trace: Trace;
  readonly result: TraceResult;
  readonly request: TraceRequest;
}) {
  const rows = useArrayRows(result.flows);
  const columns = useMemo(
    () => columnsOf(nodesById(trace), (flow) => showFlowRows(trace, request, result.method, flow)),
    [trace, request, result.method],
  );
  return (
    <Table
      label="Flows of the trace"
      columns={columns}
      rows={rows}
      rowKey={flowId}
      onOpen={(flow) => showFlowRows(trace, request, result.method, flow)}
      empty={
        <EmptyState title="Nothing moved" compact>
          The traced money did not leave the address within the limits.
        </EmptyState>
      }
    />
  );
}
