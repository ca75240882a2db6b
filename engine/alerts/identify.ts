import type { Evidence } from '#contract/detection.ts';
import type { EvidenceRef } from '../detectors/define.ts';
import type { Session } from '../warehouse/session.ts';
import type { AggregatedAlert } from './aggregate.ts';
import { alertId, orderedEvidence, traceRows } from './trace-evidence.ts';

/** Evidence in its order, with its place in the original files. */
export type TracedEvidence = Evidence & EvidenceRef & { datasetId: number };

export interface IdentifiedAlert extends AggregatedAlert {
  readonly id: string;
  readonly traced: readonly TracedEvidence[];
}

/** Traces the evidence of alerts to files and names each alert; of alerts with the same name the first stays. */
export async function identify(
  session: Session,
  alerts: readonly AggregatedAlert[],
): Promise<IdentifiedAlert[]> {
  const traced = await traceRows(
    session,
    alerts.flatMap((alert) => alert.evidence),
  );
  const found = new Map<string, IdentifiedAlert>();
  for (const alert of alerts) {
    const evidence = orderedEvidence(alert.evidence, traced);
    const id = alertId({
      detector: alert.detector.id,
      version: alert.detector.version,
      params: alert.params,
      subjects: alert.subjects,
      start: alert.start,
      end: alert.end,
      evidence,
    });
    if (!found.has(id)) found.set(id, { ...alert, id, traced: evidence });
  }
  return [...found.values()];
}
