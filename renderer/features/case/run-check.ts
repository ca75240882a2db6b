import { create } from 'zustand';
import type { Progress } from '#contract/common.ts';
import type { Reproduction, Verification } from '#contract/custody.ts';
import { isCancelled, messageOf } from '../../workspace/messages.ts';
import { answersChanged, beginWork, reportProblem } from '../../workspace/store.ts';
import { reproduceCase, verifyCase } from './queries.ts';

interface ChecksState {
  readonly running: 'verify' | 'reproduce' | null;
  readonly progress: Progress | null;
  readonly verification: Verification | null;
  readonly reproduction: Reproduction | null;
}

export const useChecks = create<ChecksState>(() => ({
  running: null,
  progress: null,
  verification: null,
  reproduction: null,
}));
const set = useChecks.setState;

/** Follows a long check in the running work, where it can be cancelled. */
async function follow<E extends { type: string; progress?: Progress }>(
  which: 'verify' | 'reproduce',
  title: string,
  start: (signal: AbortSignal) => AsyncIterable<E>,
  done: (event: E) => string,
): Promise<void> {
  if (useChecks.getState().running) return;
  const work = beginWork(title);
  set({ running: which, progress: null });
  try {
    let outcome = '';
    for await (const event of start(work.signal)) {
      if (event.type === 'progress' && event.progress) {
        set({ progress: event.progress });
        work.report({ progress: event.progress, rate: null, remainingSeconds: null });
      } else if (event.type === 'done') outcome = done(event);
    }
    work.end('done', outcome);
  } catch (error) {
    if (isCancelled(error)) work.end('cancelled', 'Cancelled. Nothing was changed.');
    else {
      work.end('failed', messageOf(error));
      reportProblem(error);
    }
  } finally {
    set({ running: null, progress: null });
    answersChanged();
  }
}

export const verify = (): Promise<void> =>
  follow('verify', 'Verifying the case', verifyCase, (event) => {
    if (event.type !== 'done') return '';
    set({ verification: event.verification });
    return event.verification.holds
      ? 'Everything holds.'
      : `${event.verification.problems.length} things do not hold.`;
  });

export const reproduce = (): Promise<void> =>
  follow('reproduce', 'Making the case again from its originals', reproduceCase, (event) => {
    if (event.type !== 'done') return '';
    set({ reproduction: event.reproduction });
    return event.reproduction.identical
      ? 'Identical.'
      : `${event.reproduction.differences.length} differences.`;
  });
