import type { Trace, TraceRequest, TraceResult } from '#contract/trace.ts';
import { type CsvCell, csvText } from '../../ui/csv.ts';

/** Flows and ends of one method as CSV; the first column says which. */
export function traceCsv(trace: Trace, { method, flows, ends }: TraceResult): string {
  const header = [
    'record',
    'method',
    'direction',
    'source',
    'target',
    'reason',
    'detail',
    'asset',
    'symbol',
    'traced',
    'share',
    'moved',
    'transfers',
    'hop',
    'first_seen',
    'last_seen',
  ];
  const lines: CsvCell[][] = [];
  for (const flow of flows)
    lines.push([
      'flow',
      method,
      trace.direction,
      flow.source,
      flow.target,
      '',
      '',
      flow.asset,
      flow.symbol,
      flow.amount,
      flow.share,
      flow.moved,
      flow.transfers,
      flow.hop,
      flow.firstSeen,
      flow.lastSeen,
    ]);
  for (const end of ends)
    lines.push([
      'end',
      method,
      trace.direction,
      '',
      end.node,
      end.reason,
      end.detail,
      end.asset,
      end.symbol,
      end.amount,
      end.share,
      '',
      end.transfers,
      '',
      '',
      '',
    ]);
  return csvText(header, lines);
}

/** Question and answer with all methods, as they stand. */
export function traceJson(trace: Trace, request: TraceRequest): string {
  const { seconds: _, ...answer } = trace;
  return `${JSON.stringify({ request, trace: answer }, null, 2)}\n`;
}
