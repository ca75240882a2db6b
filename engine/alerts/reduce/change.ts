import { type Reduction, type ReductionChange, Stage } from '#contract/reduction.ts';
import type { CaseFolder } from '../../cases/case-folder.ts';
import type { Session } from '../../warehouse/session.ts';
import { recordAlerts } from '../record-alerts.ts';
import { weighAgain } from '../weigh.ts';
import { checkReduction } from './apply-change.ts';
import { patternsOf } from './rules.ts';
import { titles } from './stage.ts';
import { NEEDED } from './triage-model.ts';

/** What the stages of the case are, and what each did to the present alerts. */
export async function reductionOf(session: Session): Promise<Reduction> {
  const off = new Set(
    (await session.rows<{ stage: string }>('SELECT stage FROM stage_off')).map(({ stage }) => stage),
  );
  const counts = await session.rows<{ stage: string; effect: string; n: number }>(
    `SELECT m.stage, m.effect, count(*) AS n FROM (
       SELECT unnest(from_json(filters, '[{"stage":"VARCHAR","effect":"VARCHAR"}]')) AS m FROM alert WHERE filters <> '[]') GROUP BY ALL`,
  );
  const count = (stage: string, effect: string) =>
    counts.find((row) => row.stage === stage && row.effect === effect)?.n ?? 0;
  const verdicts = await session.first<{ right: number; wrong: number }>(
    "SELECT count(*) FILTER (verdict IN ('true', 'escalate')) AS right, count(*) FILTER (verdict = 'false') AS wrong FROM verdict",
  );
  return {
    stages: Stage.options.map((stage) => ({
      stage,
      ...titles[stage],
      enabled: !off.has(stage),
      dropped: count(stage, 'dropped'),
      lowered: count(stage, 'lowered'),
      joined: count(stage, 'joined'),
    })),
    allowList: await session.rows(
      'SELECT entry_id AS id, chain, address, reason, iso(added_at) AS at, added_by AS by FROM allow_entry WHERE NOT removed ORDER BY entry_id',
    ),
    patterns: await patternsOf(session),
    triageModel: { right: verdicts?.right ?? 0, wrong: verdicts?.wrong ?? 0, needed: NEEDED },
  };
}

/**
 * Records a change to how alerts are reduced, writes it into the journal, and weighs the alerts again.
 * @throws EngineError `not-found`, `invalid`.
 */
export async function changeReduction(folder: CaseFolder, change: ReductionChange): Promise<Reduction> {
  await folder.act(async (session) => {
    await checkReduction(session, change);
    return { action: 'alert-reduction-changed', detail: change };
  });
  return folder.warehouse.use(async (session) => {
    if ((await weighAgain(session)) !== null) await recordAlerts(folder, session, 'alerts-weighed', {});
    return reductionOf(session);
  });
}
