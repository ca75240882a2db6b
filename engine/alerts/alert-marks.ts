import type { AlertMark } from '#contract/whales.ts';
import { instant } from '../detectors/ledger/instant.ts';
import type { Warehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';

export interface TimedMark {
  readonly mark: AlertMark;
  /** When the last piece of its evidence had happened. */
  readonly knownMicros: number;
}

interface Kept {
  readonly state: string;
  readonly marks: readonly TimedMark[];
}

const kept = new WeakMap<Warehouse, Kept>();

/**
 * Alerts that no stage dropped, by the instant at which all their evidence had happened. Read anew when a detection run
 * or a stage changed them.
 */
export async function alertMarks(warehouse: Warehouse, session: Session): Promise<readonly TimedMark[]> {
  const state = await session.first<{ state: string }>(
    "SELECT count(*) || ' ' || coalesce(bit_xor(hash(alert_id, rank, dropped)), 0) AS state FROM alert",
  );
  const known = kept.get(warehouse);
  if (known && known.state === state?.state) return known.marks;
  const marks = await readMarks(session);
  kept.set(warehouse, { state: state?.state ?? '', marks });
  return marks;
}

/** SQL: the latest time among the rows an alert cites, as `alert_id, time`. */
export const evidenceTimes = `
  SELECT alert_id, max(time) AS time FROM (
    SELECT e.alert_id, t.time FROM alert_evidence e JOIN mart_transfer t ON t.row_id = e.row_id WHERE e.target = 'transfer'
    UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN chain_log t ON t.rowid = e.row_id WHERE e.target = 'log'
    UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN trade t ON t.rowid = e.row_id WHERE e.target = 'trade'
    UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN price t ON t.rowid = e.row_id WHERE e.target = 'price'
  ) GROUP BY alert_id`;

async function readMarks(session: Session): Promise<TimedMark[]> {
  const rows = await session.rows<{
    alert_id: string;
    title: string;
    explanation: string;
    detector: string;
    family: string;
    priority: AlertMark['priority'];
    severity: AlertMark['severity'];
    start_time: string;
    end_time: string;
    known: number;
    subjects: string[] | null;
  }>(
    `WITH evidence AS (${evidenceTimes}
     ), subject AS (
       SELECT alert_id, list(DISTINCT chain || ':' || id ORDER BY chain || ':' || id) AS subjects FROM alert_subject WHERE kind = 'address' AND chain IS NOT NULL GROUP BY alert_id
     )
     SELECT a.alert_id, a.title, a.explanation, a.detector, a.family, a.priority, a.severity, iso(a.start_time) AS start_time, iso(a.end_time) AS end_time,
       epoch_us(greatest(a.end_time, coalesce(e.time, a.end_time)))::DOUBLE AS known, s.subjects
     FROM alert a LEFT JOIN evidence e USING (alert_id) LEFT JOIN subject s USING (alert_id)
     WHERE NOT coalesce(a.dropped, false) ORDER BY known, a.rank, a.alert_id`,
  );
  return rows.map((row) => ({
    knownMicros: row.known,
    mark: {
      id: row.alert_id,
      title: row.title,
      explanation: row.explanation,
      detector: row.detector,
      family: row.family,
      priority: row.priority,
      severity: row.severity,
      start: row.start_time,
      end: row.end_time,
      knownAt: instant(row.known),
      subjects: row.subjects ?? [],
    },
  }));
}

/** How many of the marks were known at an instant: those before that place. */
export function knownAt(marks: readonly TimedMark[], micros: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.knownMicros <= micros) low = middle + 1;
    else high = middle;
  }
  return low;
}
