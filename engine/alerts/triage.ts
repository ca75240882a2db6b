import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import type { Session } from '../warehouse/session.ts';

/** Records verdicts on alerts, or takes them back; each is a line in the journal. */
export async function giveVerdict(
  folder: CaseFolder,
  alertIds: readonly string[],
  verdict: 'true' | 'false' | 'unsure' | 'escalate' | null,
  reason: string,
): Promise<void> {
  await folder.act(async (session) => {
    await nameJudged(session, alertIds);
    const missing = await session.first<{ alert_id: string }>(
      'SELECT alert_id FROM judged WHERE alert_id NOT IN (SELECT alert_id FROM alert) LIMIT 1',
    );
    if (missing)
      throw new EngineError(
        'not-found',
        `There is no alert ${missing.alert_id} in this case. No verdict was recorded.`,
      );
    return {
      action: verdict === null ? 'verdict-withdrawn' : 'verdict-given',
      detail: { alerts: [...alertIds], verdict, reason },
    };
  });
}

/** Makes the temporary table `judged` of alert ids. */
async function nameJudged(session: Session, alertIds: readonly string[]): Promise<void> {
  await session.run('CREATE OR REPLACE TEMP TABLE judged (alert_id VARCHAR)');
  const appender = await session.connection.createAppender('judged', null, 'temp');
  for (const alert of new Set(alertIds)) {
    appender.appendVarchar(alert);
    appender.endRow();
  }
  appender.closeSync();
}
