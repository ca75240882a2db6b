import type { AlertMark } from '#contract/whales.ts';
import { instant, microsOf } from '../detectors/ledger/instant.ts';
import type { Warehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';

export interface TimedMark {
  readonly mark: AlertMark;
  /** When the last piece of its evidence had happened. */
  readonly knownMicros: number;
}

interface Kept {
  readonly state: string;
  /** Dropped alerts too, by the instant at which they could be known. */
  readonly all: readonly TimedMark[];
  /** Those no stage dropped. */
  readonly marks: readonly TimedMark[];
}

const keptOf = new WeakMap<Warehouse, Kept>();

/**
 * Alerts that no stage dropped, by the instant at which all their evidence had happened. Read anew when a detection run
 * or a stage changed them.
 */
export const alertMarks = async (warehouse: Warehouse, session: Session): Promise<readonly TimedMark[]> =>
  (await kept(warehouse, session)).marks;

/** The same with the alerts that a stage dropped. */
export const everyAlertMark = async (warehouse: Warehouse, session: Session): Promise<readonly TimedMark[]> =>
  (await kept(warehouse, session)).all;

async function kept(warehouse: Warehouse, session: Session): Promise<Kept> {
  const state = await session.first<{ state: string }>(
    "SELECT count(*) || ' ' || coalesce(bit_xor(hash(alert_id, rank, dropped)), 0) AS state FROM alert",
  );
  const known = keptOf.get(warehouse);
  if (known && known.state === state?.state) return known;
  const read = await readMarks(session);
  const all = read.map(({ timed }) => timed);
  const fresh = {
    state: state?.state ?? '',
    all,
    marks: read.filter(({ dropped }) => !dropped).map(({ timed }) => timed),
  };
  keptOf.set(warehouse, fresh);
  return fresh;
}

async function readMarks(session: Session): Promise<{ timed: TimedMark; dropped: boolean }[]> {
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
    dropped: boolean;
    subjects: string[] | null;
  }>(
    `WITH evidence AS (
       SELECT alert_id, max(time) AS time FROM (
         SELECT e.alert_id, t.time FROM alert_evidence e JOIN mart_transfer t ON t.row_id = e.row_id WHERE e.target = 'transfer'
         UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN chain_log t ON t.rowid = e.row_id WHERE e.target = 'log'
         UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN trade t ON t.rowid = e.row_id WHERE e.target = 'trade'
         UNION ALL SELECT e.alert_id, t.time FROM alert_evidence e JOIN price t ON t.rowid = e.row_id WHERE e.target = 'price'
       ) GROUP BY alert_id
     ), subject AS (
       SELECT alert_id, list(DISTINCT name ORDER BY name) AS subjects FROM (
         SELECT alert_id, CASE WHEN kind = 'entity' THEN '@label:' ELSE chain || ':' END || id AS name
         FROM alert_subject WHERE kind = 'entity' OR kind = 'address' AND chain IS NOT NULL
       ) GROUP BY alert_id
     )
     SELECT a.alert_id, a.title, a.explanation, a.detector, a.family, a.priority, a.severity, iso(a.start_time) AS start_time, iso(a.end_time) AS end_time,
       epoch_us(greatest(a.end_time, coalesce(e.time, a.end_time)))::DOUBLE AS known, coalesce(a.dropped, false) AS dropped, s.subjects
     FROM alert a LEFT JOIN evidence e USING (alert_id) LEFT JOIN subject s USING (alert_id)
     ORDER BY known, a.rank, a.alert_id`,
  );
  return rows.map((row) => ({
    dropped: row.dropped,
    timed: {
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

/** The alerts that could be known at an instant, as a choice out of all of them: the shorter list of the two. */
export interface KnownAlerts {
  readonly known: boolean;
  readonly ids: readonly string[];
}

export async function knownAlerts(warehouse: Warehouse, session: Session, at: string): Promise<KnownAlerts> {
  const all = await everyAlertMark(warehouse, session);
  const count = knownAt(all, microsOf(at));
  const known = count <= all.length / 2;
  return { known, ids: (known ? all.slice(0, count) : all.slice(count)).map(({ mark }) => mark.id) };
}

const bySubject = new WeakMap<readonly TimedMark[], Map<string, number[]>>();

/** Places of the marks that name a subject, ascending; gathered once for a list of marks. */
function placesOf(marks: readonly TimedMark[], node: string): readonly number[] {
  let subjects = bySubject.get(marks);
  if (!subjects) {
    subjects = new Map();
    for (const [place, { mark }] of marks.entries())
      for (const subject of mark.subjects) {
        const places = subjects.get(subject);
        if (places) places.push(place);
        else subjects.set(subject, [place]);
      }
    bySubject.set(marks, subjects);
  }
  return subjects.get(node) ?? [];
}

/** Places of the marks that name an address (`chain:address`) and were known at an instant. */
export function alertsNaming(marks: readonly TimedMark[], node: string, micros: number): readonly number[] {
  const places = placesOf(marks, node);
  const first = places.findIndex((place) => marks[place]!.knownMicros > micros);
  return first < 0 ? places : places.slice(0, first);
}

/** How many of the marks name an address (`chain:address`) and were known at an instant. */
export const alertsKnownOf = (marks: readonly TimedMark[], node: string, micros: number): number =>
  alertsNaming(marks, node, micros).length;
