import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '#contract/errors.ts';
import type { TimeStampCheck } from '#contract/time-stamps.ts';
import { writeMessage } from '../bundle/write-message.ts';
import { digestOf } from '../evidence-store.ts';
import { timeStampRequest } from './request.ts';
import { readResponse } from './token.ts';
import { certificatesFrom, verifyToken } from './verify-token.ts';

export function requireFile(path: string): void {
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
export async function hashesOf(path: string, name: string): Promise<Map<string, string>> {
  if (!/^sha\d+$/.test(name)) return new Map();
  const hash = createHash(name);
  await pipeline(createReadStream(path), hash);
  return new Map([[name, hash.digest('hex')]]);
}
