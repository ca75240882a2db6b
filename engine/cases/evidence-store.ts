import { createHash, randomBytes } from 'node:crypto';
import { constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { chmod, copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { diskMessage } from './disk-message.ts';

const INCOMING = '.incoming-';

/** A copy under way. The source may be read meanwhile; `unchanged` says whether what was read is what was copied. */
export interface IncomingOriginal {
  /** Where the source lies. */
  readonly path: string;
  readonly bytes: number;
  readonly digest: Promise<FileDigest>;
  /** Throws EngineError `conflict` when the source changed since the copy began. */
  unchanged(): Promise<void>;
  /** Moves the finished copy to its place under its hash and makes it read-only. */
  keep(): Promise<string>;
  /** Removes the copy. */
  discard(): Promise<void>;
}

export interface FileDigest {
  readonly sha256: string;
  readonly newlines: number;
  readonly endsWithNewline: boolean;
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

  /** Starts copying and hashing a file in one pass. Throws EngineError when it cannot be read. */
  async take(source: string, signal?: AbortSignal): Promise<IncomingOriginal> {
    const copy = join(this.dir, INCOMING + randomBytes(8).toString('hex'));
    const before = await stat(source, { bigint: true }).catch((error: unknown) => {
      throw new EngineError('invalid', diskMessage(error, source), { file: source }, { cause: error });
    });
    const digest = copyHashed(source, copy, signal);
    digest.catch(() => undefined);
    const unchanged = async () => {
      const after = await stat(source, { bigint: true });
      if (after.size !== before.size || after.mtimeNs !== before.mtimeNs || after.ino !== before.ino)
        throw new EngineError(
          'conflict',
          `${source} was changed while it was being imported. Nothing of it was kept; import it again when it is complete.`,
          { file: source },
        );
    };
    const discard = async () => {
      await digest.catch(() => undefined);
      await rm(copy, { force: true });
    };
    const keep = async () => {
      const { sha256 } = await digest;
      const place = this.pathOf(sha256);
      if (existsSync(place)) {
        await rm(copy, { force: true });
        return place;
      }
      await chmod(copy, 0o444);
      await rename(copy, place);
      return place;
    };
    return { path: source, bytes: Number(before.size), digest, unchanged, keep, discard };
  }
}

/** Copies a file (as a clone where the disk can) and gives the SHA-256 and line feeds of the copy. */
async function copyHashed(source: string, copy: string, signal?: AbortSignal): Promise<FileDigest> {
  try {
    const cloned = await copyFile(source, copy, constants.COPYFILE_FICLONE_FORCE).then(
      () => true,
      () => false,
    );
    if (cloned) return await digestOf(copy, signal);
    const target = await open(copy, 'w', 0o600);
    try {
      const digest = await digestOf(source, signal, (bytes) => writeWhole(target, bytes));
      await target.datasync();
      return digest;
    } finally {
      await target.close();
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new EngineError('invalid', diskMessage(error, source), { file: source }, { cause: error });
  }
}

/** A write may take fewer bytes than it is given. */
async function writeWhole(target: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await target.write(bytes, at)).bytesWritten;
}

const BLOCK = 1 << 20;

/**
 * SHA-256 and the number of line feeds of a file, in one pass; `also` sees every block first and may use
 * it until what it returns settles. Two blocks take turns: the next one is read while this one is hashed.
 */
export async function digestOf(
  path: string,
  signal?: AbortSignal,
  also?: (bytes: Buffer) => Promise<unknown>,
): Promise<FileDigest> {
  const hash = createHash('sha256');
  let newlines = 0;
  let last = 10;
  const file = await open(path, 'r');
  const readInto = (block: Buffer) => {
    const reading = file.read(block, 0, BLOCK, null);
    reading.catch(() => undefined); // told where it is awaited
    return reading;
  };
  let reading: ReturnType<typeof readInto> | undefined;
  let using: Promise<unknown> | undefined;
  try {
    let here = Buffer.allocUnsafeSlow(BLOCK);
    let there = Buffer.allocUnsafeSlow(BLOCK);
    reading = readInto(here);
    for (;;) {
      const { bytesRead } = await reading;
      signal?.throwIfAborted();
      if (bytesRead === 0) break;
      const bytes = here.subarray(0, bytesRead);
      using = also?.(bytes);
      [here, there] = [there, here];
      reading = readInto(here);
      hash.update(bytes);
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) newlines += 1;
      last = bytes[bytesRead - 1] ?? last;
      await using;
    }
  } finally {
    await Promise.allSettled([reading, using]);
    await file.close();
  }
  return { sha256: hash.digest('hex'), newlines, endsWithNewline: last === 10 };
}
