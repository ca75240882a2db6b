import type {
  Between,
  Breakdown,
  Communities,
  FoundSubjects,
  GraphSlice,
  Paths,
  SavedView,
  SearchHit,
  Slice,
  TimeSlices,
  TransferPage,
  TransferQuery,
} from '#contract/graph.ts';
import type { ProfileEvent } from '#contract/whales.ts';
import type { Bucket, ExpandHow } from '../../graph/view.ts';
import { engine } from '../../workspace/engine.ts';
import type { AsOf } from '../../workspace/playhead.ts';
import { splitNodeId } from '../../workspace/selection.ts';
import { frameQuery, type TimeFrame } from '../../workspace/time-frame.ts';
import type { PathSettings } from './store.ts';

/** The strongest counterparties of a node from the `offset`-th on. */
export const neighbours = (
  node: string,
  how: ExpandHow,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<GraphSlice> =>
  engine().client.graph.neighbours(
    { ...splitNodeId(node), direction: how.direction, by: how.by, ...how.filter, offset, limit },
    signal ? { signal } : undefined,
  );

/** An entity with its busiest addresses and its strongest counterparties, as known at the instant. */
export const entityProfile = (
  id: string,
  frame: TimeFrame | null,
  { asOf, hindsight }: AsOf,
): AsyncIterable<ProfileEvent> =>
  engine().client.accounts.profile({
    subjects: [id],
    ...frameQuery(frame),
    knownBy: hindsight ? null : asOf,
    counterparties: 24,
  });

export const breakdown = (
  node: string,
  direction: ExpandHow['direction'],
  frame: TimeFrame | null,
  signal: AbortSignal,
): Promise<Breakdown> =>
  engine().client.graph.breakdown(
    { ...splitNodeId(node), direction, ...frameQuery(frame), buckets: 24, limit: 30 },
    { signal },
  );

/** Everything about these nodes and the flows among them, as known at the instant. */
export const sliceOf = (
  nodes: readonly string[],
  frame: TimeFrame | null,
  known: AsOf,
  signal?: AbortSignal,
): Promise<Slice> =>
  engine().client.graph.slice(
    { nodes: [...nodes], ...frameQuery(frame), ...known },
    signal ? { signal } : undefined,
  );

export const between = (
  a: string,
  b: string,
  frame: TimeFrame | null,
  limit: number,
  signal: AbortSignal,
): Promise<Between> => engine().client.graph.between({ a, b, ...frameQuery(frame), limit }, { signal });

export const timeSlices = (
  node: string,
  counterparties: readonly string[],
  bucket: Bucket,
  frame: TimeFrame | null,
  signal: AbortSignal,
): Promise<TimeSlices> =>
  engine().client.graph.timeSlices(
    { node, counterparties: [...counterparties], bucket, ...frameQuery(frame) },
    { signal },
  );

/** Paths from each of the first ends to the last one. */
export const pathsBetween = (
  ends: readonly string[],
  settings: PathSettings,
  frame: TimeFrame | null,
  k: number,
  signal: AbortSignal,
): Promise<Paths> =>
  engine().client.graph.paths(
    { sources: ends.slice(0, -1), targets: ends.slice(-1), ...settings, k, ...frameQuery(frame) },
    { signal },
  );

export const communities = (
  nodes: readonly string[],
  frame: TimeFrame | null,
  signal: AbortSignal,
): Promise<Communities> =>
  engine().client.graph.communities({ nodes: [...nodes], ...frameQuery(frame) }, { signal });

export const findSubjects = (texts: readonly string[], signal?: AbortSignal): Promise<FoundSubjects> =>
  engine().client.graph.findSubjects({ texts: [...texts] }, signal ? { signal } : undefined);

export const alertGraph = (alertId: string, limit: number): Promise<GraphSlice> =>
  engine().client.graph.fromAlert({ alertId, limit });

export const transfers = (query: Partial<TransferQuery>, signal: AbortSignal): Promise<TransferPage> =>
  engine().client.graph.transfers(query, { signal });

export const savedViews = (signal?: AbortSignal): Promise<SavedView[]> =>
  engine().client.views.list({}, signal ? { signal } : undefined);

export const saveView = (id: string | null, name: string, content: string) =>
  engine().client.views.save({ id, name, content });

export const openView = (id: string) => engine().client.views.open({ id });

export const removeView = (id: string): Promise<SavedView[]> => engine().client.views.remove({ id });

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
