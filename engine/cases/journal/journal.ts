import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import { EngineError } from '#contract/errors.ts';
import { HeadFile, headFault, headFileOf, readHeadFile } from './head.ts';
import { GENESIS, lineOf } from './line.ts';
import { entryOf, scanJournal } from './scan.ts';

/**
 * The record of every action in a case: one JSON object a line, each carrying the SHA-256 of the
 * line before, written through to the disk before the action is acknowledged. In memory is where each line begins
 * and what it is about; the rest is read from the file when it is asked for.
 */
export class Journal {
  readonly file: string;
  readonly #handle: number;
  readonly #head: HeadFile;
  readonly #starts: number[] = [];
  readonly #times: number[] = [];
  readonly #byAction = new Map<string, number[]>();
  readonly redacted: readonly number[];
  #end = 0;
  #last = GENESIS;

  /** Opens the journal of the case folder it lies in. @throws EngineError `invalid` that names the line where it does not hold. */
  constructor(file: string) {
    this.file = file;
    const headFile = headFileOf(dirname(file));
    const head = readHeadFile(headFile);
    let hashAtHead = head?.entries === 0 ? GENESIS : undefined;
    this.redacted = [];
    if (existsSync(file)) {
      const scan = scanJournal(file, (line, { offset }) => {
        if (head && line.seq === head.entries - 1) hashAtHead = line.hash;
        this.#note(line.action, line.at, offset);
      });
      if (scan.broken) throw damaged(file, scan.broken.line, scan.broken.reason);
      const fault = headFault(head, scan.entries, scan.modern, hashAtHead);
      if (fault) throw damaged(file, scan.entries, fault);
      this.redacted = scan.redacted;
      this.#end = scan.whole;
      this.#last = scan.last;
    }
    this.#handle = openSync(file, existsSync(file) ? 'r+' : 'w+');
    // A half-written last line (the machine stopped while writing) was never acknowledged.
    ftruncateSync(this.#handle, this.#end);
    this.#head = new HeadFile(headFile);
    this.#head.write({ entries: this.length, last: this.#last });
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Hash of the last entry. */
  get last(): string {
    return this.#last;
  }

  /** Milliseconds since 1970 of an entry. */
  timeOf(seq: number): number {
    return this.#times[seq] ?? Number.NaN;
  }

  /** Numbers of the entries with one of these actions, in order. */
  numbersOf(...actions: readonly string[]): readonly number[] {
    if (actions.length === 1) return this.#byAction.get(actions[0]!) ?? [];
    return actions.flatMap((action) => this.#byAction.get(action) ?? []).sort((a, b) => a - b);
  }

  /** The actions that occur. */
  get actions(): string[] {
    return [...this.#byAction.keys()];
  }

  /** Reads one entry. A redacted one has no detail. */
  read(seq: number): JournalEntry {
    const start = this.#starts[seq];
    if (start === undefined) throw new RangeError(`the journal has no entry ${seq}`);
    const end = this.#starts[seq + 1] ?? this.#end;
    const bytes = Buffer.allocUnsafe(end - start);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.#handle, bytes, done, bytes.length - done, start + done);
      if (read === 0) throw damaged(this.file, seq + 1, 'it is shorter than it was');
      done += read;
    }
    return entryOf(bytes.toString('utf8'));
  }

  /** Entries from one number to another (not included), in order. */
  *entries(from = 0, to = this.length): Generator<JournalEntry> {
    for (let seq = from; seq < to; seq += 1) yield this.read(seq);
  }

  append(
    action: string,
    by: string,
    detail: Record<string, unknown>,
    at: Date,
    program?: string,
  ): JournalEntry {
    const open = {
      seq: this.length,
      at: at.toISOString(),
      action,
      by,
      ...(program === undefined ? {} : { program }),
      detail,
      previous: this.#last,
    };
    const { line, hash } = lineOf(open);
    const bytes = Buffer.from(`${line}\n`);
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#handle, bytes, done, bytes.length - done, this.#end + done);
      fsyncSync(this.#handle);
    } catch (error) {
      ftruncateSync(this.#handle, this.#end);
      throw error;
    }
    this.#note(action, open.at, this.#end);
    this.#end += bytes.length;
    this.#last = hash;
    this.#head.write({ entries: this.length, last: hash });
    return { ...open, detail: JSON.parse(JSON.stringify(detail)) as Record<string, unknown>, hash };
  }

  close(): void {
    closeSync(this.#handle);
    this.#head.close();
  }

  #note(action: string, at: string, start: number): void {
    const seq = this.#starts.push(start) - 1;
    this.#times.push(Date.parse(at));
    const numbers = this.#byAction.get(action);
    if (numbers) numbers.push(seq);
    else this.#byAction.set(action, [seq]);
  }
}

const damaged = (file: string, line: number, reason: string) =>
  new EngineError(
    'invalid',
    `The case journal does not hold at line ${line}: ${reason}. Nothing was changed; \`spyhop verify\` names what else does not hold; restore journal.jsonl from a backup or a bundle.`,
    { file, line },
  );
