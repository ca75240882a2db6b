import type {
  Alert,
  AlertDetail,
  AlertGroup,
  AlertGroupQuery,
  AlertPage,
  AlertQuery,
  AlertRow,
  AlertTimeline,
  EvidenceRow,
} from '#contract/detection.ts';
import { isEntity } from '#contract/entities.ts';
import { EngineError } from '#contract/errors.ts';
import { cardOf, detectorById } from '../detectors/registry.ts';
import { namesEntity } from '../graph/entities/members.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import type { Session } from '../warehouse/session.ts';
import type { KnownAlerts } from './alert-marks.ts';
import { evidenceValues } from './evidence-values.ts';

interface StoredAlert {
  alert_id: string;
  detector: string;
  version: number;
  family: string;
  tier: Alert['tier'];
  subjects: string;
  start_time: string;
  end_time: string;
  score: number;
  confidence: number;
  severity: Alert['severity'];
  priority: Alert['priority'];
  priority_sum: number;
  priority_parts: string;
  title: string;
  explanation: string;
  count: number;
  params: string;
  filters: string;
  evidence_count: number;
  verdict: string | null;
  reason: string | null;
  given_at: string | null;
  given_by: string | null;
  exhibit: number | null;
  dropped: boolean;
  story_id: string | null;
  story_title: string | null;
  story_alerts: number | null;
}

const listing = `
  SELECT a.* REPLACE (iso(a.start_time) AS start_time, iso(a.end_time) AS end_time), a.start_time AS starts, a.end_time AS ends,
    v.verdict, v.reason, iso(v.given_at) AS given_at, v.given_by, c.exhibit, s.title AS story_title, s.alerts AS story_alerts
  FROM alert a LEFT JOIN story s USING (story_id) LEFT JOIN verdict v USING (alert_id) LEFT JOIN (SELECT alert_id, min(exhibit) AS exhibit FROM case_item WHERE NOT removed GROUP BY ALL) c USING (alert_id)`;

const order: Record<AlertQuery['sort'], string> = {
  priority: 'rank',
  score: 'score',
  time: 'starts',
  detector: 'detector',
};

const verdictOf = (row: StoredAlert): Alert['verdict'] =>
  row.verdict === null
    ? null
    : {
        verdict: row.verdict as 'true',
        reason: row.reason ?? '',
        at: row.given_at ?? '',
        by: row.given_by ?? '',
      };

const rowOf = (row: StoredAlert): AlertRow => ({
  id: row.alert_id,
  detector: row.detector,
  version: row.version,
  family: row.family,
  tier: row.tier,
  subjects: JSON.parse(row.subjects) as Alert['subjects'],
  start: row.start_time,
  end: row.end_time,
  score: row.score,
  confidence: row.confidence,
  severity: row.severity,
  priority: row.priority,
  priorityParts: JSON.parse(row.priority_parts) as Record<string, number>,
  title: row.title,
  explanation: row.explanation,
  count: row.count,
  verdict: verdictOf(row),
  prioritySum: row.priority_sum,
  evidenceCount: row.evidence_count,
  exhibit: row.exhibit,
  dropped: row.dropped,
  marks: JSON.parse(row.filters) as Alert['filters'],
  story:
    row.story_id === null
      ? null
      : { id: row.story_id, title: row.story_title ?? '', alerts: row.story_alerts ?? 0 },
});

