import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';

const INCOMING = '.incoming-';

/** What exhibits showed, frozen: read-only files named by their SHA-256. */
export class FrozenStore {
  readonly dir: string;

  /** With `look` nothing is made or swept: the store is only read. */
  constructor(dir: string, look = false) {
    this.dir = dir;
    if (look) return;
    mkdirSync(dir, { recursive: true });
    for (const name of readdirSync(dir))
      if (name.startsWith(INCOMING)) rmSync(join(dir, name), { force: true });
  }

  pathOf(sha256: string): string {
    return join(this.dir, sha256);
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256));
  }

  /** Keeps the bytes and gives their SHA-256; they are on the disk when it returns. */
  put(bytes: Uint8Array | string): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const place = this.pathOf(sha256);
    if (existsSync(place)) return sha256;
    const incoming = join(this.dir, INCOMING + randomBytes(8).toString('hex'));
    const handle = openSync(incoming, 'wx', 0o600);
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    chmodSync(incoming, 0o444);
    renameSync(incoming, place);
    return sha256;
  }

  /** The bytes under a hash. @throws EngineError `not-found` when they were left out, `invalid` when they are not those. */
  get(sha256: string): Buffer {
    const place = this.pathOf(sha256);
    if (!existsSync(place))
      throw new EngineError(
        'not-found',
        `The frozen content ${sha256.slice(0, 12)} is not in this case: it was left out of the copy, or removed from frozen/.`,
        { sha256 },
      );
    const bytes = readFileSync(place);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new EngineError(
        'invalid',
        `frozen/${sha256} was changed after it was frozen and is not shown. Restore it from a bundle or a backup.`,
        { sha256 },
      );
    return bytes;
  }
}
