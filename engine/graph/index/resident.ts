import { setImmediate as turn } from 'node:timers/promises';
import { EngineError } from '#contract/errors.ts';
import { ensureMarts } from '../../warehouse/build-marts.ts';
import type { Warehouse } from '../../warehouse/open.ts';
import { GraphIndex } from './graph-index.ts';
import { loadRows } from './load-rows.ts';

interface Resident {
  readonly fingerprint: string;
  readonly loading: Promise<GraphIndex>;
  ready: GraphIndex | null;
}

/** One index a case; it goes with the case's warehouse. */
const residents = new WeakMap<Warehouse, Resident>();

const turnOfOthers = (): Promise<void> => turn();

/**
 * The graph index of the case as its rows are now: loaded when first asked for, in slices, so that the engine answers
 * meanwhile; loaded anew after an import. All callers share one load, which goes on when one of them gives up.
 * @throws EngineError `cancelled` when the signal is aborted while waiting.
 */
export async function residentIndex(warehouse: Warehouse, signal?: AbortSignal): Promise<GraphIndex> {
  const resident = await present(warehouse, signal);
  return resident.ready ?? waiting(resident.loading, signal);
}

/** The same where it is there already; else null, and it is loaded in the background. */
export async function indexIfReady(warehouse: Warehouse, signal?: AbortSignal): Promise<GraphIndex | null> {
  return (await present(warehouse, signal)).ready;
}

async function present(warehouse: Warehouse, signal?: AbortSignal): Promise<Resident> {
  const fingerprint = await ensureMarts(warehouse, undefined, signal);
  const known = residents.get(warehouse);
  if (known?.fingerprint === fingerprint) return known;
  const resident: Resident = { fingerprint, loading: load(warehouse), ready: null };
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

async function load(warehouse: Warehouse): Promise<GraphIndex> {
  const rows = await warehouse.use(loadRows);
  return GraphIndex.over(rows, turnOfOthers);
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
