import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleKey } from '#contract/bundles.ts';
import { EngineError } from '#contract/errors.ts';
import { extractZip } from '../../importers/intake/zip.ts';
import { decryptFile, isEncrypted } from './age.ts';
import { isBundleFile } from './layout.ts';
import { writeMessage } from './write-message.ts';

/** A bundle unpacked: the bag's folder, and the files that have no place in one. */
export interface OpenedBundle {
  readonly dir: string;
  readonly encrypted: boolean;
  /** Names within the bag. */
  readonly files: readonly string[];
  readonly strange: readonly string[];
}

const damaged = (path: string, reason: string, cause?: unknown) =>
  new EngineError(
    'invalid',
    `${path} is no whole bundle: ${reason}. Nothing was changed; get the file anew.`,
    { file: path },
    cause === undefined ? undefined : { cause },
  );

/**
 * Decrypts and unpacks a bundle into a folder, under the limits of every archive that comes in. @throws EngineError
 * `not-found`, `invalid`: the wrong key, no zip, a name that points outside, a bomb, a disk that is full.
 */
export async function openBundle(
  path: string,
  key: BundleKey | null,
  into: string,
  signal: AbortSignal,
): Promise<OpenedBundle> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EngineError('not-found', `${path} does not exist or is no file. Check the path.`, {
      file: path,
    });
  const encrypted = await isEncrypted(path);
  let zip = path;
  if (encrypted) {
    zip = join(into, 'decrypted.zip');
    await decryptFile(path, key, zip, signal);
  }
  const unpacked = join(into, 'unpacked');
  mkdirSync(unpacked);
  let extracted: Awaited<ReturnType<typeof extractZip>>;
  try {
    extracted = await extractZip(zip, unpacked, path, signal);
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
    if (error instanceof EngineError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E') && code !== 'ERR_INVALID_ARG_VALUE' && !code.startsWith('ERR_'))
      throw new EngineError('invalid', writeMessage(error, `the content of ${path}`), {}, { cause: error });
    throw damaged(
      path,
      `the zip is damaged (${error instanceof Error ? error.message : String(error)})`,
      error,
    );
  }
  const [outside] = extracted.refused;
  if (outside) throw damaged(path, outside.reason);
  const bases = new Set(extracted.entries.map(({ name }) => name.split('/', 1)[0] ?? ''));
  const [base] = bases;
  if (base === undefined || bases.size !== 1 || !/^\w[\w.-]*$/.test(base))
    throw damaged(path, bases.size === 0 ? 'it is empty' : 'it does not hold one folder');
  const dir = join(into, 'bag');
  const files: string[] = [];
  const strange: string[] = [];
  for (const { name, file } of extracted.entries) {
    const inner = name.slice(base.length + 1);
    if (files.includes(inner)) throw damaged(path, `it holds ${inner} twice`);
    if (!isBundleFile(inner)) {
      strange.push(inner);
      continue;
    }
    files.push(inner);
    const place = join(dir, ...inner.split('/'));
    mkdirSync(dirname(place), { recursive: true });
    renameSync(file, place);
  }
  return { dir, encrypted, files, strange };
}
