import { existsSync, statSync } from 'node:fs';
import { Acquisition, type Original } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';

/**
 * Every original of the case with its way into it, in the order in which they came; archives that they came out of last.
 * @param without numbers of journal entries that are passed over
 */
export async function originalsOf(
  folder: CaseFolder,
  session: Session,
  without: ReadonlySet<number> = new Set(),
): Promise<Original[]> {
  const rows = await session.rows<{
    dataset_id: number;
    sha256: string;
    name: string;
    path: string;
    bytes: number;
    parent: string | null;
    at: string;
  }>(
    'SELECT dataset_id, sha256, name, path, bytes, parent_sha256 AS parent, iso(imported_at) AS at FROM dataset ORDER BY dataset_id',
  );
  const importedBy = new Map<string, { at: string; by: string }>();
  const stated = new Map<string, Acquisition>();
  for (const seq of folder.journal.numbersOf('dataset-imported', 'dataset-found', 'acquisition-stated')) {
    if (without.has(seq)) continue;
    const { action, at, by, detail } = folder.journal.read(seq);
    const sha256 = String(detail.original ?? detail.sha256);
    if (action === 'acquisition-stated') stated.set(sha256, Acquisition.parse(detail.acquisition));
    else if (!importedBy.has(sha256)) importedBy.set(sha256, { at, by });
  }
  const none = Acquisition.parse({});
  const presence = (sha256: string) => existsSync(folder.evidence.pathOf(sha256));
  const originals: Original[] = rows.map(({ dataset_id, sha256, name, path, bytes, at }) => ({
    sha256,
    name,
    path,
    bytes,
    datasetId: dataset_id,
    importedAt: importedBy.get(sha256)?.at ?? at,
    importedBy: importedBy.get(sha256)?.by ?? '',
    acquisition: stated.get(sha256) ?? none,
    present: presence(sha256),
  }));
  const archives = new Map<string, Original>();
  for (const { parent, path, at, sha256 } of rows) {
    if (parent === null || archives.has(parent)) continue;
    const outer = path.split('!/', 1)[0] ?? path;
    archives.set(parent, {
      sha256: parent,
      name: outer.split(/[\\/]/).at(-1) ?? outer,
      path: outer,
      bytes: presence(parent) ? statSync(folder.evidence.pathOf(parent)).size : 0,
      datasetId: null,
      importedAt: importedBy.get(sha256)?.at ?? at,
      importedBy: importedBy.get(sha256)?.by ?? '',
      acquisition: stated.get(parent) ?? none,
      present: presence(parent),
    });
  }
  return [...originals, ...archives.values()];
}

/** Writes into the journal where an original comes from. @throws EngineError `not-found`, `conflict`. */
export async function stateAcquisition(
  folder: CaseFolder,
  sha256: string,
  acquisition: Acquisition,
): Promise<Original[]> {
  folder.need('change');
  const known = await folder.warehouse.use((session) => originalsOf(folder, session));
  if (!known.some((original) => original.sha256 === sha256))
    throw new EngineError('not-found', 'This original is not in the case. The list shows those that are.');
  folder.record('acquisition-stated', { original: sha256, acquisition });
  return folder.warehouse.use((session) => originalsOf(folder, session));
}
