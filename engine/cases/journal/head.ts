import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The file that says how far the journal of a case goes, so that lines missing at its end are noticed. */
export const headFileOf = (dir: string): string => join(dir, 'journal.head');

export interface JournalHead {
  readonly entries: number;
  readonly last: string;
}

export const headText = ({ entries, last }: JournalHead): string =>
  `${String(entries).padStart(12, '0')} ${last}\n`;

/** The head, undefined where there is none (or an empty one, just begun), null where the file holds something else. */
export function readHeadFile(file: string): JournalHead | null | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'latin1');
  if (text === '') return undefined;
  const found = /^(\d{12}) ([0-9a-f]{64})\n$/.exec(text);
  return found ? { entries: Number(found[1]), last: found[2] ?? '' } : null;
}

/** Keeps the head file open; one line of fixed length, written in place. */
export class HeadFile {
  readonly #handle: number;

  constructor(file: string) {
    this.#handle = openSync(file, existsSync(file) ? 'r+' : 'w+');
  }

  write(head: JournalHead): void {
    writeSync(this.#handle, headText(head), 0, 'latin1');
    fdatasyncSync(this.#handle);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/**
 * Why journal and head do not go together, or null when they do. The head is written after the line: it may be one
 * behind after the machine stopped, never ahead.
 */
export function headFault(
  head: JournalHead | null | undefined,
  entries: number,
  /** Whether the journal was written by a version that keeps a head. */
  required: boolean,
  hashAtHead: string | undefined,
): string | null {
  if (head === undefined) return required ? 'journal.head, which says how far it goes, is missing' : null;
  if (head === null) return 'journal.head does not hold the number and hash of an entry';
  if (head.entries > entries)
    return `the last ${head.entries - entries} of ${head.entries} entries are missing`;
  if (entries - head.entries > 1) return `it holds ${entries} entries where ${head.entries} were written`;
  return hashAtHead === head.last ? null : `entry ${head.entries - 1} is not the one that was written last`;
}
