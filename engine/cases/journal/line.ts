import { hash } from 'node:crypto';
import type { JournalEntry } from '#contract/cases.ts';

export const GENESIS = '0'.repeat(64);

const DETAIL = ',"detail":';
const PREVIOUS = ',"previous":"';
const HASH = '","hash":"';
const END = '"}';
const TAIL = PREVIOUS.length + 64 + HASH.length + 64 + END.length;

type OpenEntry = Omit<JournalEntry, 'hash'>;

const headText = (entry: Omit<OpenEntry, 'detail' | 'previous'>): string =>
  `{"seq":${entry.seq},"at":${JSON.stringify(entry.at)},"action":${JSON.stringify(entry.action)},"by":${JSON.stringify(entry.by)}${entry.program === undefined ? '' : `,"program":${JSON.stringify(entry.program)}`}`;

/** What the hash of an entry is taken over: its fields in order, as a JSON array; entries before `program` have six. */
const hashed = (entry: Omit<OpenEntry, 'detail'>, detail: string): string =>
  hash(
    'sha256',
    `[${entry.seq},${JSON.stringify(entry.at)},${JSON.stringify(entry.action)},${JSON.stringify(entry.by)},${detail},"${entry.previous}"${entry.program === undefined ? '' : `,${JSON.stringify(entry.program)}`}]`,
  );

/** An entry as its line of the journal (without line feed), and its hash. */
export function lineOf(entry: OpenEntry): { line: string; hash: string } {
  const detail = JSON.stringify(entry.detail);
  const own = hashed(entry, detail);
  return {
    hash: own,
    line: `${headText(entry)}${DETAIL}${detail}${PREVIOUS}${entry.previous}${HASH}${own}${END}`,
  };
}

/** The line of an entry whose content was left out of a redacted copy: its place in the chain, and its hash. */
export function redactedLine(line: string): string {
  const read = readHead(line);
  if (!read) throw new Error('a line that does not hold cannot be redacted');
  return `{"seq":${read.seq},"redacted":true${PREVIOUS}${read.previous}${HASH}${read.hash}${END}`;
}

/** A line without its detail; null where it is no line of a journal. */
export interface LineHead {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly previous: string;
  readonly hash: string;
  /** Entries of the first versions do not name the program. */
  readonly program: boolean;
  /** The content was left out: only its place in the chain can be checked. */
  readonly redacted: boolean;
  /** Why the line does not carry its own hash, or null when it does. */
  readonly fault: string | null;
}

const REDACTED = /^\{"seq":(0|[1-9]\d*),"redacted":true$/;

/**
 * Reads a line without parsing its detail and checks it against its own hash. Every byte of it takes part: the detail
 * as it stands, the rest by being written again and compared.
 */
export function readHead(line: string): LineHead | null {
  const tail = line.length - TAIL;
  if (tail < 0 || !line.startsWith(PREVIOUS, tail) || !line.endsWith(END)) return null;
  const previous = line.slice(tail + PREVIOUS.length, tail + PREVIOUS.length + 64);
  const own = line.slice(line.length - 64 - END.length, line.length - END.length);
  if (!line.startsWith(HASH, tail + PREVIOUS.length + 64)) return null;
  // An unescaped quote ends a text, so the first of these stands outside of all texts before it.
  const at = line.indexOf(DETAIL);
  if (at === -1 || at > tail) {
    const redacted = REDACTED.exec(line.slice(0, tail));
    if (!redacted) return null;
    return {
      seq: Number(redacted[1]),
      at: '',
      action: '',
      previous,
      hash: own,
      program: false,
      redacted: true,
      fault: null,
    };
  }
  let head: OpenEntry;
  try {
    head = JSON.parse(`${line.slice(0, at)}}`) as OpenEntry;
  } catch {
    return null;
  }
  if (
    typeof head.seq !== 'number' ||
    typeof head.at !== 'string' ||
    typeof head.action !== 'string' ||
    typeof head.by !== 'string'
  )
    return null;
  const same = headText(head) === line.slice(0, at);
  const fault =
    same && hashed({ ...head, previous }, line.slice(at + DETAIL.length, tail)) === own
      ? null
      : 'its content does not match its hash';
  return {
    seq: head.seq,
    at: head.at,
    action: head.action,
    program: head.program !== undefined,
    previous,
    hash: own,
    redacted: false,
    fault,
  };
}
