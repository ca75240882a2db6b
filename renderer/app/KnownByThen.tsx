import type { Instant } from '#contract/common.ts';
import { countOf, formatCount } from '../ui/format.ts';
import { replayState } from '../workspace/queries.ts';
import { useHeldFrames, useReplay } from '../workspace/replay.ts';
import { useWorkspace } from '../workspace/store.ts';
import { useAnswer } from '../workspace/use-answer.ts';

/** How much of the case had happened at the instant, and what the last frame brought. */
export function KnownByThen({ at }: { readonly at: Instant }) {
  const hindsight = useWorkspace((s) => s.hindsight);
  const revision = useWorkspace((s) => s.revision);
  const counts = useWorkspace((s) => s.caseSummary?.counts);
  const frame = useReplay((s) => s.frame);
  const answer = useAnswer(`known-${revision}-${at}-${hindsight}`, (signal) =>
    replayState({ at, hindsight, alerts: 1 }, signal),
  );
  useHeldFrames(answer.loading);
  const state = answer.data;
  if (!state) return <span className="muted">{answer.error ? '' : 'Going there'}</span>;
  return (
    <>
      <b>{formatCount(state.transfers)}</b>
      {counts && <span className="muted"> of {formatCount(counts.transfers)}</span>} transfers ·{' '}
      <b>{formatCount(state.accounts)}</b> addresses ·{' '}
      {hindsight ? (
        <>{countOf(state.alertsTotal, 'alert')} with hindsight</>
      ) : (
        <>
          <b>{formatCount(state.alertsTotal)}</b> {state.alertsTotal === 1 ? 'alert' : 'alerts'} known
        </>
      )}
      {frame && <span className="muted"> · {countOf(frame.transfers, 'transfer')} in this frame</span>}
    </>
  );
}
