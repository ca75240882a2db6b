import type { RunEvent } from '#contract/detection.ts';
import type { Comparison } from '#contract/reduction.ts';
import { detectorById } from '../detectors/registry.ts';
import { parametersFor } from '../detectors/run-detector.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { aggregate } from './aggregate.ts';
import { type DetectContext, lastInstant } from './detect.ts';
import { identify } from './identify.ts';
import { keptOfOthers } from './keep-raw-alerts.ts';
import { runDetectors } from './run-detectors.ts';

const SHOWN = 20;

/**
 * What other parameters would change: runs the named detectors with them and sets the alerts beside those the case
 * has, without storing anything. Alerts are the same where subjects, times and evidence are.
 */
export async function compareParameters(
  context: DetectContext,
  params: Record<string, Record<string, unknown>>,
  signal: AbortSignal,
  emit: (event: RunEvent) => void = () => undefined,
): Promise<Comparison[]> {
  const planned = Object.entries(params).map(([id, given]) => {
    const detector = detectorById(id);
    if (!detector) throw new Error(`no detector ${id}`);
    return { detector, params: parametersFor(detector, given) };
  });
  await ensureMarts(context.folder.warehouse, undefined, signal);
  return context.folder.warehouse.use(async (session) => {
    const last = await session.first<{ as_of: string | null }>(
      'SELECT iso(max(as_of)) AS as_of FROM detector_run',
    );
    const asOf = last?.as_of ?? (await lastInstant(session));
    if (asOf === null) return [];
    const present = await keptOfOthers(session, []);
    const { raw, runs } = await runDetectors({
      ...context,
      session,
      asOf,
      planned,
      signal,
      emit,
      keep: false,
    });
    const named = async (alerts: typeof raw) =>
      (await identify(session, aggregate(alerts.map((alert) => ({ ...alert, params: {} }))))).map(
        ({ id, explanation }) => ({ id, explanation }),
      );
    const result: Comparison[] = [];
    for (const { run } of runs) {
      const before = await named(present.filter(({ detector }) => detector.id === run.detector));
      const after = await named(raw.filter(({ detector }) => detector.id === run.detector));
      const had = new Set(before.map(({ id }) => id));
      const has = new Set(after.map(({ id }) => id));
      result.push({
        detector: run.detector,
        status: run.status,
        message: run.message,
        before: before.length,
        after: after.length,
        added: after
          .filter(({ id }) => !had.has(id))
          .slice(0, SHOWN)
          .map(({ explanation }) => explanation),
        removed: before
          .filter(({ id }) => !has.has(id))
          .slice(0, SHOWN)
          .map(({ explanation }) => explanation),
      });
    }
    return result;
  }, signal);
}
