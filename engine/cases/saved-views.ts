import { createHash, randomUUID } from 'node:crypto';
import { EngineError } from '#contract/errors.ts';
import type { SavedView } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';

/** SHA-256 over the originals of the case: the same files give the same digest, in whatever order they came. */
async function dataDigest(session: Session): Promise<string> {
  const rows = await session.rows<{ sha256: string }>('SELECT sha256 FROM dataset ORDER BY sha256');
  return createHash('sha256')
    .update(rows.map(({ sha256 }) => sha256).join('\n'))
    .digest('hex');
}

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
  const digest = await dataDigest(session);
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
  return { ...viewOf(row, await dataDigest(session)), content: row.content };
}

/** Saves a view under its id, or a new one where it has none. @throws EngineError `not-found` for an id that is none. */
export async function saveView(
  folder: CaseFolder,
  clock: () => Date,
  { id, name, content }: { id: string | null; name: string; content: string },
): Promise<{ id: string; views: SavedView[] }> {
  const own = id ?? randomUUID();
  const values = {
    id: own,
    name,
    content,
    at: clock().toISOString(),
    by: folder.file().examiner,
  };
  return folder.warehouse.use(async (session) => {
    const digest = await dataDigest(session);
    const changed = await session.run(
      id === null
        ? 'INSERT INTO saved_view VALUES ($id, $name, $content, $digest, iso_time($at), $by, false)'
        : 'UPDATE saved_view SET name = $name, content = $content, data_digest = $digest, saved_at = iso_time($at), saved_by = $by WHERE view_id = $id AND NOT removed',
      { ...values, digest },
    );
    if (changed === 0) throw missing();
    folder.record('view-saved', {
      view: own,
      name,
      sha256: createHash('sha256').update(content).digest('hex'),
      dataDigest: digest,
    });
    return { id: own, views: await savedViews(session) };
  });
}

/** Takes a view off the list. @throws EngineError `not-found`. */
export async function removeView(folder: CaseFolder, id: string): Promise<SavedView[]> {
  return folder.warehouse.use(async (session) => {
    const changed = await session.run(
      'UPDATE saved_view SET removed = true WHERE view_id = $id AND NOT removed',
      { id },
    );
    if (changed === 0) throw missing();
    folder.record('view-removed', { view: id });
    return savedViews(session);
  });
}

const missing = () =>
  new EngineError(
    'not-found',
    'This saved view is not in the case (any more). The list shows those that are.',
  );
