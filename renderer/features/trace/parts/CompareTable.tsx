import { useMemo } from 'react';
import type { Trace, TraceRequest } from '#contract/trace.ts';
import { Amount } from '../../../ui/Amount.tsx';
import { formatShare } from '../../../ui/format.ts';
import { type Column, Table } from '../../../ui/Table.tsx';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { type ComparedEnd, comparedEnds } from '../compare.ts';
import { methodNames, methodTitles, nodesById, reasonName } from '../words.ts';
import { NodeName } from './NodeName.tsx';
import { showEndRows } from './rows-of.ts';

const keyOf = (end: ComparedEnd): string => `${end.node}|${end.asset}|${end.reason}`;

/** Where the money ends, by one method beside the other: exact amount and share. */
export function CompareTable({ trace, request }: { readonly trace: Trace; readonly request: TraceRequest }) {
  const ends = useMemo(() => comparedEnds(trace), [trace]);
  const rows = useArrayRows(ends);
  const columns = useMemo<readonly Column<ComparedEnd>[]>(() => {
    const nodes = nodesById(trace);
    return [
      {
        id: 'node',
        title: 'Address',
        width: 'minmax(120px, 1fr)',
        cell: ({ node }) => <NodeName nodes={nodes} id={node} />,
      },
      {
        id: 'reason',
        title: 'End',
        width: 'minmax(90px, 0.8fr)',
        cell: ({ reason, symbol }) => (
          <span className="ellipsis" title={`${symbol} ${reasonName(reason, trace.direction)}`}>
            {symbol} {reasonName(reason, trace.direction)}
          </span>
        ),
      },
      ...trace.results.map(({ method }) => ({
        id: method,
        title: methodNames[method],
        help: methodTitles[method],
        width: 'minmax(132px, 1.2fr)',
        end: true,
        cell: (end: ComparedEnd) => {
          const found = end.by[method];
          return found ? (
            <button
              type="button"
              className="number-link"
              title={`${found.amount} ${end.symbol}`}
              onClick={() => showEndRows(trace, request, method, end)}
            >
              <Amount value={found.amount} /> <span className="muted">{formatShare(found.share)}</span>
            </button>
          ) : (
            <span className="is-nil">none</span>
          );
        },
      })),
    ];
  }, [trace, request]);
  return <Table label="Methods side by side" columns={columns} rows={rows} rowKey={keyOf} />;
}
