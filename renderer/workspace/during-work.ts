import type { Progress } from '#contract/common.ts';
import { isCancelled, messageOf } from './messages.ts';
import { beginWork, reportProblem, type WorkHandle } from './store.ts';

/**
 * Does long work as an item of the running work, where it can be cancelled. `work` gives the sentence that says what came
 * out; a failure is reported. Resolves when the work has ended, however it did.
 */
export async function duringWork(
  title: string,
  cancelled: string,
  work: (task: WorkHandle) => Promise<string>,
): Promise<void> {
  const task = beginWork(title);
  try {
    task.end('done', await work(task));
  } catch (error) {
    if (isCancelled(error)) task.end('cancelled', cancelled);
    else {
      task.end('failed', messageOf(error));
      reportProblem(error);
    }
  }
}

type Told<E> = AsyncIterable<E | { readonly type: 'progress'; readonly progress: Progress }>;

/** Tells the progress of a stream to the running work and gives its last item. @throws Error when it ends without one. */
export const lastOf = <E extends { readonly type: string }>(
  stream: Told<E>,
  task: WorkHandle,
  also?: (progress: Progress) => void,
): Promise<Exclude<E, { readonly type: 'progress' }>> =>
  lastEvent(stream, (progress) => {
    task.report({ progress, rate: null, remainingSeconds: null });
    also?.(progress);
  });

/** Tells the progress of a stream and gives its last item. @throws Error when it ends without one. */
export async function lastEvent<E extends { readonly type: string }>(
  stream: Told<E>,
  tell: (progress: Progress) => void,
): Promise<Exclude<E, { readonly type: 'progress' }>> {
  let last: E | null = null;
  for await (const event of stream)
    if ('progress' in event) tell((event as { readonly progress: Progress }).progress);
    else last = event as E;
  if (last === null) throw new Error('The work ended without an answer.');
  return last as Exclude<E, { readonly type: 'progress' }>;
}
