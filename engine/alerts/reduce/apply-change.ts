import type { JournalEntry } from '#contract/cases.ts';
import { EngineError } from '#contract/errors.ts';
import type { ReductionChange } from '#contract/reduction.ts';
import type { Session } from '../../warehouse/session.ts';
import { builtInPatterns } from './known-patterns.ts';
import { patternsOf } from './rules.ts';

/** Brings a change to how alerts are reduced into the tables. */
export async function applyReduction(session: Session, { detail, at, by }: JournalEntry): Promise<void> {
  await apply(session, detail as ReductionChange, at, by);
}

/** @throws EngineError `not-found`, `invalid` for a change that cannot be made. */
export async function checkReduction(session: Session, change: ReductionChange): Promise<void> {
  switch (change.type) {
    case 'disallow':
      if (!(await session.first('SELECT 1 AS one FROM allow_entry WHERE entry_id = $id', { id: change.id })))
        throw new EngineError('not-found', 'That entry of the allow-list is not there any more.');
      return;
    case 'pattern':
      if (change.pattern.method !== null) compiled(change.pattern.method);
      return;
    case 'pattern-enabled':
      if (!(await patternsOf(session)).some(({ id }) => id === change.id))
        throw new EngineError('not-found', `There is no known pattern ${change.id}.`);
  }
}

async function apply(session: Session, change: ReductionChange, at: string, by: string): Promise<void> {
  switch (change.type) {
    case 'stage':
      if (change.enabled)
        await session.run('DELETE FROM stage_off WHERE stage = $stage', { stage: change.stage });
      else await session.run('INSERT OR REPLACE INTO stage_off VALUES ($stage)', { stage: change.stage });
      return;
    case 'allow':
      await session.run(
        `INSERT INTO allow_entry SELECT coalesce(max(entry_id), 0) + 1, $chain, address_text($address), $reason, iso_time($at), $by, false FROM allow_entry`,
        { chain: change.chain, address: change.address, reason: change.reason, at, by },
      );
      return;
    case 'disallow':
      await session.run('UPDATE allow_entry SET removed = true WHERE entry_id = $id', { id: change.id });
      return;
    case 'pattern':
      await session.run('INSERT OR REPLACE INTO known_pattern VALUES ($id, $definition, $enabled)', {
        id: change.pattern.id,
        definition: JSON.stringify(change.pattern),
        enabled: change.pattern.enabled,
      });
      return;
    case 'pattern-enabled': {
      const known = (await patternsOf(session)).find(({ id }) => id === change.id);
      if (!known) return;
      const own = !builtInPatterns.some(({ id }) => id === change.id);
      await session.run('INSERT OR REPLACE INTO known_pattern VALUES ($id, $definition, $enabled)', {
        id: change.id,
        definition: JSON.stringify({ ...known, builtIn: !own }),
        enabled: change.enabled,
      });
      return;
    }
    case 'keep':
      if (!change.keep)
        await session.run('DELETE FROM kept_alert WHERE alert_id = $alert', { alert: change.alertId });
      else
        await session.run('INSERT OR REPLACE INTO kept_alert VALUES ($alert, $reason, iso_time($at), $by)', {
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
