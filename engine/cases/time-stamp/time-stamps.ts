import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '#contract/errors.ts';
import type { KeptTimeStamp, TimeStampCheck } from '#contract/time-stamps.ts';
import { writeMessage } from '../bundle/write-message.ts';
import type { CaseFolder } from '../case-folder.ts';
import { digestOf } from '../evidence-store.ts';
import { timeStampRequest } from './request.ts';
import { readResponse } from './token.ts';
import { certificatesFrom, verifyToken } from './verify-token.ts';

function requireFile(path: string): void {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    throw new EngineError('not-found', `${path} does not exist or is no file. Check the path.`, {
      file: path,
    });
}

/** Writes the request for a time-stamp over a file beside it, as `<file>.tsq`. @throws EngineError `not-found`, `invalid`. */
export async function writeRequest(path: string): Promise<{ path: string; sha256: string }> {
  requireFile(path);
  const { sha256 } = await digestOf(path);
  const out = `${path}.tsq`;
  try {
    await writeFile(out, timeStampRequest(sha256));
  } catch (error) {
    throw new EngineError('invalid', writeMessage(error, out), { path: out }, { cause: error });
  }
  return { path: out, sha256 };
}

/** Checks a response over a file, offline, against the certificates of authorities that are trusted (PEM). */
export async function checkResponse(
  path: string,
  response: string,
  authority: string,
): Promise<TimeStampCheck> {
  for (const file of [path, response, authority]) requireFile(file);
  const token = readResponse(readFileSync(response));
  return verifyToken(
    token,
    await hashesOf(path, token.imprint.hash),
    certificatesFrom(readFileSync(authority, 'utf8')),
  );
}

/** The hash of a file that a response is over; empty where this program does not know that hash. */
async function hashesOf(path: string, name: string): Promise<Map<string, string>> {
  if (!/^sha\d+$/.test(name)) return new Map();
  const hash = createHash(name);
  await pipeline(createReadStream(path), hash);
  return new Map([[name, hash.digest('hex')]]);
}

/**
 * Keeps a response in the case, over a file that the case knows by its SHA-256. @throws EngineError `invalid` when it is
 * over other bytes than the file's, or no response.
 */
export async function keepResponse(
  folder: CaseFolder,
  path: string,
  response: string,
): Promise<KeptTimeStamp[]> {
  folder.need('change');
  for (const file of [path, response]) requireFile(file);
  const bytes = readFileSync(response);
  const token = readResponse(bytes);
  const { sha256: fileSha256 } = await digestOf(path);
  if ((await hashesOf(path, token.imprint.hash)).get(token.imprint.hash) !== token.imprint.hex)
    throw new EngineError(
      'invalid',
      `The time-stamp is over other bytes than those of ${basename(path)}. Nothing was kept; name the file that the request was made of.`,
    );
  const sha256 = folder.frozen.put(bytes);
  const { at, policy, serial } = token;
  folder.record('time-stamp-imported', {
    stamp: { sha256, fileSha256, fileName: basename(path), at, policy, serial },
    keeps: [sha256],
  });
  return keptResponses(folder);
}

/** Responses kept in the case, in the order in which they came. */
export function keptResponses({ journal, frozen }: CaseFolder): KeptTimeStamp[] {
  return journal.numbersOf('time-stamp-imported').flatMap((seq) => {
    const { at, by, detail } = journal.read(seq);
    const stamp = detail.stamp as Omit<KeptTimeStamp, 'importedAt' | 'importedBy'>;
    return existsSync(frozen.pathOf(stamp.sha256)) ? [{ ...stamp, importedAt: at, importedBy: by }] : [];
  });
}
