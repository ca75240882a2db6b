import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { diskMessage } from './disk-message.ts';

const INCOMING = '.incoming-';

/** A copy under way: readable at `path` at once, known by its hash when `digest` resolves. */
export interface IncomingOriginal {
  readonly path: string;
  readonly bytes: number;
  readonly digest: Promise<{ sha256: string; newlines: number; endsWithNewline: boolean }>;
  /** Moves the copy to its place under its hash and makes it read-only. */
  keep(): Promise<string>;
  /** Removes the copy. */
  discard(): Promise<void>;
}

/** The originals of a case: read-only files named by their SHA-256. */
export class EvidenceStore {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
    mkdirSync(dir, { recursive: true });
  }

  /** Removes copies that an interrupted import left behind. */
  sweep(): string[] {
    const left = readdirSync(this.dir).filter((name) => name.startsWith(INCOMING));
    for (const name of left) rmSync(join(this.dir, name), { force: true });
    return left;
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256));
  }

  pathOf(sha256: string): string {
    return join(this.dir, sha256);
  }

  /** Copies a file in and starts hashing the copy. Throws EngineError when it cannot be read or the disk is full. */
  async take(source: string, signal?: AbortSignal): Promise<IncomingOriginal> {
    const path = join(this.dir, INCOMING + randomBytes(8).toString('hex'));
    try {
      await copyFile(source, path, constants.COPYFILE_FICLONE);
      await chmod(path, 0o600);
    } catch (error) {
      await rm(path, { force: true });
      throw new EngineError('invalid', diskMessage(error, source), { file: source }, { cause: error });
    }
    const digest = digestOf(path, signal);
    digest.catch(() => undefined);
    const discard = async () => {
      await digest.catch(() => undefined);
      await rm(path, { force: true });
    };
    const keep = async () => {
      const { sha256 } = await digest;
      const place = this.pathOf(sha256);
      if (existsSync(place)) {
        await rm(path, { force: true });
        return place;
      }
      await syncFile(path);
      await chmod(path, 0o444);
      await rename(path, place);
      return place;
    };
    return { path, bytes: statSync(path).size, digest, keep, discard };
  }
}

/** SHA-256 and the number of line feeds of a file, in one pass. */
export async function digestOf(
  path: string,
  signal?: AbortSignal,
): Promise<{ sha256: string; newlines: number; endsWithNewline: boolean }> {
  const hash = createHash('sha256');
  let newlines = 0;
  let last = 10;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) newlines += 1;
    last = bytes[bytes.length - 1] ?? last;
  }
  return { sha256: hash.digest('hex'), newlines, endsWithNewline: last === 10 };
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
