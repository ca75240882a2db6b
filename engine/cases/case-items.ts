import { randomUUID } from 'node:crypto';
import type { IncludedItem } from '#contract/cases.ts';
import type { Alert } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';
import { alertExhibit } from './work/alert-exhibit.ts';
import { datasetsDigest } from './work/data-digest.ts';
import { nextNumber, type StoredEvidence } from './work/stored.ts';

/** Alerts taken into the case, by exhibit number; each stays as it was when it was taken. */
export async function includedItems(session: Session): Promise<IncludedItem[]> {
  return (await includedAlerts(session)).map(({ exhibit, note, addedAt, alert }) => ({
    exhibit,
    alertId: alert.id,
    title: alert.title,
    explanation: alert.explanation,
    addedAt,
    note,
  }));
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
export async function takeIn(folder: CaseFolder, alerts: readonly Alert[]): Promise<IncludedItem[]> {
  await folder.act(async (session) => {
    const present = await presentExhibits(session);
    const digest = await datasetsDigest(session);
    let exhibit = await nextNumber(session, 'evidence');
    const items: StoredEvidence[] = [];
    for (const alert of alerts) {
      if (present.has(alert.id)) continue;
      present.set(alert.id, exhibit);
      items.push({ ...alertExhibit(folder.frozen, alert, digest), id: randomUUID(), exhibit });
      exhibit += 1;
    }
    if (items.length === 0) return null;
    return {
      action: 'exhibits-added',
      detail: {
        exhibits: items.map((item) => item.exhibit),
        alerts: items.map(({ alertId }) => alertId),
        items,
      },
    };
  });
  return folder.warehouse.use(includedItems);
}

/** Takes alerts out, also those which the last detection run no longer gives; a number is never given twice. */
export async function takeOut(folder: CaseFolder, alertIds: readonly string[]): Promise<IncludedItem[]> {
  await folder.act(async (session) => {
    const present = await presentExhibits(session);
    const exhibits = [...new Set(alertIds)].flatMap((id) => present.get(id) ?? []);
    return exhibits.length === 0
      ? null
      : { action: 'exhibits-removed', detail: { exhibits, alerts: [...alertIds] } };
  });
  return folder.warehouse.use(includedItems);
}

/** Exhibit numbers by alert. */
async function presentExhibits(session: Session): Promise<Map<string, number>> {
  const rows = await session.rows<{ alert_id: string; exhibit: number }>(
    'SELECT alert_id, exhibit FROM case_item WHERE NOT removed',
  );
  return new Map(rows.map((row) => [row.alert_id, row.exhibit]));
}

/** Sets the note of an exhibit. @throws EngineError `not-found` when the alert is not in the case. */
export async function setNote(folder: CaseFolder, alertId: string, note: string): Promise<IncludedItem[]> {
  await folder.act(async (session) => {
    if (!(await presentExhibits(session)).has(alertId))
      throw new EngineError('not-found', 'This alert is not in the case; add it first, then write the note.');
    return { action: 'note-written', detail: { alert: alertId, note } };
  });
  return folder.warehouse.use(includedItems);
}
