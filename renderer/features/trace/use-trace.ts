import type { Trace, TraceRequest } from '#contract/trace.ts';
import { countOf } from '../../ui/format.ts';
import { lastEvent } from '../../workspace/during-work.ts';
import { type Running, useRunning, type Work } from '../../workspace/use-running.ts';
import { runTrace } from './queries.ts';

const tracing: Work<TraceRequest, Trace> = {
  title: 'Tracing money',
  cancelled: 'Cancelled. The trace before is still shown.',
  ask: async (request, signal, tell) => (await lastEvent(runTrace(request, signal), tell)).trace,
  outcome: ({ nodes }) => `${countOf(nodes.length, 'address', 'addresses')} reached.`,
};

/** Traces whenever the question or the rows of the case change. */
export const useRunningTrace = (
  request: TraceRequest | null,
  revision: number,
): Running<TraceRequest, Trace> => useRunning(request, revision, tracing);
