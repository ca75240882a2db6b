import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';

/** Records verdicts on alerts, or takes them back; each is a line in the journal. */
export async function giveVerdict(
  folder: CaseFolder,
  clock: () => Date,
  alertIds: readonly string[],
  verdict: 'true' | 'false' | 'unsure' | 'escalate' | null,
  reason: string,
): Promise<void> {
  const by = folder.file().examiner;
  await folder.warehouse.use(async (session) => {
    await session.run('CREATE OR REPLACE TEMP TABLE judged (alert_id VARCHAR)');
    const appender = await session.connection.createAppender('judged', null, 'temp');
    for (const alert of new Set(alertIds)) {
      appender.appendVarchar(alert);
      appender.endRow();
    }
    appender.closeSync();
    const missing = await session.first<{ alert_id: string }>(
      'SELECT alert_id FROM judged WHERE alert_id NOT IN (SELECT alert_id FROM alert) LIMIT 1',
    );
    if (missing)
      throw new EngineError(
        'not-found',
        `There is no alert ${missing.alert_id} in this case. No verdict was recorded.`,
      );
    await session.transaction(async () => {
      await session.run('DELETE FROM verdict WHERE alert_id IN (FROM judged)');
      if (verdict !== null)
        await session.run(
          'INSERT INTO verdict SELECT alert_id, $verdict, $reason, iso_time($at), $by FROM judged',
          {
            verdict,
            reason,
            at: clock().toISOString(),
            by,
          },
        );
    });
  });
  folder.record(verdict === null ? 'verdict-withdrawn' : 'verdict-given', {
    alerts: [...alertIds],
    verdict,
    reason,
  });
}
