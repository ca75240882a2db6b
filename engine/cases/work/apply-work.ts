import type { WorkKey } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { Session } from '../../warehouse/session.ts';
import type { FrozenStore } from '../frozen-store.ts';
import type { StoredEvidence } from './stored.ts';

/** Brings the effect of one journal entry into the tables. */
export type Applier = (session: Session, entry: JournalEntry, frozen: FrozenStore) => Promise<void>;

type Kind = WorkKey['kind'];

async function touch(session: Session, kind: Kind, id: string, entry: JournalEntry): Promise<void> {
  await session.run('INSERT INTO work_change VALUES ($kind, $id, $seq)', { kind, id, seq: entry.seq });
}

async function put(
  session: Session,
  kind: Kind,
  id: string,
  number: number,
  content: unknown,
  entry: JournalEntry,
): Promise<void> {
  const values = { kind, id, content: JSON.stringify(content), at: entry.at, by: entry.by };
  const changed = await session.run(
    'UPDATE work_document SET content = $content, version = version + 1, changed_at = $at, changed_by = $by WHERE kind = $kind AND id = $id',
    values,
  );
  if (changed === 0)
    await session.run(
      'INSERT INTO work_document VALUES ($kind, $id, $number, 1, $content, $at, $by, $at, $by, NULL)',
      {
        ...values,
        number,
      },
    );
  await touch(session, kind, id, entry);
}

async function setRemoved(
  session: Session,
  kind: Kind,
  id: string,
  removed: boolean,
  entry: JournalEntry,
): Promise<void> {
  await session.run('UPDATE work_document SET removed = $removed WHERE kind = $kind AND id = $id', {
    kind,
    id,
    removed: removed
      ? JSON.stringify({ at: entry.at, by: entry.by, reason: entry.detail.reason ?? '' })
      : null,
  });
  if (kind === 'evidence')
    await session.run(
      "UPDATE case_item SET removed = $removed WHERE exhibit = (SELECT number FROM work_document WHERE kind = 'evidence' AND id = $id)",
      { id, removed },
    );
  await touch(session, kind, id, entry);
}

const addExhibits: Applier = async (session, entry, frozen) => {
  for (const { id, exhibit, ...content } of (entry.detail.items ?? []) as StoredEvidence[]) {
    await put(session, 'evidence', id, exhibit, content, entry);
    if (content.alertId === null || !frozen.has(content.frozen.data)) continue;
    await session.run(
      'INSERT OR REPLACE INTO case_item VALUES ($exhibit, $alert_id, $alert, $note, iso_time($at), false)',
      {
        exhibit,
        alert_id: content.alertId,
        alert: frozen.get(content.frozen.data).toString('utf8'),
        note: content.note,
        at: entry.at,
      },
    );
  }
};

/** Entries of the first versions name exhibits by number, later ones by id too. */
const removeExhibits: Applier = async (session, entry) => {
  for (const exhibit of (entry.detail.exhibits ?? []) as number[]) {
    const row = await session.first<{ id: string }>(
      "SELECT id FROM work_document WHERE kind = 'evidence' AND number = $exhibit",
      { exhibit },
    );
    if (row) await setRemoved(session, 'evidence', row.id, true, entry);
    else await session.run('UPDATE case_item SET removed = true WHERE exhibit = $exhibit', { exhibit });
  }
};

const changeEvidence: Applier = async (session, entry) => {
  const { id, ...change } = entry.detail as { id: string; title?: string; note?: string };
  const row = await session.first<{ number: number; content: string }>(
    "SELECT number, content FROM work_document WHERE kind = 'evidence' AND id = $id",
    { id },
  );
  if (!row) return;
  await put(
    session,
    'evidence',
    id,
    row.number,
    { ...(JSON.parse(row.content) as object), ...change },
    entry,
  );
  if (change.note !== undefined)
    await session.run('UPDATE case_item SET note = $note WHERE exhibit = $exhibit', {
      note: change.note,
      exhibit: row.number,
    });
};

/** The note of an exhibited alert, as the first versions wrote it. */
const writeAlertNote: Applier = async (session, entry, frozen) => {
  const { alert, note } = entry.detail as { alert: string; note: string };
  const row = await session.first<{ id: string }>(
    "SELECT d.id FROM work_document d JOIN case_item c ON c.exhibit = d.number WHERE d.kind = 'evidence' AND c.alert_id = $alert AND NOT c.removed",
    { alert },
  );
  if (row) await changeEvidence(session, { ...entry, detail: { id: row.id, note } }, frozen);
};

const documents = Object.fromEntries(
  (['finding', 'task', 'note', 'hypothesis'] as const).flatMap((kind): [string, Applier][] => [
    [
      `${kind}-saved`,
      async (session, entry) => {
        const { id, number, content } = entry.detail as { id: string; number: number; content: unknown };
        await put(session, kind, id, number, content, entry);
      },
    ],
    [`${kind}-removed`, (session, entry) => setRemoved(session, kind, String(entry.detail.id), true, entry)],
    [
      `${kind}-restored`,
      (session, entry) => setRemoved(session, kind, String(entry.detail.id), false, entry),
    ],
  ]),
);

/** What case work does to the tables, by the action in the journal. */
export const workAppliers: Readonly<Record<string, Applier>> = {
  ...documents,
  'exhibits-added': addExhibits,
  'exhibits-adopted': addExhibits,
  'exhibits-removed': removeExhibits,
  'evidence-added': addExhibits,
  'evidence-changed': changeEvidence,
  'evidence-removed': (session, entry) =>
    setRemoved(session, 'evidence', String(entry.detail.id), true, entry),
  'evidence-restored': (session, entry) =>
    setRemoved(session, 'evidence', String(entry.detail.id), false, entry),
  'note-written': writeAlertNote,
};
