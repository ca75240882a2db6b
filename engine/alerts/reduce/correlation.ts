import { median } from '../../detectors/kernels/statistics.ts';
import type { ReducedAlert } from './stage.ts';

const HOUR = 3_600_000;
/** Subjects of one detector in one hour from which on a moment may be market-wide, and multiples of its usual hour. */
const LEAST_SUBJECTS = 15;
const TIMES_USUAL = 8;

/** Moments in which one detector speaks of very many unrelated subjects at once: key of the moment by alert. */
export function marketMoments(
  alerts: readonly ReducedAlert[],
): Map<ReducedAlert, { key: string; subjects: number }> {
  const found = new Map<ReducedAlert, { key: string; subjects: number }>();
  const byDetector = new Map<string, Map<number, ReducedAlert[]>>();
  for (const alert of alerts) {
    if (alert.detector.family !== 'accounts') continue;
    const hours = byDetector.get(alert.detector.id) ?? new Map<number, ReducedAlert[]>();
    byDetector.set(alert.detector.id, hours);
    const hour = Math.floor(Date.parse(alert.start) / HOUR);
    (hours.get(hour) ?? hours.set(hour, []).get(hour)!).push(alert);
  }
  for (const [id, hours] of [...byDetector].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const counts = [...hours.values()].map(distinct);
    const usual = Math.max(1, median(counts));
    for (const [hour, together] of hours) {
      const subjects = distinct(together);
      if (subjects < Math.max(LEAST_SUBJECTS, TIMES_USUAL * usual)) continue;
      for (const alert of together) found.set(alert, { key: `${id}:${hour}`, subjects });
    }
  }
  return found;
}

const distinct = (alerts: readonly ReducedAlert[]): number =>
  new Set(alerts.flatMap(({ subjects }) => subjects.map(({ chain, id }) => `${chain ?? ''}:${id}`))).size;
