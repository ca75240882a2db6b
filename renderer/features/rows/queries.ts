import type { TransferPage, TransferQuery } from '#contract/graph.ts';
import { engine } from '../../workspace/engine.ts';

export const transfers = (query: Partial<TransferQuery>, signal: AbortSignal): Promise<TransferPage> =>
  engine().client.graph.transfers(query, { signal });
