import type { RunEvent, RunRequest } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { detectorById, detectors } from '../detectors/registry.ts';
import { parametersFor } from '../detectors/run-detector.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import type { Session } from '../warehouse/session.ts';
import { streamed } from './event-queue.ts';
import { keptOfOthers } from './keep-raw-alerts.ts';
import { currentParameters } from './parameter-sets.ts';
import { recordAlerts } from './record-alerts.ts';
import { type PlannedDetector, runDetectors } from './run-detectors.ts';
import { weigh } from './weigh.ts';

export interface DetectContext {
  readonly folder: CaseFolder;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
}

/** The last instant the data speaks of: what `as_of` means where none is given. */
export async function lastInstant(session: Session): Promise<string | null> {
  const row = await session.first<{ last: string | null }>(
    `SELECT iso(max(t)) AS last FROM (
       SELECT max(time) AS t FROM mart_transfer UNION ALL SELECT max(time) FROM stg_trade UNION ALL SELECT max(time) FROM mart_swap)`,
  );
  return row?.last ?? null;
}

/**
 * Runs detectors and everything after them, and replaces the alerts of the case in one transaction.
 * A detector that fails is a failed run; the others go on and its earlier alerts are not kept.
 */
export const detect = (
  context: DetectContext,
  request: RunRequest,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> => streamed((push) => detectInto(context, request, signal, push));

async function detectInto(
  context: DetectContext,
  request: RunRequest,
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
): Promise<void> {
  const { folder } = context;
  const chosen = request.only.length === 0 ? detectors : request.only.map(requireDetector);
  for (const id of Object.keys(request.params)) requireDetector(id);
  const current = await folder.warehouse.use((session) => currentParameters(session));
  const planned: PlannedDetector[] = chosen.map((detector) => ({
    detector,
    params: parametersFor(detector, { ...current[detector.id], ...request.params[detector.id] }),
  }));

  await ensureMarts(folder.warehouse, (progress) => emit({ type: 'progress', progress }), signal);
  await folder.warehouse.use(async (session) => {
    const asOf = request.asOf ?? (await lastInstant(session));
    if (asOf === null) {
      emit({ type: 'done', asOf: null, alerts: 0, runs: [] });
      return;
    }
    const { raw, runs } = await runDetectors({ ...context, session, asOf, planned, signal, emit });
    emit({
      type: 'progress',
      progress: {
        stage: 'weigh',
        message: 'Weighing alerts',
        done: planned.length,
        total: planned.length,
        unit: 'steps',
      },
    });
    const others = await keptOfOthers(session, chosen);
    const stored = await weigh(session, [...raw, ...others], runs, asOf);
    await recordAlerts(folder, session, 'detection-run', {
      asOf,
      detectors: runs.map(({ run, params }) => ({
        id: run.detector,
        version: run.version,
        status: run.status,
        alerts: run.alerts,
        params,
      })),
      alerts: stored,
    });
    emit({ type: 'done', asOf, alerts: stored, runs: runs.map(({ run }) => run) });
  }, signal);
}

function requireDetector(id: string) {
  const detector = detectorById(id);
  if (!detector)
    throw new EngineError('not-found', `There is no detector ${id}. \`spyhop detectors\` lists them.`);
  return detector;
}
