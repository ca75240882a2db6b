import { closeSync, openSync, readSync } from 'node:fs';
import type { JournalEntry } from '#contract/cases.ts';
import { GENESIS, type LineHead, readHead } from './line.ts';

const BLOCK = 1 << 20;

/** One whole line and where it lies. */
export interface ScannedLine {
  readonly text: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Whole lines of a file, read in blocks; what follows the last line feed is told as `rest`. */
export function* scanLines(file: string): Generator<ScannedLine, { whole: number; rest: number }> {
  const handle = openSync(file, 'r');
  try {
    let kept = Buffer.alloc(0);
    let offset = 0;
    const block = Buffer.allocUnsafe(BLOCK);
    for (;;) {
      const read = readSync(handle, block, 0, BLOCK, null);
      if (read === 0) return { whole: offset, rest: kept.length };
      const bytes =
        kept.length === 0 ? block.subarray(0, read) : Buffer.concat([kept, block.subarray(0, read)]);
      let from = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
        yield { text: bytes.toString('utf8', from, end), offset, bytes: end - from };
        offset += end - from + 1;
        from = end + 1;
      }
      kept = Buffer.from(bytes.subarray(from));
    }
  } finally {
    closeSync(handle);
  }
}

/** A line as an entry; one whose content was left out of a redacted copy says so by its action. */
export function entryOf(line: string): JournalEntry {
  const entry = JSON.parse(line) as JournalEntry & { redacted?: boolean };
  return entry.redacted
    ? { ...entry, at: '1970-01-01T00:00:00Z', action: 'left-out', by: '', detail: {} }
    : entry;
}

/** Reads a journal that lies still, entry by entry; its chain is not checked here. */
export function* readEntries(file: string): Generator<JournalEntry> {
  for (const { text } of scanLines(file)) yield entryOf(text);
}

export interface JournalBreak {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export interface JournalScan {
  readonly entries: number;
  readonly last: string;
  /** Numbers of entries whose content was left out of a redacted copy. */
  readonly redacted: number[];
  /** Bytes of whole lines; what lies behind was being written when the machine stopped. */
  readonly whole: number;
  readonly rest: number;
  /** Some entries name the program: the version that wrote them keeps a head. */
  readonly modern: boolean;
  /** The first line that does not hold; null when all do. */
  readonly broken: JournalBreak | null;
}

/** Reads a journal once from its beginning and checks its chain; `see` gets every line that holds. */
export function scanJournal(file: string, see?: (head: LineHead, line: ScannedLine) => void): JournalScan {
  let entries = 0;
  let last = GENESIS;
  let modern = false;
  const redacted: number[] = [];
  const lines = scanLines(file);
  for (;;) {
    const step = lines.next();
    if (step.done) return { entries, last, redacted, modern, ...step.value, broken: null };
    const head = readHead(step.value.text);
    const reason = !head
      ? 'it is no line of a journal'
      : head.seq !== entries
        ? `entry ${entries} carries the number ${head.seq}`
        : head.previous !== last
          ? 'it does not follow the entry before'
          : Buffer.byteLength(step.value.text) !== step.value.bytes
            ? 'it holds bytes that are no text'
            : head.fault;
    if (!head || reason) {
      lines.return({ whole: 0, rest: 0 });
      return {
        entries,
        last,
        redacted,
        modern,
        whole: step.value.offset,
        rest: 0,
        broken: { line: entries + 1, reason: reason ?? '' },
      };
    }
    if (head.redacted) redacted.push(head.seq);
    modern ||= head.program;
    see?.(head, step.value);
    last = head.hash;
    entries += 1;
  }
}
