import type { RawAlert } from '../detectors/run-detector.ts';

/** Several raw alerts that are one: the strongest speaks, all their evidence is kept. */
export interface AggregatedAlert extends RawAlert {
  readonly count: number;
}

export const AGGREGATION_SECONDS = 300;

const groupKey = (alert: RawAlert): string =>
  JSON.stringify([
    alert.detector.id,
    alert.subjects.map(({ kind, id, chain }) => [kind, chain ?? '', id]),
    Math.floor(Date.parse(alert.start) / 1000 / AGGREGATION_SECONDS),
  ]);

/** Same detector, same subjects, same five-minute window: one alert with a count. */
export function aggregate(alerts: readonly RawAlert[]): AggregatedAlert[] {
  const groups = new Map<string, RawAlert[]>();
  for (const alert of alerts) {
    const key = groupKey(alert);
    const group = groups.get(key);
    if (group) group.push(alert);
    else groups.set(key, [alert]);
  }
  return [...groups.values()].map((group) => {
    const [strongest] = [...group].sort(
      (a, b) => b.score - a.score || b.confidence - a.confidence || (a.explanation < b.explanation ? -1 : 1),
    );
    const seen = new Set<string>();
    const evidence = group
      .flatMap((alert) => alert.evidence)
      .filter(({ target, rowId, role }) => {
        const key = `${target}:${rowId}:${role ?? ''}`;
        const fresh = !seen.has(key);
        seen.add(key);
        return fresh;
      });
    const chances = group.flatMap(({ chance }) => (chance === null ? [] : [chance]));
    const known = group.map((alert) => alert.impactUsd).filter((usd) => usd !== null);
    return {
      ...strongest!,
      start: group.map((alert) => alert.start).sort()[0]!,
      end: group
        .map((alert) => alert.end)
        .sort()
        .at(-1)!,
      impactUsd: known.length > 0 ? known.reduce((sum, usd) => sum + usd, 0) : null,
      chance: chances.length > 0 ? Math.min(...chances) : null,
      evidence,
      count: group.length,
    };
  });
}
