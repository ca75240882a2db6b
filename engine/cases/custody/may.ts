import type { CaseRole, Seat } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFile } from '../case-file.ts';

/** What an act needs: `look`, `change`, `delete`, or `own` (roles). */
export type Need = 'look' | 'change' | 'delete' | 'own';

const granted: Record<CaseRole, readonly Need[]> = {
  viewer: ['look'],
  analyst: ['look', 'change'],
  owner: ['look', 'change', 'delete', 'own'],
};

/** The seat of someone who signed in as `name`, or of nobody. A case without members is open to all, as its owner. */
export function seatOf({ members, examiner }: CaseFile, name: string | null): Seat {
  const shown = members.map((member) => ({ name: member.name, role: member.role }));
  if (members.length === 0) return { name: examiner, role: 'owner', members: shown };
  const member = members.find((one) => one.name === name);
  return { name: member?.name ?? null, role: member?.role ?? 'viewer', members: shown };
}

/** @throws EngineError `conflict` when the seat's role does not cover the act, or the case is archived. */
export function requireMay(file: CaseFile, seat: Seat, need: Need): void {
  if (!granted[seat.role].includes(need))
    throw new EngineError(
      'conflict',
      seat.name === null
        ? 'Nobody is signed in to this case, so it can be looked at but not changed. Sign in with your name and passphrase.'
        : `${seat.name} is ${seat.role === 'analyst' ? 'an analyst' : `a ${seat.role}`} of this case and may not do this. An owner of the case can.`,
      { role: seat.role, need },
    );
  if (file.archived && need !== 'look' && need !== 'own')
    throw new EngineError(
      'conflict',
      'The case is archived. Nothing was changed; take it out of the archive first.',
    );
}