/** Conditions and their parameters for a filter; `skip` leaves one out, for its own facet. */
function conditionsOf(query: AlertQuery, skip = '', known: KnownAlerts | null = null): string {
  const list = (values: readonly string[]) =>
    values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  const all: [string, string | null][] = [
    [
      'text',
      query.text.trim() === ''
        ? null
        : "(explanation ILIKE '%' || $text || '%' OR title ILIKE '%' || $text || '%' OR subjects ILIKE '%' || $text || '%' OR alert_id = $text)",
    ],
    ['detectors', query.detectors.length === 0 ? null : `detector IN (${list(query.detectors)})`],
    ['priorities', query.priorities.length === 0 ? null : `priority IN (${list(query.priorities)})`],
    ['tiers', query.tiers.length === 0 ? null : `tier IN (${list(query.tiers)})`],
    ['families', query.families.length === 0 ? null : `family IN (${list(query.families)})`],
    ['severities', query.severities.length === 0 ? null : `severity IN (${list(query.severities)})`],
    [
      'verdicts',
      query.verdicts.length === 0 ? null : `coalesce(verdict, 'none') IN (${list(query.verdicts)})`,
    ],
    [
      'subject',
      query.subject === null
        ? null
        : isEntity(query.subject)
          ? `alert_id IN (SELECT s.alert_id FROM alert_subject s WHERE ${namesEntity(query.subject, query.until)})`
          : "alert_id IN (SELECT alert_id FROM alert_subject WHERE id = $subject OR coalesce(chain, '') || ':' || id = $subject)",
    ],
    ['story', query.story === null ? null : 'story_id = $story'],
    ['dropped', query.dropped === 'too' ? null : query.dropped === 'only' ? 'dropped' : 'NOT dropped'],
    ['from', query.from === null ? null : `${query.begins ? 'starts' : 'ends'} >= iso_time($from)`],
    ['to', query.to === null ? null : 'starts <= iso_time($to)'],
    [
      'until',
      known === null
        ? null
        : `alert_id ${known.known ? '' : 'NOT '}IN (SELECT unnest(string_split($known, chr(10))))`,
    ],
  ];
  return (
    all
      .filter(([name, sql]) => sql !== null && name !== skip)
      .map(([, sql]) => sql)
      .join(' AND ') || 'true'
  );
}

const parametersOf = (query: AlertQuery, known: KnownAlerts | null = null) => ({
  text: query.text.trim(),
  subject: query.subject,
  story: query.story,
  from: query.from,
  to: query.to,
  known: known === null ? null : known.ids.join('\n'),
});

/** What filters look at, without the wide columns. */
const slim = `
  SELECT a.rowid AS place, a.alert_id, a.rank, a.detector, a.family, a.severity, a.priority, a.priority_level, a.priority_sum, a.tier, a.score, a.subjects, a.title, a.explanation, a.dropped, a.story_id,
    a.start_time AS starts, a.end_time AS ends, v.verdict
  FROM alert a LEFT JOIN verdict v USING (alert_id)`;

/** The alerts that fit, as a temporary table `fitting` of narrow columns; reads the alerts once. */
async function gather(session: Session, query: AlertQuery, known: KnownAlerts | null): Promise<void> {
  await session.run(
    `CREATE OR REPLACE TEMP TABLE fitting AS
     SELECT place, alert_id, rank, detector, priority, priority_level, priority_sum, tier, score, dropped, story_id, starts, ends, coalesce(verdict, 'none') AS verdict
     FROM (${slim}) WHERE ${conditionsOf({ ...query, detectors: [], priorities: [], tiers: [], verdicts: [], dropped: 'too' }, '', known)}`,
    parametersOf(query, known),
  );
}

/** Conditions on `fitting` that a facet leaves out for itself. */
const chosen = (query: AlertQuery, skip = '') =>
  conditionsOf(
    { ...query, text: '', subject: null, story: null, families: [], severities: [], from: null, to: null },
    skip,
  );

/** One page of ranked alerts with the counts that the filters would give; `known` stands for `query.until`. */
export async function alertPage(
  session: Session,
  query: AlertQuery,
  known: KnownAlerts | null = null,
): Promise<AlertPage> {
  const direction = (query.sort === 'priority') === query.descending ? 'ASC' : 'DESC';
  await gather(session, query, known);
  const places = await session.rows<{ place: number }>(
    `SELECT place FROM fitting WHERE ${chosen(query)} ORDER BY ${order[query.sort]} ${direction}, rank LIMIT ${query.limit} OFFSET ${query.offset}`,
  );
  // the wide columns are read for the rows of the page alone
  const rows =
    places.length === 0
      ? []
      : await session.rows<StoredAlert>(
          `SELECT * EXCLUDE (starts, ends) FROM (${listing} WHERE a.rowid IN (${places.map(({ place }) => place).join(', ')}))
           ORDER BY ${order[query.sort]} ${direction}, rank`,
        );
  const counts = await session.first<{ total: number; dropped: number }>(
    `SELECT count(*) FILTER (${chosen(query)}) AS total, count(*) FILTER (dropped AND ${chosen(query, 'dropped')}) AS dropped FROM fitting`,
  );
  const facet = (column: string, skip: string) =>
    session.rows<{ id: string; count: number }>(
      `SELECT ${column} AS id, count(*) AS count FROM fitting WHERE ${chosen(query, skip)} GROUP BY 1 ORDER BY count DESC, id`,
    );
  const byDetector = await facet('detector', 'detectors');
  return {
    total: counts?.total ?? 0,
    dropped: counts?.dropped ?? 0,
    rows: rows.map(rowOf),
    facets: {
      detectors: byDetector.map(({ id, count }) => ({ id, count, title: detectorById(id)?.title ?? id })),
      priorities: (await facet('priority', 'priorities')) as AlertPage['facets']['priorities'],
      tiers: (await facet('tier', 'tiers')) as AlertPage['facets']['tiers'],
      verdicts: await facet('verdict', 'verdicts'),
    },
  };
}

