import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { JournalEntry } from '#contract/cases.ts';
import { EngineError } from '#contract/errors.ts';

const GENESIS = '0'.repeat(64);

const digest = (entry: Omit<JournalEntry, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([entry.seq, entry.at, entry.action, entry.by, entry.detail, entry.previous]))
    .digest('hex');

export interface JournalCheck {
  readonly entries: number;
  /** 1-based line of the first entry that does not hold, with the reason; null when all hold. */
  readonly broken: { line: number; reason: string } | null;
}

/**
 * The record of every action in a case: one JSON object a line, each carrying the SHA-256 of the
 * line before, written through to the disk before the action is acknowledged.
 */
export class Journal {
  readonly file: string;
  #entries: JournalEntry[];

  constructor(file: string) {
    this.file = file;
    this.#entries = existsSync(file) ? read(file) : [];
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  append(action: string, by: string, detail: Record<string, unknown>, at: Date): JournalEntry {
    const last = this.#entries.at(-1);
    const open = {
      seq: last ? last.seq + 1 : 0,
      at: at.toISOString(),
      action,
      by,
      detail,
      previous: last?.hash ?? GENESIS,
    };
    const entry: JournalEntry = { ...open, hash: digest(open) };
    const handle = openSync(this.file, 'a');
    try {
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    this.#entries.push(entry);
    return entry;
  }

  check(): JournalCheck {
    let previous = GENESIS;
    for (const [index, entry] of this.#entries.entries()) {
      const { hash, ...open } = entry;
      const reason =
        entry.seq !== index
          ? `entry ${index} carries the number ${entry.seq}`
          : entry.previous !== previous
            ? 'it does not follow the entry before'
            : digest(open) !== hash
              ? 'its content does not match its hash'
              : null;
      if (reason) return { entries: this.#entries.length, broken: { line: index + 1, reason } };
      previous = hash;
    }
    return { entries: this.#entries.length, broken: null };
  }
}

/** Reads the journal; a half-written last line (the machine stopped while writing) was never acknowledged and is cut off. */
function read(file: string): JournalEntry[] {
  const text = readFileSync(file, 'utf8');
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, whole)));
  return text
    .slice(0, whole)
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as JournalEntry;
      } catch (error) {
        throw new EngineError(
          'invalid',
          `The case journal is damaged at line ${index + 1}. Nothing was changed; restore journal.jsonl from a backup.`,
          { file, line: index + 1 },
          { cause: error },
        );
      }
    });
}
