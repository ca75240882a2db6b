import type { BoardQuery, CoordinatedGroups, RiskMonitor } from '#contract/board.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import type { Session } from '../warehouse/session.ts';
import { bucketFor, stretches } from './frame.ts';

/** Members of a group named at most. */
const MEMBERS = 50;
/** Alerts of a group named at most. */
const ALERTS = 100;

/** Alerts that begin in a frame by family, severity and time. */
export function risk(marks: readonly TimedMark[], query: BoardQuery): RiskMonitor {
  const told = marks
    .map(({ mark, knownMicros }) => ({ mark, knownMicros, micros: microsOf(mark.start) }))
    .filter(
      ({ micros, knownMicros }) =>
        (query.knownBy === null || knownMicros <= microsOf(query.knownBy)) &&
        (query.from === null || micros >= microsOf(query.from)) &&
        (query.to === null || micros <= microsOf(query.to)),
    );
  const times = told.map(({ micros }) => micros);
  const frame = stretches(bucketFor(least(times), most(times)));
  const families = new Map<string, RiskMonitor['families'][number]>();
  const buckets = new Map<string, RiskMonitor['buckets'][number] & { bucket: number }>();
  for (const { mark, micros } of told) {
    const family = families.get(mark.family) ?? {
      family: mark.family,
      alerts: 0,
      high: 0,
      medium: 0,
      low: 0,
    };
    family.alerts += 1;
    family[({ HIGH: 'high', MEDIUM: 'medium', LOW: 'low' } as const)[mark.severity]] += 1;
    families.set(mark.family, family);
    const bucket = frame.bucket(micros);
    const key = `${bucket} ${mark.family} ${mark.severity}`;
    const one = buckets.get(key) ?? {
      bucket,
      at: frame.start(bucket),
      family: mark.family,
      severity: mark.severity,
      alerts: 0,
    };
    one.alerts += 1;
    buckets.set(key, one);
  }
  return {
    bucketSeconds: frame.bucketSeconds,
    families: [...families.values()].sort((a, b) => b.alerts - a.alerts || (a.family < b.family ? -1 : 1)),
    buckets: [...buckets.values()]
      .sort(
        (a, b) =>
          a.bucket - b.bucket ||
          (a.family < b.family ? -1 : a.family > b.family ? 1 : a.severity < b.severity ? -1 : 1),
      )
      .map(({ bucket: _, ...one }) => one),
    total: told.length,
  };
}

// spreading a hundred thousand numbers into a call would exceed its arguments
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), values[0] ?? 0);

/** Groups that alerts of coordination name, by story where they belong to one; the largest first. */
export async function groups(session: Session, query: BoardQuery): Promise<CoordinatedGroups> {
  const rows = await session.rows<{
    id: string;
    kind: 'story' | 'alert';
    title: string;
    start_time: string;
    end_time: string;
    start_micros: number;
    alerts: string[];
    members: string[] | null;
  }>(
    `WITH told AS (
       SELECT a.alert_id, a.title, a.start_time, a.end_time, a.rank, s.story_id, s.title AS story_title
       FROM alert a LEFT JOIN story s USING (story_id)
       WHERE a.family = 'coordination' AND NOT coalesce(a.dropped, false)
         ${query.from === null ? '' : 'AND a.end_time >= iso_time($from)'} ${query.to === null ? '' : 'AND a.start_time <= iso_time($to)'}
         ${query.knownBy === null ? '' : 'AND a.end_time <= iso_time($knownBy)'}
     ), member AS (
       SELECT coalesce(t.story_id, t.alert_id) AS id, list(DISTINCT s.chain || ':' || s.id ORDER BY s.chain || ':' || s.id) AS members
       FROM told t JOIN alert_subject s USING (alert_id) WHERE s.kind = 'address' AND s.chain IS NOT NULL GROUP BY 1
     ), joined AS (
       SELECT coalesce(story_id, alert_id) AS id, CASE WHEN min(story_id) IS NULL THEN 'alert' ELSE 'story' END AS kind,
         coalesce(min(story_title), min(title)) AS title, min(start_time) AS starts, max(end_time) AS ends, list(alert_id ORDER BY rank, alert_id) AS alerts
       FROM told GROUP BY 1
     )
     SELECT j.id, j.kind, j.title, iso(j.starts) AS start_time, iso(j.ends) AS end_time, epoch_us(j.starts)::DOUBLE AS start_micros, j.alerts, m.members
     FROM joined j LEFT JOIN member m USING (id) ORDER BY len(coalesce(m.members, [])) DESC, j.starts, j.id`,
    { from: query.from, to: query.to, ...(query.knownBy === null ? {} : { knownBy: query.knownBy }) },
  );
  const times = rows.map((row) => row.start_micros);
  const frame = stretches(bucketFor(least(times), most(times)));
  const buckets = new Map<number, { groups: number; alerts: number }>();
  for (const row of rows) {
    const bucket = frame.bucket(row.start_micros);
    const one = buckets.get(bucket) ?? { groups: 0, alerts: 0 };
    one.groups += 1;
    one.alerts += row.alerts.length;
    buckets.set(bucket, one);
  }
  const shown = rows.slice(0, query.limit);
  return {
    bucketSeconds: frame.bucketSeconds,
    groups: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      start: row.start_time,
      end: row.end_time,
      alerts: row.alerts.slice(0, ALERTS),
      alertsTotal: row.alerts.length,
      members: (row.members ?? []).slice(0, MEMBERS),
      membersTotal: row.members?.length ?? 0,
    })),
    buckets: [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([bucket, one]) => ({ at: frame.start(bucket), ...one })),
    shown: shown.length,
    total: rows.length,
  };
}
