import type { GraphSlice, SearchHit, TransferPage, TransferQuery } from '#contract/graph.ts';
import type { Expansion } from '../../graph/model.ts';
import { engine } from '../../workspace/engine.ts';
import { splitNodeId } from '../../workspace/selection.ts';
import { frameQuery, type TimeFrame } from '../../workspace/time-frame.ts';

export const neighbours = (
  expansion: Expansion,
  frame: TimeFrame | null,
  shown: readonly string[],
  signal: AbortSignal,
): Promise<GraphSlice> =>
  engine().client.graph.neighbours(
    {
      ...splitNodeId(expansion.node),
      direction: expansion.direction,
      by: expansion.by,
      limit: expansion.limit,
      ...frameQuery(frame),
      shown: [...shown],
    },
    { signal },
  );

export const alertGraph = (alertId: string, limit: number, signal: AbortSignal): Promise<GraphSlice> =>
  engine().client.graph.fromAlert({ alertId, limit }, { signal });

export const transfers = (query: Partial<TransferQuery>, signal: AbortSignal): Promise<TransferPage> =>
  engine().client.graph.transfers(query, { signal });

/** Addresses to start from: the busiest of the case, or those matching a text. */
export async function startingPoints(
  text: string,
  signal: AbortSignal,
): Promise<{ id: string; title: string; detail: string }[]> {
  if (text.trim().length >= 2) {
    const hits: SearchHit[] = await engine().client.workspace.search(
      { text: text.trim(), limit: 30 },
      { signal },
    );
    return hits
      .filter((hit) => (hit.kind === 'address' || hit.kind === 'tag') && hit.chain)
      .map((hit) => ({ id: `${hit.chain}:${hit.id}`, title: hit.title, detail: hit.detail }));
  }
  const page = await engine().client.accounts.page({ sort: 'transfers', limit: 8 }, { signal });
  return page.rows.map((row) => ({
    id: `${row.chain}:${row.address}`,
    title: row.tags[0]?.label ?? row.address,
    detail: `${row.transfers.toLocaleString('en-US')} transfers`,
  }));
}
