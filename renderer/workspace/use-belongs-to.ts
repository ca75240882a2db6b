import type { EntitySummary } from '#contract/entities.ts';
import { belongsTo } from './queries.ts';
import { useWorkspace } from './store.ts';
import { useAnswer } from './use-answer.ts';
import { useAsOf } from './use-known-span.ts';

/** Entities an address (`chain:address`) belonged to as far as was known at the instant; none until the engine has answered. */
export function useBelongsTo(id: string): readonly EntitySummary[] {
  const revision = useWorkspace((s) => s.revision);
  const { asOf, hindsight } = useAsOf();
  const knownBy = hindsight ? null : asOf;
  const answer = useAnswer(`belongs-${id}-${knownBy}-${revision}`, (signal) =>
    belongsTo(id, knownBy, signal),
  );
  return answer.data ?? [];
}
