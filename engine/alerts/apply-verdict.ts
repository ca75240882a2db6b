import type { JournalEntry } from '#contract/cases.ts';
import type { Session } from '../warehouse/session.ts';

/** Brings a verdict, or its withdrawal, into the tables. */
export const applyVerdict = (session: Session, entry: JournalEntry): Promise<void> =>
  applyVerdicts(session, [entry]);

/** Brings verdicts and withdrawals, in their order, into the tables at once: of each alert the last one stands. */
export async function applyVerdicts(session: Session, entries: readonly JournalEntry[]): Promise<void> {
  const last = new Map<string, JournalEntry>();
  for (const entry of entries) for (const alert of entry.detail.alerts as string[]) last.set(alert, entry);
  if (last.size === 0) return;
  await session.run(
    'CREATE OR REPLACE TEMP TABLE judgement (alert_id VARCHAR, verdict VARCHAR, reason VARCHAR, moment VARCHAR, examiner VARCHAR)',
  );
  const appender = await session.connection.createAppender('judgement', null, 'temp');
  for (const [alert, { detail, at, by }] of last) {
    const { verdict, reason } = detail as { verdict: string | null; reason: string };
    appender.appendVarchar(alert);
    if (verdict === null) appender.appendNull();
    else appender.appendVarchar(verdict);
    appender.appendVarchar(reason);
    appender.appendVarchar(at);
    appender.appendVarchar(by);
    appender.endRow();
  }
  appender.closeSync();
  await session.run('DELETE FROM verdict WHERE alert_id IN (SELECT alert_id FROM judgement)');
  await session.run(
    'INSERT INTO verdict SELECT alert_id, verdict, reason, iso_time(moment), examiner FROM judgement WHERE verdict IS NOT NULL',
  );
}
