import type { Alert } from '#contract/detection.ts';
import type { FrozenStore } from '../frozen-store.ts';
import { valueDigest } from './data-digest.ts';
import type { StoredEvidence } from './stored.ts';

/** What an alert states of the data: verdicts and the marks of later stages are the investigators' and change without it. */
export const alertDigest = ({
  verdict: _,
  filters: __,
  priority: ___,
  priorityParts: ____,
  ...stated
}: Alert): string => valueDigest(stated);

/** Freezes an alert as an exhibit that still has no number. */
export function alertExhibit(
  frozen: FrozenStore,
  alert: Alert,
  datasets: string,
  note = '',
): Omit<StoredEvidence, 'id' | 'exhibit'> {
  return {
    kind: 'alert',
    title: alert.title,
    explanation: alert.explanation,
    note,
    location: '',
    alertId: alert.id,
    frozen: { data: frozen.put(JSON.stringify(alert)), style: null, picture: null },
    dataDigest: alertDigest(alert),
    datasetsDigest: datasets,
    events:
      alert.start === alert.end
        ? [{ at: alert.start, text: alert.title }]
        : [
            { at: alert.start, text: `${alert.title}: begins` },
            { at: alert.end, text: `${alert.title}: ends` },
          ],
  };
}
