import { useHeldFrames } from '../../../workspace/replay.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { type Answer, useAnswer } from '../../../workspace/use-answer.ts';
import { useAsOf, useKnownSpan } from '../../../workspace/use-known-span.ts';
import type { BoardSpan } from '../queries.ts';

/** Asks one question of the board again whenever rows or time span change. */
export function useBoard<T>(
  name: string,
  ask: (span: BoardSpan, signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const { asOf, hindsight } = useAsOf();
  const span = { frame, knownBy: hindsight ? null : asOf };
  const answer = useAnswer(`board-${name}-${revision}-${JSON.stringify(span)}`, (signal) =>
    ask(span, signal),
  );
  useHeldFrames(answer.loading);
  return answer;
}
