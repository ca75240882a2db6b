import { open, rename, rm } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { CaseFolder } from './case-folder.ts';
import { digestOf } from './evidence-store.ts';
import { partOf } from './whole-file.ts';

/**
 * Writes a file for others: `write` fills a hidden one; once that is on the disk the journal says so, with the SHA-256 and
 * the place within the case folder (`file`, null when it lies elsewhere), and then the file gets its name. After a kill
 * between the two the file of before is there, which the journal knows too. Gives the SHA-256.
 */
export async function writeExport(
  folder: CaseFolder,
  action: string,
  path: string,
  write: (part: string) => Promise<Record<string, unknown>>,
): Promise<string> {
  const part = partOf(path);
  try {
    const detail = await write(part);
    const handle = await open(part, 'r+');
    await handle.sync();
    await handle.close();
    const { sha256 } = await digestOf(part);
    const within = relative(folder.dir, path).split(sep).join('/');
    const file = within.startsWith('..') || within.includes(':') ? null : within;
    folder.record(action, { path, file, sha256, ...detail });
    await rename(part, path);
    return sha256;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}
