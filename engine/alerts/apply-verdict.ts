import type { JournalEntry } from '#contract/cases.ts';
import type { Session } from '../warehouse/session.ts';

/** Makes the temporary table `judged` of alert ids. */
export async function nameJudged(session: Session, alertIds: readonly string[]): Promise<void> {
  await session.run('CREATE OR REPLACE TEMP TABLE judged (alert_id VARCHAR)');
  const appender = await session.connection.createAppender('judged', null, 'temp');
  for (const alert of new Set(alertIds)) {
    appender.appendVarchar(alert);
    appender.endRow();
  }
  appender.closeSync();
}

/** Brings a verdict, or its withdrawal, into the tables. */
export async function applyVerdict(session: Session, { detail, at, by }: JournalEntry): Promise<void> {
  const { alerts, verdict, reason } = detail as { alerts: string[]; verdict: string | null; reason: string };
  await nameJudged(session, alerts);
  await session.run('DELETE FROM verdict WHERE alert_id IN (FROM judged)');
  if (verdict !== null)
    await session.run(
      'INSERT INTO verdict SELECT alert_id, $verdict, $reason, iso_time($at), $by FROM judged',
      {
        verdict,
        reason,
        at,
        by,
      },
    );
}
