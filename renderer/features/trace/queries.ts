import type { AccountDetail, SearchHit, TransferPage, TransferQuery } from '#contract/graph.ts';
import type { TraceEvent, TraceRequest } from '#contract/trace.ts';
import { engine } from '../../workspace/engine.ts';

export const runTrace = (request: TraceRequest, signal: AbortSignal): AsyncIterable<TraceEvent> =>
  engine().client.trace.run(request, { signal });

export const traceCard = (signal: AbortSignal): Promise<{ card: string }> =>
  engine().client.trace.card({}, { signal });

export const accountDetail = (chain: string, address: string, signal: AbortSignal): Promise<AccountDetail> =>
  engine().client.accounts.detail({ chain, address }, { signal });

export const transfers = (query: Partial<TransferQuery>, signal: AbortSignal): Promise<TransferPage> =>
  engine().client.graph.transfers(query, { signal });

/** Addresses to start from: those matching a text. */
export async function findAddresses(text: string, signal: AbortSignal): Promise<SearchHit[]> {
  const hits = await engine().client.workspace.search({ text, limit: 30 }, { signal });
  return hits.filter((hit) => (hit.kind === 'address' || hit.kind === 'tag') && hit.chain !== null);
}
