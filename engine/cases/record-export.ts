import { relative, sep } from 'node:path';
import type { CaseFolder } from './case-folder.ts';
import { digestOf } from './evidence-store.ts';

/**
 * Writes into the journal that a file was written for others, with its SHA-256. `file` is its place within the case
 * folder, or null when it lies elsewhere. Gives the SHA-256.
 */
export async function recordExport(
  folder: CaseFolder,
  action: string,
  path: string,
  detail: Record<string, unknown> = {},
): Promise<string> {
  const { sha256 } = await digestOf(path);
  const within = relative(folder.dir, path).split(sep).join('/');
  const file = within.startsWith('..') || within.includes(':') ? null : within;
  folder.record(action, { path, file, sha256, ...detail });
  return sha256;
}
