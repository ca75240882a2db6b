import { createHash, randomUUID } from 'node:crypto';
import type { JournalEntry } from '#contract/cases.ts';
import { EngineError } from '#contract/errors.ts';
import type { SavedView } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';
import { datasetsDigest } from './work/data-digest.ts';

interface Row {
  view_id: string;
  name: string;
  data_digest: string;
  saved_at: string;
  saved_by: string;
  bytes: number;
}

const columns =
  'view_id, name, data_digest, iso(saved_at) AS saved_at, saved_by, strlen(content)::BIGINT AS bytes';

const viewOf = (row: Row, digest: string): SavedView => ({
  id: row.view_id,
  name: row.name,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
  dataDigest: row.data_digest,
  dataChanged: row.data_digest !== digest,
  bytes: row.bytes,
});

/** Saved views, the latest first. */
export async function savedViews(session: Session): Promise<SavedView[]> {
  const digest = await datasetsDigest(session);
  const rows = await session.rows<Row>(
    `SELECT ${columns} FROM saved_view WHERE NOT removed ORDER BY saved_view.saved_at DESC, view_id`,
  );
  return rows.map((row) => viewOf(row, digest));
}

/** One view with its content. @throws EngineError `not-found`. */
export async function openView(session: Session, id: string): Promise<SavedView & { content: string }> {
  const row = await session.first<Row & { content: string }>(
    `SELECT ${columns}, content FROM saved_view WHERE view_id = $id AND NOT removed`,
    { id },
  );
  if (!row) throw missing();
  return { ...viewOf(row, await datasetsDigest(session)), content: row.content };
}

/**
 * Saves a view under its id, or a new one where it has none; a new one that equals one of the case in name, content and
 * data is that one. @throws EngineError `not-found` for an id that is none.
 */
export async function saveView(
  folder: CaseFolder,
  { id, name, content }: { id: string | null; name: string; content: string },
): Promise<{ id: string; views: SavedView[] }> {
  if (id === null) {
    const same = await folder.warehouse.use((session) => equalView(session, name, content));
    if (same !== null) return { id: same, views: await folder.warehouse.use(savedViews) };
  }
  const own = id ?? randomUUID();
  await folder.act(async (session) => {
    if (id !== null) await requireView(session, id);
    return {
      action: 'view-saved',
      detail: {
        view: own,
        name,
        sha256: createHash('sha256').update(content).digest('hex'),
        content,
        dataDigest: await datasetsDigest(session),
      },
    };
  });
  return { id: own, views: await folder.warehouse.use(savedViews) };
}

/** Takes a view off the list. @throws EngineError `not-found`. */
export async function removeView(folder: CaseFolder, id: string): Promise<SavedView[]> {
  await folder.act(async (session) => {
    await requireView(session, id);
    return { action: 'view-removed', detail: { view: id } };
  });
  return folder.warehouse.use(savedViews);
}

async function equalView(session: Session, name: string, content: string): Promise<string | null> {
  const row = await session.first<{ view_id: string }>(
    `SELECT view_id FROM saved_view WHERE NOT removed AND name = $name AND content = $content AND data_digest = $digest
     ORDER BY view_id LIMIT 1`,
    { name, content, digest: await datasetsDigest(session) },
  );
  return row?.view_id ?? null;
}

async function requireView(session: Session, id: string): Promise<void> {
  if (!(await session.first('SELECT 1 AS one FROM saved_view WHERE view_id = $id AND NOT removed', { id })))
    throw missing();
}

/** Brings a saved or removed view into the tables; entries of the first versions do not hold its content. */
export async function applyView(session: Session, { action, detail, at, by }: JournalEntry): Promise<void> {
  const id = String(detail.view);
  if (action === 'view-removed') {
    await session.run('UPDATE saved_view SET removed = true WHERE view_id = $id', { id });
    return;
  }
  if (typeof detail.content !== 'string') return;
  await session.run(
    'INSERT OR REPLACE INTO saved_view VALUES ($id, $name, $content, $digest, iso_time($at), $by, false)',
    {
      id,
      name: String(detail.name),
      content: detail.content,
      digest: String(detail.dataDigest),
      at,
      by,
    },
  );
}

const missing = () =>
  new EngineError(
    'not-found',
    'This saved view is not in the case (any more). The list shows those that are.',
  );
