import type { TransferPage, TransferQuery } from '#contract/graph.ts';
import type { TraceRowsPage, TraceRowsQuery } from '#contract/trace.ts';
import { engine } from '../../workspace/engine.ts';

export const transfers = (query: Partial<TransferQuery>, signal?: AbortSignal): Promise<TransferPage> =>
  engine().client.graph.transfers(query, signal ? { signal } : undefined);

export const tracedTransfers = (query: TraceRowsQuery, signal?: AbortSignal): Promise<TraceRowsPage> =>
  engine().client.trace.rows(query, signal ? { signal } : undefined);