/** Ids of all alerts that fit, best first. */
export async function alertIds(
  session: Session,
  query: AlertQuery,
  known: KnownAlerts | null = null,
): Promise<{ ids: string[] }> {
  await gather(session, query, known);
  const rows = await session.rows<{ alert_id: string }>(
    `SELECT alert_id FROM fitting WHERE ${chosen(query)} ORDER BY rank`,
  );
  return { ids: rows.map(({ alert_id }) => alert_id) };
}

const PRIORITY_OF = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** Alerts that fit, gathered by subject, detector or story; the groups with the best alerts first. */
export async function alertGroups(
  session: Session,
  { by, query, offset, limit }: AlertGroupQuery,
  known: KnownAlerts | null = null,
): Promise<{ total: number; rows: AlertGroup[] }> {
  await gather(session, query, known);
  const member = {
    subject: `SELECT f.*, coalesce(s.chain || ':', '') || s.id AS key, s.id AS name FROM fitting f JOIN alert_subject s USING (alert_id)`,
    detector: 'SELECT *, detector AS key, detector AS name FROM fitting',
    story:
      "SELECT f.*, coalesce(f.story_id, f.alert_id) AS key, coalesce(s.title, '') AS name FROM fitting f LEFT JOIN story s USING (story_id)",
  }[by];
  const grouped = `
    SELECT key AS id, any_value(name) AS title, count(*) AS alerts, max(priority_level)::INTEGER AS level, max(priority_sum) AS best,
      list(DISTINCT detector ORDER BY detector) AS detectors, min(starts) AS start, max(ends) AS ended, min(rank) AS rank
    FROM (${member}) WHERE ${chosen(query)} GROUP BY key`;
  const rows = await session.rows<{
    id: string;
    title: string;
    alerts: number;
    level: 0 | 1 | 2 | 3;
    best: number;
    detectors: string[];
    start: string;
    ended: string;
  }>(
    `SELECT * REPLACE (iso(start) AS start, iso(ended) AS ended) FROM (${grouped}) ORDER BY level DESC, best DESC, rank, id LIMIT ${limit} OFFSET ${offset}`,
  );
  const total = await session.first<{ n: number }>(`SELECT count(*) AS n FROM (${grouped})`);
  return {
    total: total?.n ?? 0,
    rows: rows.map(({ level, ended, title, ...row }) => ({
      ...row,
      end: ended,
      priority: PRIORITY_OF[level],
      title: by === 'detector' ? (detectorById(row.id)?.title ?? row.id) : title || (row.detectors[0] ?? ''),
    })),
  };
}

/** Alerts that fit by the time they begin, in at most `buckets` of a readable length. */
export async function alertTimeline(
  session: Session,
  query: AlertQuery,
  buckets: number,
  known: KnownAlerts | null = null,
): Promise<AlertTimeline> {
  await gather(session, query, known);
  const span = await session.first<{ low: number | null; high: number | null }>(
    `SELECT epoch(min(starts))::DOUBLE AS low, epoch(max(starts))::DOUBLE AS high FROM fitting WHERE ${chosen(query)}`,
  );
  if (span?.low === null || span?.low === undefined || span.high === null)
    return { start: null, bucketSeconds: 0, buckets: [] };
  const seconds = niceBucket((span.high - span.low) / buckets);
  const rows = await session.rows<{ at: string; priority: 'LOW'; count: number }>(
    `SELECT iso(time_bucket(to_seconds(${seconds}), starts)) AS at, priority, count(*) AS count FROM fitting WHERE ${chosen(query)} GROUP BY ALL ORDER BY ALL`,
  );
  return { start: rows[0]?.at ?? null, bucketSeconds: seconds, buckets: rows };
}

