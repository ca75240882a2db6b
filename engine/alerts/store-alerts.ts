import type { DetectorRun } from '#contract/detection.ts';
import type { Session } from '../warehouse/session.ts';
import { alertsDigest } from './alerts-digest.ts';
import type { PrioritisedAlert } from './prioritise.ts';
import { isDropped } from './reduce/stage.ts';
import type { Story } from './stories.ts';

const LEVEL = { LOW: 0, MEDIUM: 1, HIGH: 2, CRITICAL: 3 } as const;

const micros = (iso: string): bigint => {
  const fraction = /\.(\d+)Z$/.exec(iso)?.[1] ?? '';
  return (
    BigInt(Date.parse(iso.replace(/\.\d+Z$/, 'Z'))) * 1000n +
    BigInt(fraction.padEnd(6, '0').slice(0, 6) || '0')
  );
};

/**
 * Replaces the stored alerts and stories in one transaction and ranks the alerts: dropped ones last, highest sum
 * first, the id decides ties. Returns how many alerts the case has now, without the dropped ones.
 */
export async function storeAlerts(
  session: Session,
  alerts: readonly PrioritisedAlert[],
  told: readonly Story[],
  runs: readonly { run: DetectorRun; params: Record<string, unknown> }[],
  asOf: string,
): Promise<number> {
  const storyOf = new Map<string, string>();
  for (const story of told) for (const alert of story.alerts) storyOf.set(alert.id, story.id);
  return session.transaction(async () => {
    for (const table of ['alert_subject', 'alert_evidence', 'alert', 'story'])
      await session.run(`DELETE FROM ${table}`);
    const { connection } = session;
    await session.run(
      'CREATE OR REPLACE TEMP TABLE new_alert AS SELECT * EXCLUDE (start_time, end_time), 0::BIGINT AS start_micros, 0::BIGINT AS end_micros FROM alert LIMIT 0',
    );
    const alertRows = await connection.createAppender('new_alert', null, 'temp');
    const subjectRows = await connection.createAppender('alert_subject');
    const evidenceRows = await connection.createAppender('alert_evidence');
    for (const alert of alerts) {
      const { id, traced: evidence } = alert;
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
      alertRows.appendVarchar(JSON.stringify(alert.marks));
      alertRows.appendBigInt(BigInt(evidence.length));
      alertRows.appendBoolean(isDropped(alert));
      const story = storyOf.get(id);
      if (story === undefined) alertRows.appendNull();
      else alertRows.appendVarchar(story);
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
      `UPDATE alert SET rank = r.rank FROM (SELECT alert_id, row_number() OVER (ORDER BY dropped, priority_level DESC, priority_sum DESC, alert_id) AS rank FROM alert) r WHERE r.alert_id = alert.alert_id`,
    );
    await storeStories(session, told, new Map(alerts.map((alert) => [alert.id, LEVEL[alert.priority]])));
    for (const { run, params } of runs) {
      await session.run('DELETE FROM detector_run WHERE detector = $detector', { detector: run.detector });
      await session.run(
        `INSERT INTO detector_run SELECT $detector, $version, $status, $alerts, $seconds, $message, $params, iso_time($as_of), $not_searched`,
        { ...pickRun(run), params: JSON.stringify(params), as_of: asOf },
      );
    }
    await session.run('DELETE FROM alerts_state');
    await session.run('INSERT INTO alerts_state VALUES ($digest)', { digest: await alertsDigest(session) });
    return (await session.first<{ n: number }>('SELECT count(*) AS n FROM alert WHERE NOT dropped'))?.n ?? 0;
  });
}

const pickRun = ({ notSearched, ...run }: DetectorRun) => ({
  ...run,
  not_searched: JSON.stringify(notSearched),
});

async function storeStories(
  session: Session,
  told: readonly Story[],
  levelOf: ReadonlyMap<string, number>,
): Promise<void> {
  await session.run(
    'CREATE OR REPLACE TEMP TABLE new_story AS SELECT * EXCLUDE (start_time, end_time), 0::BIGINT AS start_micros, 0::BIGINT AS end_micros FROM story LIMIT 0',
  );
  const rows = await session.connection.createAppender('new_story', null, 'temp');
  for (const story of told) {
    rows.appendVarchar(story.id);
    rows.appendVarchar(story.kind);
    rows.appendVarchar(story.title);
    rows.appendBigInt(BigInt(story.alerts.length));
    rows.appendTinyInt(Math.max(...story.alerts.map(({ id }) => levelOf.get(id) ?? 0)));
    rows.appendVarchar(JSON.stringify(story.subjects));
    rows.appendBigInt(micros(story.start));
    rows.appendBigInt(micros(story.end));
    rows.endRow();
  }
  rows.closeSync();
  await session.run(
    'INSERT INTO story BY NAME SELECT * EXCLUDE (start_micros, end_micros), make_timestamp(start_micros) AS start_time, make_timestamp(end_micros) AS end_time FROM new_story',
  );
}
