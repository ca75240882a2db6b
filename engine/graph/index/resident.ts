import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { EngineError } from '#contract/errors.ts';
import { ensureMarts } from '../../warehouse/build-marts.ts';
import type { Warehouse } from '../../warehouse/open.ts';
import { GraphIndex } from './graph-index.ts';
import { loadRows } from './load-rows.ts';

interface Resident {
  readonly fingerprint: string;
  readonly loading: Promise<GraphIndex>;
  readonly progress: LoadProgress;
  /** Aborted when the rows changed before it was loaded. */
  readonly overtaken: AbortController;
  ready: GraphIndex | null;
}

/** How far a load is. */
export interface LoadProgress {
  stage: 'rows' | 'orders';
  done: number;
  total: number;
}

/** One index a case; it goes with the case's warehouse. */
const residents = new WeakMap<Warehouse, Resident>();

/** Milliseconds between two reports of progress. */
const TELL_MS = 250;

/**
 * The graph index of the case as its rows are now: loaded when first asked for, in slices, so that the engine answers
 * meanwhile; loaded anew after an import. All callers share one load, which goes on when one of them gives up.
 * @throws EngineError `cancelled` when the signal is aborted while waiting.
 */
export async function residentIndex(warehouse: Warehouse, signal?: AbortSignal): Promise<GraphIndex> {
  for (;;) {
    const resident = await present(warehouse, signal);
    if (resident.ready !== null) return resident.ready;
    try {
      return await waiting(resident.loading, signal);
    } catch (error) {
      // an import overtook this load: wait for the next one
      if (signal?.aborted || !resident.overtaken.signal.aborted) throw error;
    }
  }
}

/** The same where it is there already; else null, and it is loaded in the background. */
export async function indexIfReady(warehouse: Warehouse, signal?: AbortSignal): Promise<GraphIndex | null> {
  return (await present(warehouse, signal)).ready;
}

async function present(warehouse: Warehouse, signal?: AbortSignal): Promise<Resident> {
  const fingerprint = await ensureMarts(warehouse, undefined, signal);
  const known = residents.get(warehouse);
  if (known?.fingerprint === fingerprint) return known;
  if (known?.ready === null) known.overtaken.abort();
  const overtaken = new AbortController();
  const progress: LoadProgress = { stage: 'rows', done: 0, total: 0 };
  const resident: Resident = {
    fingerprint,
    loading: load(warehouse, progress, overtaken.signal),
    progress,
    overtaken,
    ready: null,
  };
  residents.set(warehouse, resident);
  resident.loading.then(
    (index) => {
      resident.ready = index;
    },
    // the callers who wait are told; the next question tries again
    () => {
      if (residents.get(warehouse) === resident) residents.delete(warehouse);
    },
  );
  return resident;
}

async function load(
  warehouse: Warehouse,
  progress: LoadProgress,
  overtaken: AbortSignal,
): Promise<GraphIndex> {
  // one snapshot, whatever is imported meanwhile
  const rows = await warehouse.use(
    (session) =>
      session.transaction(() => loadRows(session, (done, total) => Object.assign(progress, { done, total }))),
    overtaken,
  );
  return GraphIndex.over(rows, pauses(overtaken), (done, total) =>
    Object.assign(progress, { stage: 'orders', done, total }),
  );
}

/** How far the load is, several times a second until it is done; nothing where it is there already. */
export async function* indexProgress(
  warehouse: Warehouse,
  signal: AbortSignal,
): AsyncGenerator<LoadProgress> {
  const resident = await present(warehouse, signal);
  while (resident.ready === null && residents.get(warehouse) === resident) {
    yield { ...resident.progress };
    await waiting(Promise.race([resident.loading.catch(() => undefined), delay(TELL_MS)]), signal);
  }
  // a load that failed or was overtaken says so, or is waited for
  await residentIndex(warehouse, signal);
}

async function waiting<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, fail) => {
    stop = () => fail(new EngineError('cancelled', 'Cancelled; nothing was changed.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Gives others their turn between slices of long work. @throws EngineError `cancelled` once the signal is aborted. */
export const pauses =
  (signal?: AbortSignal): (() => Promise<void>) =>
  async () => {
    await turn();
    if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
  };