/** Whole alerts, best first, as `exports/alerts.json` and the command line give them. */
export async function wholeAlerts(
  session: Session,
  query: AlertQuery,
  known: KnownAlerts | null = null,
): Promise<Alert[]> {
  const parameters = parametersOf(query, known);
  const rows = await session.rows<StoredAlert>(
    `SELECT * EXCLUDE (starts, ends) FROM (${listing}) WHERE ${conditionsOf(query, '', known)} ORDER BY rank LIMIT ${query.limit} OFFSET ${query.offset}`,
    parameters,
  );
  const evidence = await evidenceOf(
    session,
    `SELECT alert_id FROM (${listing}) WHERE ${conditionsOf(query, '', known)} ORDER BY rank LIMIT ${query.limit} OFFSET ${query.offset}`,
    parameters,
  );
  return rows.map((row) => wholeAlert(row, evidence.get(row.alert_id) ?? []));
}

/** One whole alert. @throws EngineError `not-found`. */
export async function alertById(session: Session, alertId: string): Promise<Alert> {
  const row = await storedAlert(session, alertId);
  const evidence = await evidenceOf(session, 'SELECT $alert', { alert: alertId });
  return wholeAlert(row, evidence.get(alertId) ?? []);
}

async function storedAlert(session: Session, alertId: string): Promise<StoredAlert> {
  const row = await session.first<StoredAlert>(
    `SELECT * EXCLUDE (starts, ends) FROM (${listing}) WHERE alert_id = $alert`,
    { alert: alertId },
  );
  if (row) return row;
  throw new EngineError(
    'not-found',
    `There is no alert ${alertId} in this case; it may have changed with the last detection run.`,
  );
}

const wholeAlert = (row: StoredAlert, evidence: Alert['evidence']): Alert => {
  const {
    prioritySum: _sum,
    evidenceCount: _count,
    exhibit: _exhibit,
    dropped: _dropped,
    marks: filters,
    story: _story,
    verdict,
    ...rest
  } = rowOf(row);
  return {
    ...rest,
    params: JSON.parse(row.params) as Record<string, unknown>,
    evidence,
    filters,
    verdict,
  };
};

async function evidenceOf(
  session: Session,
  ids: string,
  parameters: Record<string, string | null>,
): Promise<Map<string, Alert['evidence']>> {
  const rows = await session.rows<{
    alert_id: string;
    kind: 'transfer';
    role: string | null;
    ref: string;
    file: string;
    line: number;
  }>(
    `SELECT alert_id, kind, role, ref, file, line FROM alert_evidence WHERE alert_id IN (${ids}) ORDER BY alert_id, ordinal`,
    parameters,
  );
  const found = new Map<string, Alert['evidence']>();
  for (const { alert_id, role, ...item } of rows) {
    const list = found.get(alert_id) ?? [];
    list.push(
      role === null ? item : { kind: item.kind, role, ref: item.ref, file: item.file, line: item.line },
    );
    found.set(alert_id, list);
  }
  return found;
}

/** How many rows of evidence a detail shows; the count says how many there are. */
export const EVIDENCE_SHOWN = 2000;

/** One alert with its rows as they were read. @throws EngineError `not-found`. */
export async function alertDetail(session: Session, alertId: string): Promise<AlertDetail> {
  const row = await storedAlert(session, alertId);
  const detector = detectorById(row.detector);
  if (!detector)
    throw new EngineError('not-found', `The detector ${row.detector} is not part of this build.`);
  const evidence = (await evidenceOf(session, 'SELECT $alert', { alert: alertId })).get(alertId) ?? [];
  const rows = await session.rows<{ ordinal: number; target: string; row_id: number; name: string }>(
    `SELECT e.ordinal, e.target, e.row_id, d.name FROM alert_evidence e JOIN dataset d USING (dataset_id) WHERE e.alert_id = $alert ORDER BY e.ordinal LIMIT ${EVIDENCE_SHOWN}`,
    { alert: alertId },
  );
  const values = await evidenceValues(
    session,
    rows.map(({ target, row_id }) => ({ target, rowId: row_id })),
  );
  return {
    alert: wholeAlert(row, evidence),
    exhibit: row.exhibit,
    detector: cardOf(detector),
    prioritySum: row.priority_sum,
    evidence: rows.map((item): EvidenceRow => {
      const found = values.get(`${item.target}:${item.row_id}`);
      return {
        ...evidence[item.ordinal]!,
        fileName: item.name,
        time: found?.time ?? null,
        values: found?.values ?? [],
      };
    }),
  };
}
