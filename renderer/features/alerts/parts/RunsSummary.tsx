import { useMemo } from 'react';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { runsInWords } from '../detect.ts';
import { lastRuns } from '../queries.ts';
import { showRuns } from '../store.ts';

/** How the last run ended, beside the list it produced. */
export function RunsSummary() {
  const revision = useWorkspace((s) => s.revision);
  const runs = useAnswer(`runs-${revision}`, lastRuns).data;
  const failed = useMemo(() => (runs ?? []).some((r) => r.status === 'failed'), [runs]);
  if (!runs || runs.length === 0) return null;
  return (
    <button type="button" className={failed ? 'link is-problem' : 'link'} onClick={() => showRuns(true)}>
      Detectors: {runsInWords(runs)}
    </button>
  );
}
