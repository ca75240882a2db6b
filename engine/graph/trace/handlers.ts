import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import type { TraceEvent, TraceRequest } from '#contract/trace.ts';
import { streamed } from '../../alerts/event-queue.ts';
import type { Session } from '../../warehouse/session.ts';
import card from './card.md?raw';
import { emptyMemory } from './sql-source.ts';
import { type Traced, traceMoney } from './trace.ts';
import { traceRows } from './trace-rows.ts';

/** Traces kept for the questions about their rows. */
const KEPT = 4;

/** What the handlers of tracing need of the engine. */
export interface TraceDoors {
  /** Names the open case and the rows in it. */
  readonly caseDir: () => string;
  /** Reads derived tables, brought up to date before. */
  readonly derived: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Handlers of the topic `trace`. */
export function traceHandlers({ caseDir, derived }: TraceDoors): Pick<Handlers<SpyhopContract>, 'trace'> {
  const kept = new Map<string, Traced>();
  let memory = { of: '', ...emptyMemory() };

  /** The same question about the same rows has the same answer: it is found once. */
  const traced = async (
    session: Session,
    request: TraceRequest,
    signal: AbortSignal,
    emit: (event: TraceEvent) => void,
  ): Promise<Traced> => {
    const state = await session.first<{ fingerprint: string }>('SELECT fingerprint FROM mart_state');
    const of = JSON.stringify([caseDir(), state?.fingerprint]);
    if (memory.of !== of) memory = { of, ...emptyMemory() };
    const key = `${of}${JSON.stringify(request)}`;
    const known = kept.get(key);
    kept.delete(key);
    const found =
      known ??
      (await traceMoney(
        session,
        request,
        signal,
        (progress) => emit({ type: 'progress', progress }),
        memory,
      ));
    kept.set(key, found);
    for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
    return found;
  };

  return {
    trace: {
      card: async () => ({ card }),
      run: (request, { signal }) =>
        streamed<TraceEvent>((push) =>
          derived(async (session) => {
            const { trace } = await traced(session, request, signal, push);
            push({ type: 'done', trace });
          }, signal),
        ),
      rows: async (query, { signal }) =>
        derived(
          async (session) =>
            traceRows(session, await traced(session, query.request, signal, () => undefined), query),
          signal,
        ),
    },
  };
}
