import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { lstat, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from '#contract/errors.ts';
import { diskMessage } from '../../cases/disk-message.ts';
import { readHead } from '../tables/bytes.ts';
import { workbookSheets } from '../tables/xlsx.ts';
import { limitedBytes } from './limits.ts';
import { extractZip, isWorkbook } from './zip.ts';

/** A file that may be imported. */
export interface Candidate {
  /** As shown: the path, or `archive.zip!/inner.csv` for what lay inside. */
  readonly path: string;
  /** Where to read it. */
  readonly file: string;
  readonly name: string;
  /** The archive it came out of, to be kept as an original too. */
  readonly archive: string | null;
}

export interface Collected {
  readonly candidates: Candidate[];
  readonly skipped: { path: string; reason: string }[];
}

const HIDDEN = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/;
const CHECKSUM = /\.(checksum|sha256|md5)$/i;
const DOCUMENT = /\.(md|markdown|pdf|docx?|html?|png|jpe?g|svg)$|^(readme|licen[cs]e|notice)(\.txt)?$/i;
const MAX_DEPTH = 3;

/** Every importable file under the given paths: folders are walked, archives unpacked into `tempDir`. */
export async function collect(
  paths: readonly string[],
  tempDir: string,
  signal?: AbortSignal,
): Promise<Collected> {
  const candidates: Candidate[] = [];
  const skipped: { path: string; reason: string }[] = [];

  const file = async (
    shown: string,
    actual: string,
    archive: string | null,
    depth: number,
  ): Promise<void> => {
    if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
    const name = basename(shown);
    if (DOCUMENT.test(name)) {
      skipped.push({ path: shown, reason: 'a document, not data' });
      return;
    }
    if (CHECKSUM.test(name)) {
      skipped.push({ path: shown, reason: 'a checksum, not data' });
      return;
    }
    const head = await readHead(actual, 4);
    if (head.length === 0) {
      skipped.push({ path: shown, reason: `${name} is empty` });
      return;
    }
    const gzip = head[0] === 0x1f && head[1] === 0x8b;
    const zip = head.toString('latin1') === 'PK\u0003\u0004' || head.toString('latin1') === 'PK\u0005\u0006';
    if (!gzip && !zip) {
      candidates.push({ path: shown, file: actual, name, archive });
      return;
    }
    if (zip && (await isWorkbook(actual))) {
      const sheets = await workbookSheets(name, actual);
      if (sheets.length < 2) {
        candidates.push({ path: shown, file: actual, name, archive });
        return;
      }
      const dir = scratch(tempDir);
      for (const [index, sheet] of sheets.entries()) {
        const inner = join(dir, `${index}.csv`);
        await writeFile(inner, sheet.rows.map((row) => `${row.map(quote).join(',')}\n`).join(''));
        candidates.push({
          path: `${shown}!/${sheet.name}.csv`,
          file: inner,
          name: `${sheet.name}.csv`,
          archive: archive ?? actual,
        });
      }
      return;
    }
    if (depth >= MAX_DEPTH) {
      skipped.push({
        path: shown,
        reason: `archives inside archives are opened ${MAX_DEPTH} deep, no further`,
      });
      return;
    }
    try {
      if (gzip) {
        const inner = join(scratch(tempDir), 'content');
        await pipeline(
          createReadStream(actual),
          createGunzip(),
          limitedBytes((await stat(actual)).size, name),
          createWriteStream(inner),
          { signal },
        );
        await file(shown.replace(/\.(gz|gzip)$/i, ''), inner, archive ?? actual, depth + 1);
      } else {
        const { entries, refused } = await extractZip(actual, scratch(tempDir), name, signal);
        skipped.push(...refused.map(({ name: inner, reason }) => ({ path: `${shown}!/${inner}`, reason })));
        for (const entry of entries)
          if (!entry.name.split('/').some((part) => HIDDEN.test(part)))
            await file(`${shown}!/${entry.name}`, entry.file, archive ?? actual, depth + 1);
      }
    } catch (error) {
      if (signal?.aborted) throw error;
      const reason =
        error instanceof EngineError
          ? error.message
          : `${name} cannot be unpacked: the archive is damaged (${error instanceof Error ? error.message : String(error)})`;
      skipped.push({ path: shown, reason });
    }
  };

  const visit = async (path: string): Promise<void> => {
    const info = await lstat(path).catch((error: unknown) => {
      skipped.push({ path, reason: diskMessage(error, path) });
      return null;
    });
    if (!info) return;
    if (
      info.isSymbolicLink() &&
      (await stat(path).then(
        (target) => target.isDirectory(),
        () => true,
      ))
    ) {
      skipped.push({ path, reason: 'a link to a folder is not followed' });
      return;
    }
    if (info.isDirectory()) {
      for (const name of (await readdir(path)).sort()) if (!HIDDEN.test(name)) await visit(join(path, name));
      return;
    }
    await file(path, path, null, 0).catch((error: unknown) => {
      if (error instanceof EngineError && error.code === 'cancelled') throw error;
      skipped.push({ path, reason: error instanceof EngineError ? error.message : diskMessage(error, path) });
    });
  };

  for (const path of paths) await visit(path);
  return { candidates, skipped };
}

const quote = (cell: string | null): string => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);

function scratch(tempDir: string): string {
  const dir = join(tempDir, `unpack-${randomBytes(6).toString('hex')}`);
  mkdirSync(dir, { recursive: true });
  return dir;
}
