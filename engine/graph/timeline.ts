import type { Timeline } from '#contract/graph.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import type { Session } from '../warehouse/session.ts';

/** Activity over the whole history of the case, in at most `buckets` equal parts, and the alerts that became known in each. */
export async function timeline(
  session: Session,
  marks: readonly TimedMark[],
  buckets: number,
): Promise<Timeline> {
  const span = await session.first<{
    from_time: string | null;
    to_time: string | null;
    seconds: number | null;
  }>(
    `SELECT iso(min(t)) AS from_time, iso(max(t)) AS to_time, epoch(max(t)) - epoch(min(t)) AS seconds FROM (
       SELECT min(time) AS t FROM mart_transfer UNION ALL SELECT max(time) FROM mart_transfer
       UNION ALL SELECT min(time) FROM trade WHERE ok UNION ALL SELECT max(time) FROM trade WHERE ok)`,
  );
  if (!span || span.from_time === null) return { from: null, to: null, bucketSeconds: 0, buckets: [] };
  const bucketSeconds = niceBucket((span.seconds ?? 0) / buckets);
  const known = new Map<number, number>();
  for (const { knownMicros } of marks) {
    const bucket = Math.floor(knownMicros / (bucketSeconds * 1e6));
    known.set(bucket, (known.get(bucket) ?? 0) + 1);
  }
  const rows = await session.rows<{ at: string; transfers: number; trades: number; alerts: number }>(
    `WITH event AS (
       SELECT floor(epoch(time) / ${bucketSeconds})::BIGINT AS bucket, count(*) AS transfers, 0 AS trades, 0 AS alerts FROM mart_transfer WHERE time IS NOT NULL GROUP BY 1
       UNION ALL
       SELECT floor(epoch(time) / ${bucketSeconds})::BIGINT, 0, count(*), 0 FROM stg_trade GROUP BY 1
       UNION ALL
       SELECT unnest($buckets::BIGINT[]), 0, 0, unnest($counts::BIGINT[])
     )
     SELECT iso(make_timestamp((bucket * ${bucketSeconds} * 1000000)::BIGINT)) AS at,
       sum(transfers)::BIGINT AS transfers, sum(trades)::BIGINT AS trades, sum(alerts)::BIGINT AS alerts
     FROM event GROUP BY bucket ORDER BY bucket`,
    { buckets: `[${[...known.keys()].join()}]`, counts: `[${[...known.values()].join()}]` },
  );
  return { from: span.from_time, to: span.to_time, bucketSeconds, buckets: rows };
}
