import type { RawAlert } from '../detectors/run-detector.ts';
import type { Session } from '../warehouse/session.ts';
import { aggregate } from './aggregate.ts';
import { identify } from './identify.ts';
import { keptOfOthers } from './keep-raw-alerts.ts';
import { prioritise, type TrackRecord } from './prioritise.ts';
import { factsOf } from './reduce/facts.ts';
import { reduce } from './reduce/reduce.ts';
import { reductionRules } from './reduce/rules.ts';
import type { RecordedRun } from './run-detectors.ts';
import { storeAlerts } from './store-alerts.ts';
import { stories } from './stories.ts';

/**
 * Everything after detection: joins, reduces, weighs and stores alerts, in place of those the case has. The same
 * raw alerts, verdicts and settings give the same alerts. Returns how many there are without the dropped ones.
 */
export async function weigh(
  session: Session,
  raw: readonly RawAlert[],
  runs: readonly RecordedRun[],
  asOf: string,
): Promise<number> {
  const identified = await identify(session, aggregate(raw));
  const facts = await factsOf(session, identified);
  const rules = await reductionRules(session, identified);
  const reduced = reduce(
    identified.map((alert, index) => ({ ...alert, facts: facts[index]! })),
    rules,
  );
  const weighed = prioritise(reduced, asOf, await trackRecord(session));
  return storeAlerts(session, weighed, stories(weighed), runs, asOf);
}

/** Weighs again what detectors last found: after a verdict or a setting changed. Null where nothing was detected yet. */
export async function weighAgain(session: Session): Promise<number | null> {
  const last = await session.first<{ as_of: string | null }>(
    'SELECT iso(max(as_of)) AS as_of FROM detector_run',
  );
  if (!last?.as_of) return null;
  return weigh(session, await keptOfOthers(session, []), [], last.as_of);
}

async function trackRecord(session: Session): Promise<TrackRecord> {
  const rows = await session.rows<{ detector: string; share: number; verdicts: number }>(
    `SELECT a.detector, count(*) FILTER (WHERE v.verdict IN ('true', 'escalate')) / count(*) AS share, count(*) AS verdicts
     FROM verdict v JOIN alert a USING (alert_id) WHERE v.verdict IN ('true', 'escalate', 'false') GROUP BY ALL ORDER BY ALL`,
  );
  return new Map(rows.map((row) => [row.detector, { share: row.share, verdicts: row.verdicts }]));
}
