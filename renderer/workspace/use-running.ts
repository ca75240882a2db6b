import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '#contract/common.ts';
import { isCancelled, messageOf } from './messages.ts';
import { beginWork, type WorkHandle } from './store.ts';

/** After so long the task is entered into the running work. */
const LONG_MS = 1000;

export interface Running<Q, A> {
  /** The last answer; it stays while the next is made. */
  readonly answer: A | null;
  /** The question that `answer` answers. */
  readonly question: Q | null;
  readonly progress: Progress | null;
  readonly running: boolean;
  readonly cancelled: boolean;
  readonly error: unknown;
  readonly cancel: () => void;
  readonly again: () => void;
}

export interface Work<Q, A> {
  readonly title: string;
  /** What stands where it was cancelled. */
  readonly cancelled: string;
  readonly ask: (question: Q, signal: AbortSignal, tell: (progress: Progress) => void) => Promise<A>;
  readonly outcome: (answer: A) => string;
}

type Resting<Q, A> = Omit<Running<Q, A>, 'cancel' | 'again'>;

const resting = {
  answer: null,
  question: null,
  progress: null,
  running: false,
  cancelled: false,
  error: null,
};

/**
 * Asks what may take long, whenever the question or the rows of the case change; a newer question takes the place of the
 * one under way. `work` may change from call to call; it is not asked again for that.
 */
export function useRunning<Q, A>(question: Q | null, revision: number, work: Work<Q, A>): Running<Q, A> {
  const [state, setState] = useState<Resting<Q, A>>(resting);
  const [attempt, setAttempt] = useState(0);
  const stop = useRef<(() => void) | null>(null);
  const latest = useRef({ question, work });
  latest.current = { question, work };
  const key = question === null ? null : JSON.stringify([question, revision, attempt]);

  useEffect(() => {
    const { question: asked, work: how } = latest.current;
    if (key === null || asked === null) {
      setState(resting);
      return;
    }
    const controller = new AbortController();
    let task: WorkHandle | null = null;
    const timer = setTimeout(() => {
      task = beginWork(how.title);
      task.signal.addEventListener('abort', () => stop.current?.());
    }, LONG_MS);
    const done = (
      change: Partial<Resting<Q, A>>,
      status: 'done' | 'cancelled' | 'failed',
      outcome: string,
    ) => {
      clearTimeout(timer);
      task?.end(status, outcome);
      task = null;
      if (stop.current === cancel) stop.current = null;
      setState((s) => ({ ...s, progress: null, running: false, ...change }));
    };
    const cancel = () => {
      controller.abort();
      done({ cancelled: true }, 'cancelled', how.cancelled);
    };
    stop.current = cancel;
    setState((s) => ({ ...s, running: true, cancelled: false, error: null, progress: null }));
    const tell = (progress: Progress) => {
      if (controller.signal.aborted) return;
      task?.report({ progress, rate: null, remainingSeconds: null });
      setState((s) => ({ ...s, progress }));
    };
    how.ask(asked, controller.signal, tell).then(
      (answer) => {
        if (!controller.signal.aborted)
          done({ answer, question: asked, error: null }, 'done', how.outcome(answer));
      },
      (error: unknown) => {
        if (controller.signal.aborted || isCancelled(error)) return;
        done({ answer: null, question: null, error: error ?? new Error() }, 'failed', messageOf(error));
      },
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
      task?.end('cancelled', 'Another question took its place.');
    };
  }, [key]);

  const cancel = useCallback(() => stop.current?.(), []);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  return { ...state, cancel, again };
}
