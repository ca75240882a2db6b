import type { Progress } from '#contract/common.ts';
import { EventQueue } from './event-queue.ts';

export type ProgressEvent = { type: 'progress'; progress: Progress };

/** Runs work that tells its progress, as a stream that ends with what it gave. */
export async function* told<T>(
  work: (progress: (progress: Progress) => void) => Promise<T>,
): AsyncGenerator<ProgressEvent | T> {
  const queue = new EventQueue<ProgressEvent>();
  const running = work((progress) => queue.push({ type: 'progress', progress })).finally(() => queue.end());
  running.catch(() => undefined);
  yield* queue;
  yield await running;
}
