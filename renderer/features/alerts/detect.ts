import type { DetectorRun } from '#contract/detection.ts';
import { countOf } from '../../ui/format.ts';
import { refreshCase } from '../../workspace/case-actions.ts';
import { isCancelled, messageOf } from '../../workspace/messages.ts';
import { beginWork, goTo, notify, reportProblem } from '../../workspace/store.ts';
import { detectorRun } from './queries.ts';
import { showRuns } from './store.ts';

/** `9 done, 4 skipped, 1 failed`: a failed run is never counted as quiet. */
export function runsInWords(runs: readonly DetectorRun[]): string {
  const count = (status: DetectorRun['status']) => runs.filter((r) => r.status === status).length;
  const parts = [`${count('done')} done`];
  if (count('skipped') > 0) parts.push(`${count('skipped')} without the data they need`);
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  return parts.join(', ');
}

let running = false;

/** Runs all detectors, or only the named ones, in the background. */
export async function runDetectors(only: readonly string[]): Promise<void> {
  if (running) {
    notify('The detectors are already running; see the running work.');
    return;
  }
  running = true;
  const work = beginWork(
    only.length > 0 ? `Run of ${countOf(only.length, 'detector')}` : 'Run of all detectors',
  );
  const started = performance.now();
  try {
    let outcome = '';
    let failed = false;
    for await (const event of detectorRun({ only: [...only] }, work.signal)) {
      if (event.type === 'progress') {
        const seconds = (performance.now() - started) / 1000;
        const { done, total } = event.progress;
        const rate = done > 0 && seconds > 0.5 ? done / seconds : null;
        work.report({
          progress: event.progress,
          rate,
          remainingSeconds: rate && total ? (total - done) / rate : null,
        });
      } else if (event.type === 'done') {
        failed = event.runs.some((r) => r.status === 'failed');
        outcome = `${countOf(event.alerts, 'alert')}. Detectors: ${runsInWords(event.runs)}.`;
      }
    }
    if (outcome === '') work.end('cancelled', 'Cancelled. The alerts of the run before are kept.');
    else {
      work.end('done', outcome);
      notify(outcome, {
        tone: failed ? 'problem' : 'plain',
        action: failed
          ? { label: 'Show runs', run: () => showRuns(true) }
          : { label: 'Show alerts', run: () => goTo('alerts') },
      });
    }
  } catch (error) {
    const cancelled = isCancelled(error) || work.signal.aborted;
    work.end(
      cancelled ? 'cancelled' : 'failed',
      cancelled ? 'Cancelled. The alerts of the run before are kept.' : messageOf(error),
    );
    if (!cancelled) reportProblem(error);
  } finally {
    running = false;
    await refreshCase();
  }
}
