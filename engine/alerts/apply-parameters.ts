import type { JournalEntry } from '#contract/cases.ts';
import type { Session } from '../warehouse/session.ts';

/** Brings a saved or removed set of parameters into the tables. */
export async function applyParameters(
  session: Session,
  { action, detail, at, by }: JournalEntry,
): Promise<void> {
  const name = String(detail.set);
  if (action === 'parameters-removed')
    await session.run('DELETE FROM parameter_set WHERE name = $name', { name });
  else
    await session.run('INSERT OR REPLACE INTO parameter_set VALUES ($name, $params, iso_time($at), $by)', {
      name,
      params: JSON.stringify(detail.params),
      at,
      by,
    });
}
