import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '#contract/common.ts';
import type { Trace, TraceRequest } from '#contract/trace.ts';
import { countOf } from '../../ui/format.ts';
import { isCancelled, messageOf } from '../../workspace/messages.ts';
import { beginWork, type WorkHandle } from '../../workspace/store.ts';
import { runTrace } from './queries.ts';

/** After so long the task is entered into the running work. */
const LONG_MS = 1000;

export interface RunningTrace {
  /** The last answer; it stays while the next is made. */
  readonly trace: Trace | null;
  /** The question `trace` answers. */
  readonly request: TraceRequest | null;
  readonly progress: Progress | null;
  readonly running: boolean;
  readonly cancelled: boolean;
  readonly error: unknown;
  readonly cancel: () => void;
  readonly again: () => void;
}

const resting = { trace: null, request: null, progress: null, running: false, cancelled: false, error: null };
type Resting = Pick<RunningTrace, 'trace' | 'request' | 'progress' | 'running' | 'cancelled' | 'error'>;

/** Asks whenever the question or the rows of the case change; a newer question takes the place of the one under way. */
export function useRunningTrace(request: TraceRequest | null, revision: number): RunningTrace {
  const [state, setState] = useState<Resting>(resting);
  const [attempt, setAttempt] = useState(0);
  const stop = useRef<(() => void) | null>(null);
  const latest = useRef(request);
  latest.current = request;
  const key = request === null ? null : JSON.stringify([request, revision, attempt]);

  useEffect(() => {
    const asked = latest.current;
    if (key === null || asked === null) {
      setState(resting);
      return;
    }
    const controller = new AbortController();
    let work: WorkHandle | null = null;
    const timer = setTimeout(() => {
      work = beginWork('Tracing money');
      work.signal.addEventListener('abort', () => stop.current?.());
    }, LONG_MS);
    const done = (change: Partial<Resting>, status: 'done' | 'cancelled' | 'failed', outcome: string) => {
      clearTimeout(timer);
      work?.end(status, outcome);
      work = null;
      if (stop.current === cancel) stop.current = null;
      setState((s) => ({ ...s, progress: null, running: false, ...change }));
    };
    const cancel = () => {
      controller.abort();
      done({ cancelled: true }, 'cancelled', 'Cancelled. The trace before is still shown.');
    };
    stop.current = cancel;
    setState((s) => ({ ...s, running: true, cancelled: false, error: null, progress: null }));
    const follow = async () => {
      for await (const event of runTrace(asked, controller.signal)) {
        if (controller.signal.aborted) return;
        if (event.type === 'progress') {
          work?.report({ progress: event.progress, rate: null, remainingSeconds: null });
          setState((s) => ({ ...s, progress: event.progress }));
        } else
          done(
            { trace: event.trace, request: asked, error: null },
            'done',
            `${countOf(event.trace.nodes.length, 'address', 'addresses')} reached.`,
          );
      }
    };
    follow().catch((error: unknown) => {
      if (controller.signal.aborted || isCancelled(error)) return;
      done({ trace: null, request: null, error: error ?? new Error() }, 'failed', messageOf(error));
    });
    return () => {
      clearTimeout(timer);
      controller.abort();
      work?.end('cancelled', 'Another question took its place.');
    };
  }, [key]);

  const cancel = useCallback(() => stop.current?.(), []);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  return { ...state, cancel, again };
}
