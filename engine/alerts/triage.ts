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
  await folder.warehouse.use((session) =>
    session.transaction(async () => {
      for (const alert of alertIds) {
        if (!(await session.first('SELECT 1 AS one FROM alert WHERE alert_id = $alert', { alert })))
          throw new EngineError(
            'not-found',
            `There is no alert ${alert} in this case. No verdict was recorded.`,
          );
        await session.run('DELETE FROM verdict WHERE alert_id = $alert', { alert });
        if (verdict !== null)
          await session.run('INSERT INTO verdict VALUES ($alert, $verdict, $reason, iso_time($at), $by)', {
            alert,
            verdict,
            reason,
            at: clock().toISOString(),
            by,
          });
      }
    }),
  );
  folder.record(verdict === null ? 'verdict-withdrawn' : 'verdict-given', {
    alerts: [...alertIds],
    verdict,
    reason,
  });
}
