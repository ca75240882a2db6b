import type { IncludedItem } from '#contract/cases.ts';
import type { Alert } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';

/** Alerts taken into the case, by exhibit number; each stays as it was when it was taken. */
export async function includedItems(session: Session): Promise<IncludedItem[]> {
  const rows = await session.rows<{
    exhibit: number;
    alert_id: string;
    alert: string;
    note: string;
    added_at: string;
  }>(
    'SELECT exhibit, alert_id, alert, note, iso(added_at) AS added_at FROM case_item WHERE NOT removed ORDER BY exhibit',
  );
  return rows.map((row) => {
    const { title, explanation } = JSON.parse(row.alert) as Alert;
    return {
      exhibit: row.exhibit,
      alertId: row.alert_id,
      title,
      explanation,
      addedAt: row.added_at,
      note: row.note,
    };
  });
}

/** The alerts themselves, frozen when they were taken in. */
export async function includedAlerts(
  session: Session,
): Promise<{ exhibit: number; note: string; addedAt: string; alert: Alert }[]> {
  const rows = await session.rows<{ exhibit: number; alert: string; note: string; added_at: string }>(
    'SELECT exhibit, alert, note, iso(added_at) AS added_at FROM case_item WHERE NOT removed ORDER BY exhibit',
  );
  return rows.map((row) => ({
    exhibit: row.exhibit,
    note: row.note,
    addedAt: row.added_at,
    alert: JSON.parse(row.alert) as Alert,
  }));
}

/** Takes alerts into the case under the next exhibit numbers; one that is in already keeps its number. */
export async function takeIn(
  folder: CaseFolder,
  clock: () => Date,
  alerts: readonly Alert[],
): Promise<IncludedItem[]> {
  return change(
    folder,
    'exhibits-added',
    alerts.map(({ id }) => id),
    async (session) => {
      const numbers: number[] = [];
      for (const alert of alerts) {
        if ((await presentExhibit(session, alert.id)) !== undefined) continue;
        const next = await session.first<{ exhibit: number }>(
          'SELECT coalesce(max(exhibit), 0) + 1 AS exhibit FROM case_item',
        );
        await session.run(
          'INSERT INTO case_item VALUES ($exhibit, $id, $alert, $note, iso_time($at), false)',
          {
            exhibit: next!.exhibit,
            id: alert.id,
            alert: JSON.stringify(alert),
            note: '',
            at: clock().toISOString(),
          },
        );
        numbers.push(next!.exhibit);
      }
      return numbers;
    },
  );
}

/** Takes alerts out, also those which the last detection run no longer gives; a number is never given twice. */
export async function takeOut(folder: CaseFolder, alertIds: readonly string[]): Promise<IncludedItem[]> {
  return change(folder, 'exhibits-removed', alertIds, async (session) => {
    const numbers: number[] = [];
    for (const alertId of alertIds) {
      const exhibit = await presentExhibit(session, alertId);
      if (exhibit === undefined) continue;
      await session.run('UPDATE case_item SET removed = true WHERE exhibit = $exhibit', { exhibit });
      numbers.push(exhibit);
    }
    return numbers;
  });
}

async function presentExhibit(session: Session, alertId: string): Promise<number | undefined> {
  const row = await session.first<{ exhibit: number }>(
    'SELECT exhibit FROM case_item WHERE alert_id = $id AND NOT removed',
    { id: alertId },
  );
  return row?.exhibit;
}

/** One change of the exhibits, whole or not at all, and its line in the journal. */
async function change(
  folder: CaseFolder,
  action: string,
  alertIds: readonly string[],
  work: (session: Session) => Promise<number[]>,
): Promise<IncludedItem[]> {
  return folder.warehouse.use(async (session) => {
    const exhibits = await session.transaction(() => work(session));
    if (exhibits.length > 0) folder.record(action, { exhibits, alerts: [...alertIds] });
    return includedItems(session);
  });
}

/** Sets the note of an exhibit. @throws EngineError `not-found` when the alert is not in the case. */
export async function setNote(folder: CaseFolder, alertId: string, note: string): Promise<IncludedItem[]> {
  const items = await folder.warehouse.use(async (session) => {
    const changed = await session.run(
      'UPDATE case_item SET note = $note WHERE alert_id = $alert AND NOT removed',
      { note, alert: alertId },
    );
    if (changed === 0)
      throw new EngineError('not-found', 'This alert is not in the case; add it first, then write the note.');
    return includedItems(session);
  });
  folder.record('note-written', { alert: alertId, note });
  return items;
}
