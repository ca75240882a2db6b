import { EngineError } from '#contract/errors.ts';
import { type Reduction, type ReductionChange, Stage } from '#contract/reduction.ts';
import type { CaseFolder } from '../../cases/case-folder.ts';
import type { Session } from '../../warehouse/session.ts';
import { weighAgain } from '../weigh.ts';
import { builtInPatterns } from './known-patterns.ts';
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
export async function changeReduction(
  folder: CaseFolder,
  clock: () => Date,
  change: ReductionChange,
): Promise<Reduction> {
  const by = folder.file().examiner;
  const at = clock().toISOString();
  return folder.warehouse.use(async (session) => {
    await apply(session, change, at, by);
    folder.record('alert-reduction-changed', change);
    await weighAgain(session);
    return reductionOf(session);
  });
}

async function apply(session: Session, change: ReductionChange, at: string, by: string): Promise<void> {
  switch (change.type) {
    case 'stage':
      await session.run('DELETE FROM stage_off WHERE stage = $stage', { stage: change.stage });
      if (!change.enabled)
        await session.run('INSERT INTO stage_off VALUES ($stage)', { stage: change.stage });
      return;
    case 'allow':
      await session.run(
        `INSERT INTO allow_entry SELECT coalesce(max(entry_id), 0) + 1, $chain, address_text($address), $reason, iso_time($at), $by, false FROM allow_entry`,
        { chain: change.chain, address: change.address, reason: change.reason, at, by },
      );
      return;
    case 'disallow':
      if (
        (await session.run('UPDATE allow_entry SET removed = true WHERE entry_id = $id', {
          id: change.id,
        })) === 0
      )
        throw new EngineError('not-found', 'That entry of the allow-list is not there any more.');
      return;
    case 'pattern':
      if (change.pattern.method !== null) compiled(change.pattern.method);
      await session.run('DELETE FROM known_pattern WHERE pattern_id = $id', { id: change.pattern.id });
      await session.run('INSERT INTO known_pattern VALUES ($id, $definition, $enabled)', {
        id: change.pattern.id,
        definition: JSON.stringify(change.pattern),
        enabled: change.pattern.enabled,
      });
      return;
    case 'pattern-enabled': {
      const known = (await patternsOf(session)).find(({ id }) => id === change.id);
      if (!known) throw new EngineError('not-found', `There is no known pattern ${change.id}.`);
      const own = !builtInPatterns.some(({ id }) => id === change.id);
      await session.run('DELETE FROM known_pattern WHERE pattern_id = $id', { id: change.id });
      await session.run('INSERT INTO known_pattern VALUES ($id, $definition, $enabled)', {
        id: change.id,
        definition: JSON.stringify({ ...known, builtIn: !own }),
        enabled: change.enabled,
      });
      return;
    }
    case 'keep':
      await session.run('DELETE FROM kept_alert WHERE alert_id = $alert', { alert: change.alertId });
      if (change.keep)
        await session.run('INSERT INTO kept_alert VALUES ($alert, $reason, iso_time($at), $by)', {
          alert: change.alertId,
          reason: change.reason,
          at,
          by,
        });
  }
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'i');
  } catch {
    throw new EngineError(
      'invalid',
      `“${pattern}” is no regular expression. Name methods and part them with |, as in “vest|release”.`,
    );
  }
}
