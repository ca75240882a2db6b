import { randomUUID } from 'node:crypto';
import { constants, cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseFolder, type OpenCaseOptions, openCase } from './case-folder.ts';
import { makeCaseFolder } from './new-folder.ts';

const CARRIED = [
  'case.json',
  'journal.jsonl',
  'journal.head',
  'warehouse.duckdb',
  'warehouse.duckdb.wal',
  'evidence',
  'frozen',
];

/**
 * Copies an open case into a new folder, under an id and a title of its own; its journal goes on where the other stands.
 * What was written to `exports/` and the members are not carried over. The folder appears whole or not at all.
 * @throws EngineError `conflict` (something is there, role), `invalid` (no room or permission).
 */
export async function duplicateCase(
  folder: CaseFolder,
  place: string,
  title: string,
  options: Omit<OpenCaseOptions, 'dir' | 'create'>,
): Promise<string> {
  folder.need('change');
  const { dir } = await makeCaseFolder(place, async (made) => {
    await folder.warehouse.use((session) => session.run('CHECKPOINT'));
    mkdirSync(made);
    for (const name of CARRIED)
      if (existsSync(join(folder.dir, name)))
        cpSync(join(folder.dir, name), join(made, name), {
          recursive: true,
          mode: constants.COPYFILE_FICLONE,
        });
    const copy = await openCase({ ...options, dir: made, create: false });
    copy.save({ id: randomUUID(), title, members: [], archived: false }, 'case-duplicated', {
      from: { id: folder.file().id, dir: folder.dir, entries: folder.journal.length },
    });
    copy.close();
  });
  folder.record('case-copied', { to: dir });
  return dir;
}
