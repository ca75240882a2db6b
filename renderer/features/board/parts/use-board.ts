import { useWorkspace } from '../../../workspace/store.ts';
import type { TimeFrame } from '../../../workspace/time-frame.ts';
import { type Answer, useAnswer } from '../../../workspace/use-answer.ts';

/** Asks one question of the board again whenever rows or time span change. */
export function useBoard<T>(
  name: string,
  ask: (frame: TimeFrame | null, signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const frame = useWorkspace((s) => s.frame);
  const revision = useWorkspace((s) => s.revision);
  return useAnswer(`board-${name}-${revision}-${JSON.stringify(frame)}`, (signal) => ask(frame, signal));
}
