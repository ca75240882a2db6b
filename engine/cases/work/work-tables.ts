import type { Session } from '../../warehouse/session.ts';
import { tableDigest } from '../../warehouse/table-digest.ts';

/** The tables that follow from the journal alone. */
const WORK_TABLES = [
  'work_document',
  'work_change',
  'case_item',
  'verdict',
  'parameter_set',
  'stage_off',
  'allow_entry',
  'known_pattern',
  'kept_alert',
  'saved_view',
] as const;

/** Digest of each table that follows from the journal, by its name. */
export async function workDigests(session: Session): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const from of WORK_TABLES) digests.set(from, await tableDigest(session, { from }));
  return digests;
}

/** Names of the tables whose content differs. */
export const differingTables = (
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): string[] => [...one].filter(([name, digest]) => other.get(name) !== digest).map(([name]) => name);
