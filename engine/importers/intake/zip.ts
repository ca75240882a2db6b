import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { EngineError } from '#contract/errors.ts';
import { bomb, limitedBytes, MAX_ENTRIES, tooLarge } from './limits.ts';

const openZip = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    yauzl.open(
      path,
      { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, strictFileNames: false },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    ),
  );

/** The name of an entry. The library would give up a whole archive for one name that points outside it. */
function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  return raw.toString(isUtf8(raw) ? 'utf8' : 'latin1');
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = () => {
        zip.off('entry', onEntry);
        zip.off('end', onEnd);
        zip.off('error', onError);
      };
      const onEntry = (next: Entry) => {
        done();
        resolve(next);
      };
      const onEnd = () => {
        done();
        resolve(null);
      };
      const onError = (error: Error) => {
        done();
        reject(error);
      };
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

/** Whether a zip is an Excel workbook. */
export async function isWorkbook(path: string): Promise<boolean> {
  try {
    const zip = await openZip(path);
    try {
      for await (const entry of entriesOf(zip)) if (nameOf(entry) === 'xl/workbook.xml') return true;
      return false;
    } finally {
      zip.close();
    }
  } catch {
    return false;
  }
}

/**
 * Unpacks the files of a zip into `dir` under numbers, never under their own names. Entries that point
 * outside the archive are refused one by one; a bomb or a damaged archive is refused whole.
 */
export async function extractZip(
  path: string,
  dir: string,
  name: string,
  signal?: AbortSignal,
): Promise<{ entries: { name: string; file: string }[]; refused: { name: string; reason: string }[] }> {
  const packed = (await stat(path)).size;
  const zip = await openZip(path);
  const entries: { name: string; file: string }[] = [];
  const refused: { name: string; reason: string }[] = [];
  const openStream = promisify(zip.openReadStream.bind(zip)) as (
    entry: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  let total = 0;
  try {
    for await (const entry of entriesOf(zip)) {
      if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
      const inner = nameOf(entry);
      if (inner.endsWith('/')) continue;
      if (entries.length + refused.length >= MAX_ENTRIES)
        throw new EngineError(
          'invalid',
          `${name} holds more than ${MAX_ENTRIES} files and was refused. Nothing of it was kept.`,
        );
      if (
        inner.startsWith('/') ||
        /^[A-Za-z]:/.test(inner) ||
        inner.includes('\\') ||
        inner.split('/').includes('..')
      ) {
        refused.push({
          name: inner,
          reason: `${name} holds ${inner}, a name that points outside the archive; it was left out`,
        });
        continue;
      }
      if ((entry.generalPurposeBitFlag & 1) === 1) {
        refused.push({ name: inner, reason: 'it is encrypted; unpack it with its password first' });
        continue;
      }
      total += entry.uncompressedSize;
      if (tooLarge(packed, total)) throw bomb(name);
      const file = join(dir, String(entries.length));
      await pipeline(await openStream(entry), limitedBytes(packed, name), createWriteStream(file), {
        signal,
      });
      entries.push({ name: inner, file });
    }
  } finally {
    zip.close();
  }
  return { entries, refused };
}
