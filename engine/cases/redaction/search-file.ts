import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Unread } from '#contract/redaction.ts';
import { limitedBytes } from '../../importers/intake/limits.ts';
import { extractZip } from '../../importers/intake/zip.ts';
import { encodingOf, readHead } from '../../importers/tables/bytes.ts';
import type { Session } from '../../warehouse/session.ts';
import { ident, literal } from '../../warehouse/sql-text.ts';
import { pdfText } from './pdf-text.ts';
import { Sighting, type WordPattern } from './word-pattern.ts';

export interface FileSearch {
  readonly words: WordPattern;
  /** The same words in printed text. */
  readonly printed: WordPattern;
  readonly signal: AbortSignal;
  readonly tempDir: string;
  /** Reads Parquet. */
  readonly session: Session;
  readonly unread: (unread: Unread) => void;
}

const PNG = '89504e47';
const DEPTH = 3;
/** Characters before an occurrence that stay at hand for its snippet. */
const KEPT = 64;

/**
 * Searches a file of any kind that a case holds: text in UTF-8 or UTF-16, gzip and zip with what is in them, workbooks,
 * Parquet, PDF. Text is read in blocks, so the cost is that of its bytes. What cannot be searched is told to `unread`.
 * @returns null where nothing was found
 */
export async function searchFile(path: string, what: string, search: FileSearch): Promise<Sighting | null> {
  const sighting = new Sighting(search.words);
  await into(sighting, path, what, search, 0);
  return sighting.count > 0 ? sighting : null;
}

async function into(
  sighting: Sighting,
  path: string,
  what: string,
  search: FileSearch,
  depth: number,
): Promise<void> {
  search.signal.throwIfAborted();
  const head = await readHead(path, 8);
  const magic = head.toString('hex');
  const unread = (reason: string) => search.unread({ what, reason });
  try {
    if (magic.startsWith(PNG)) unread('it is a picture');
    else if (magic.startsWith('25504446')) {
      const printed = pdfText(path);
      if (printed === null) unread('it is a PDF of another program');
      else sighting.look(printed.normalize('NFC'), 0, undefined, search.printed);
    } else if (magic.startsWith('50415231')) await parquet(sighting, path, search);
    else if (magic.startsWith('1f8b') && depth < DEPTH)
      await text(
        sighting,
        createReadStream(path)
          .pipe(createGunzip())
          .pipe(limitedBytes(statSync(path).size, what)),
        'utf-8',
        search,
      );
    else if (magic.startsWith('504b0304') && depth < DEPTH) await zip(sighting, path, what, search, depth);
    else if (/^(1f8b|504b0304)/.test(magic)) unread(`archives inside archives are opened ${DEPTH} deep`);
    else await text(sighting, createReadStream(path, { highWaterMark: 1 << 20 }), encodingOf(head), search);
  } catch (error) {
    if (search.signal.aborted) throw error;
    unread(`it cannot be read (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`);
  }
}

async function text(
  sighting: Sighting,
  stream: Readable,
  encoding: string,
  { words, signal }: FileSearch,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  let kept = '';
  let from = 0;
  let lines = 1;
  const step = (more: string, end: boolean) => {
    const here = (kept + more).normalize('NFC');
    const to = end ? Number.POSITIVE_INFINITY : Math.max(from, here.length - words.longest - KEPT);
    const first = sighting.look(here, from, to);
    if (sighting.line === null) {
      const until = first ?? Math.min(to, here.length);
      for (let at = here.indexOf('\n', from); at !== -1 && at < until; at = here.indexOf('\n', at + 1))
        lines += 1;
      if (first !== null) sighting.line = lines;
    }
    if (end) return;
    const cut = Math.max(0, to - KEPT);
    kept = here.slice(cut);
    from = to - cut;
  };
  stream.on('error', () => undefined);
  for await (const chunk of stream) {
    signal.throwIfAborted();
    step(decoder.decode(chunk as Buffer, { stream: true }), false);
  }
  step(decoder.decode(), true);
}

async function zip(
  sighting: Sighting,
  path: string,
  what: string,
  search: FileSearch,
  depth: number,
): Promise<void> {
  const dir = mkdtempSync(join(search.tempDir, 'search-'));
  try {
    const { entries, refused } = await extractZip(path, dir, what, search.signal);
    for (const { name, reason } of refused) search.unread({ what: `${what}!/${name}`, reason });
    for (const { name, file } of entries) {
      sighting.look(name);
      await into(sighting, file, `${what}!/${name}`, search, depth + 1);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The most rows that are counted. */
const ROWS = 2000;

async function parquet(
  sighting: Sighting,
  path: string,
  { words, session, signal }: FileSearch,
): Promise<void> {
  const reader = `read_parquet(${literal(path)})`;
  const columns = (await session.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${reader}`)).map(
    ({ column_name }) => column_name,
  );
  for (const column of columns) sighting.look(column);
  const line = `concat_ws(' ', ${columns.map((column) => `${ident(column)}::VARCHAR`).join(', ')})`;
  const rows = await session.rows<{ line: string }>(
    `SELECT line FROM (SELECT ${line} AS line FROM ${reader}) WHERE regexp_matches(line, ${literal(words.pattern.source)}, 'i') LIMIT ${ROWS}`,
  );
  signal.throwIfAborted();
  for (const { line } of rows) sighting.look(line);
}
