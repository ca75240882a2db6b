import type { Progress } from '#contract/common.ts';
import { streamed } from './event-queue.ts';

type ProgressEvent = { type: 'progress'; progress: Progress };

/** Runs work that tells its progress, as a stream that ends with what it gave. */
export const told = <T>(
  work: (progress: (progress: Progress) => void) => Promise<T>,
): AsyncGenerator<ProgressEvent | T> =>
  streamed(async (push) => push(await work((progress) => push({ type: 'progress', progress }))));
