import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { runCommand } from '../../../workspace/commands.ts';
import { goTo, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { runsInWords } from '../detect.ts';
import { lastRuns } from '../queries.ts';
import { showRuns } from '../store.ts';

/** An empty list says why it is empty: no data, not run, or run and quiet. */
export function NoAlerts() {
  const revision = useWorkspace((s) => s.revision);
  const datasets = useWorkspace((s) => s.caseSummary?.counts.datasets ?? 0);
  const runs = useAnswer(`runs-${revision}`, lastRuns).data;
  if (datasets === 0) {
    return (
      <EmptyState
        title="There is nothing to look at yet"
        actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
      >
        Drop transfers, trades or node data into this window. The detectors then say what they see in them.
      </EmptyState>
    );
  }
  if (!runs || runs.length === 0) {
    return (
      <EmptyState
        title="The detectors have not been run on these files"
        actions={
          <Button variant="primary" keys="Ctrl+Enter" onClick={() => runCommand('run-detectors')}>
            Run the detectors
          </Button>
        }
      >
        They read the imported rows only. The same rows and parameters always give the same alerts.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="The last run raised no alert"
      actions={<Button onClick={() => showRuns(true)}>Show what ran</Button>}
    >
      Detectors: {runsInWords(runs)}. A detector without the data it needs says nothing about the case.
    </EmptyState>
  );
}
