import { randomBytes, randomUUID } from 'node:crypto';
import { constants, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { writeMessage } from './bundle/write-message.ts';
import { type CaseFolder, type OpenCaseOptions, openCase } from './case-folder.ts';

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
  const dir = resolve(place);
  if (existsSync(dir))
    throw new EngineError(
      'conflict',
      `${dir} is there already. Nothing was changed; name a folder that is not.`,
      { dir },
    );
  const work = join(dirname(dir), `.${basename(dir)}.${randomBytes(4).toString('hex')}.copying`);
  try {
    await folder.warehouse.use((session) => session.run('CHECKPOINT'));
    mkdirSync(work);
    for (const name of CARRIED)
      if (existsSync(join(folder.dir, name)))
        cpSync(join(folder.dir, name), join(work, name), {
          recursive: true,
          mode: constants.COPYFILE_FICLONE,
        });
    const copy = await openCase({ ...options, dir: work, create: false });
    copy.save({ id: randomUUID(), title, members: [], archived: false }, 'case-duplicated', {
      from: { id: folder.file().id, dir: folder.dir, entries: folder.journal.length },
    });
    copy.close();
    renameSync(work, dir);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('invalid', writeMessage(error, dir), { dir }, { cause: error });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  folder.record('case-copied', { to: dir });
  return dir;
}
