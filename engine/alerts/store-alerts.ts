import type { DetectorRun } from '#contract/detection.ts';
import type { Session } from '../warehouse/session.ts';
import type { PrioritisedAlert } from './prioritise.ts';
import { alertId, orderedEvidence, traceRows } from './trace-evidence.ts';

const LEVEL = { LOW: 0, MEDIUM: 1, HIGH: 2, CRITICAL: 3 } as const;

const micros = (iso: string): bigint => {
  const fraction = /\.(\d+)Z$/.exec(iso)?.[1] ?? '';
  return (
    BigInt(Date.parse(iso.replace(/\.\d+Z$/, 'Z'))) * 1000n +
    BigInt(fraction.padEnd(6, '0').slice(0, 6) || '0')
  );
};

/**
 * Replaces the stored alerts (those of `only`, or all) in one transaction and ranks them: highest sum
 * first, the id decides ties. Returns how many alerts the case has now.
 */
export async function storeAlerts(
  session: Session,
  alerts: readonly PrioritisedAlert[],
  runs: readonly { run: DetectorRun; params: Record<string, unknown> }[],
  asOf: string,
  only: readonly string[],
): Promise<number> {
  const traced = await traceRows(
    session,
    alerts.flatMap((alert) => alert.evidence),
  );
  return session.transaction(async () => {
    const doomed = only.length === 0 ? 'true' : `detector IN (${only.map((id) => `'${id}'`).join(', ')})`;
    for (const table of ['alert_subject', 'alert_evidence'])
      await session.run(
        `DELETE FROM ${table} WHERE alert_id IN (SELECT alert_id FROM alert WHERE ${doomed})`,
      );
    await session.run(`DELETE FROM alert WHERE ${doomed}`);
    const { connection } = session;
    await session.run(
      'CREATE OR REPLACE TEMP TABLE new_alert AS SELECT * EXCLUDE (start_time, end_time), 0::BIGINT AS start_micros, 0::BIGINT AS end_micros FROM alert LIMIT 0',
    );
    const alertRows = await connection.createAppender('new_alert', null, 'temp');
    const subjectRows = await connection.createAppender('alert_subject');
    const evidenceRows = await connection.createAppender('alert_evidence');
    const seen = new Set<string>();
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
      if (seen.has(id)) continue;
      seen.add(id);
      alertRows.appendVarchar(id);
      alertRows.appendBigInt(0n);
      alertRows.appendVarchar(alert.detector.id);
      alertRows.appendInteger(alert.detector.version);
      alertRows.appendVarchar(alert.detector.family);
      alertRows.appendVarchar(alert.detector.tier);
      alertRows.appendVarchar(JSON.stringify(alert.subjects));
      alertRows.appendDouble(alert.score);
      alertRows.appendDouble(alert.confidence);
      alertRows.appendVarchar(alert.severity);
      alertRows.appendVarchar(alert.priority);
      alertRows.appendTinyInt(LEVEL[alert.priority]);
      alertRows.appendDouble(alert.sum);
      alertRows.appendVarchar(JSON.stringify(alert.parts));
      alertRows.appendVarchar(alert.title);
      alertRows.appendVarchar(alert.explanation);
      alertRows.appendBigInt(BigInt(alert.count));
      alertRows.appendVarchar(JSON.stringify(alert.params));
      alertRows.appendVarchar('[]');
      alertRows.appendBigInt(BigInt(evidence.length));
      alertRows.appendBigInt(micros(alert.start));
      alertRows.appendBigInt(micros(alert.end));
      alertRows.endRow();
      for (const subject of alert.subjects) {
        subjectRows.appendVarchar(id);
        subjectRows.appendVarchar(subject.kind);
        if (subject.chain === undefined) subjectRows.appendNull();
        else subjectRows.appendVarchar(subject.chain);
        subjectRows.appendVarchar(subject.id);
        subjectRows.endRow();
      }
      for (const [ordinal, item] of evidence.entries()) {
        evidenceRows.appendVarchar(id);
        evidenceRows.appendInteger(ordinal);
        evidenceRows.appendVarchar(item.kind);
        if (item.role === undefined) evidenceRows.appendNull();
        else evidenceRows.appendVarchar(item.role);
        evidenceRows.appendVarchar(item.ref);
        evidenceRows.appendVarchar(item.target);
        evidenceRows.appendBigInt(BigInt(item.rowId));
        evidenceRows.appendInteger(item.datasetId);
        evidenceRows.appendVarchar(item.file);
        evidenceRows.appendBigInt(BigInt(item.line));
        evidenceRows.endRow();
      }
    }
    for (const appender of [alertRows, subjectRows, evidenceRows]) appender.closeSync();
    await session.run(
      'INSERT INTO alert BY NAME SELECT * EXCLUDE (start_micros, end_micros), make_timestamp(start_micros) AS start_time, make_timestamp(end_micros) AS end_time FROM new_alert',
    );
    await session.run(
      `UPDATE alert SET rank = r.rank FROM (SELECT alert_id, row_number() OVER (ORDER BY priority_level DESC, priority_sum DESC, alert_id) AS rank FROM alert) r WHERE r.alert_id = alert.alert_id`,
    );
    for (const { run, params } of runs) {
      await session.run('DELETE FROM detector_run WHERE detector = $detector', { detector: run.detector });
      await session.run(
        `INSERT INTO detector_run SELECT $detector, $version, $status, $alerts, $seconds, $message, $params, iso_time($as_of), $not_searched`,
        { ...pickRun(run), params: JSON.stringify(params), as_of: asOf },
      );
    }
    return (await session.first<{ n: number }>('SELECT count(*) AS n FROM alert'))?.n ?? 0;
  });
}

const pickRun = ({ notSearched, ...run }: DetectorRun) => ({
  ...run,
  not_searched: JSON.stringify(notSearched),
});
