import type { JournalEntry } from '#contract/cases.ts';
import { applyParameters } from '../alerts/apply-parameters.ts';
import { applyVerdict, applyVerdicts } from '../alerts/apply-verdict.ts';
import { applyReduction } from '../alerts/reduce/apply-change.ts';
import type { Session } from '../warehouse/session.ts';
import type { FrozenStore } from './frozen-store.ts';
import { applyView } from './saved-views.ts';
import { type Applier, workAppliers } from './work/apply-work.ts';

const appliers: Readonly<Record<string, Applier>> = {
  ...workAppliers,
  'verdict-given': applyVerdict,
  'verdict-withdrawn': applyVerdict,
  'parameters-changed': applyParameters,
  'parameters-removed': applyParameters,
  'alert-reduction-changed': applyReduction,
  'view-saved': applyView,
  'view-removed': applyView,
};

/** The actions whose effect on the tables follows from their line in the journal. */
export const appliedActions: readonly string[] = Object.keys(appliers);

/** Brings the effect of one entry into the tables; entries without one do nothing. */
export async function applyEffect(session: Session, entry: JournalEntry, frozen: FrozenStore): Promise<void> {
  await appliers[entry.action]?.(session, entry, frozen);
}

/**
 * Brings the effects of many entries into the tables. Verdicts are gathered, for nothing else that is applied reads them:
 * `flush` before anything does, and at the end.
 */
export class Replay {
  #verdicts: JournalEntry[] = [];
  readonly #frozen: FrozenStore;

  constructor(frozen: FrozenStore) {
    this.#frozen = frozen;
  }

  async add(session: Session, entry: JournalEntry): Promise<void> {
    if (appliers[entry.action] === applyVerdict) this.#verdicts.push(entry);
    else await applyEffect(session, entry, this.#frozen);
  }

  async flush(session: Session): Promise<void> {
    const gathered = this.#verdicts;
    this.#verdicts = [];
    await applyVerdicts(session, gathered);
  }
}

/** Brings one entry into the tables and says how far they are now, in one transaction. */
export async function applyEntry(session: Session, entry: JournalEntry, frozen: FrozenStore): Promise<void> {
  await session.transaction(async () => {
    await applyEffect(session, entry, frozen);
    await session.run('UPDATE case_state SET applied = $applied', { applied: entry.seq + 1 });
  });
}
