import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import { CaseFile, DESCRIBING } from '../case-file.ts';
import { headFault, headFileOf, readHeadFile } from '../journal/head.ts';
import { GENESIS } from '../journal/line.ts';
import { entryOf, scanJournal } from '../journal/scan.ts';
import type { Findings } from './findings.ts';

/** An original as the journal states it. */
export interface StatedOriginal {
  readonly name: string;
  readonly digest: string | null;
  /** 1-based line of the journal. */
  readonly line: number;
}

/** A file within the case folder that was written for others, as it was written last. */
interface ExportedFile {
  readonly sha256: string;
  /** SHA-256 of the writing before. */
  readonly before: string | null;
  readonly line: number;
  /** For a report: how many entries of the journal it states. */
  readonly entries: number | null;
}

/** What the journal says should be there. */
export interface JournalAccount {
  readonly entries: number;
  readonly last: string;
  readonly originals: Map<string, StatedOriginal>;
  readonly archives: Map<string, number>;
  /** Frozen contents and the line that first names them. */
  readonly frozen: Map<string, number>;
  readonly exports: Map<string, ExportedFile>;
  readonly alerts: { digest: string | null; line: number } | null;
  readonly caseFile: CaseFile | null;
  readonly leftOut: Set<string>;
  readonly redacted: number;
  /** Entries of versions that did not name the program; what they did cannot all be played again. */
  readonly old: boolean;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

interface Parts {
  readonly frozen?: { data?: string; style?: string | null; picture?: { sha256: string } | null };
}

/** Reads the journal of a case, checks its chain and its head, and gives what it says. */
export function accountOfJournal(dir: string, findings: Findings): JournalAccount {
  const file = join(dir, 'journal.jsonl');
  const account = {
    entries: 0,
    last: GENESIS,
    originals: new Map<string, StatedOriginal>(),
    archives: new Map<string, number>(),
    frozen: new Map<string, number>(),
    exports: new Map<string, ExportedFile>(),
    alerts: null as JournalAccount['alerts'],
    caseFile: null as CaseFile | null,
    leftOut: new Set<string>(),
    redacted: 0,
    old: false,
  };
  if (!existsSync(file)) {
    findings.problem('journal', 'journal.jsonl', 'it is missing');
    return account;
  }
  const head = readHeadFile(headFileOf(dir));
  let hashAtHead = head?.entries === 0 ? GENESIS : undefined;
  const hashes: string[] = [];
  const scan = scanJournal(file, (line, scanned) => {
    hashes.push(line.hash);
    if (head && line.seq === head.entries - 1) hashAtHead = line.hash;
    if (line.redacted) return;
    account.old ||= !line.program;
    read(account, entryOf(scanned.text), hashes, findings);
  });
  account.entries = scan.entries;
  account.last = scan.last;
  account.redacted = scan.redacted.length;
  findings.checked.entries = scan.entries;
  if (scan.broken) findings.problem('journal', 'journal.jsonl', scan.broken.reason, scan.broken.line);
  else {
    const fault = headFault(head, scan.entries, scan.modern, hashAtHead);
    if (fault) findings.problem('journal', 'journal.jsonl', fault, Math.max(1, scan.entries));
    if (scan.rest > 0)
      findings.remark(
        `journal.jsonl ends in ${scan.rest} bytes of a line that was being written when the machine stopped; it was never acknowledged, and opening the case drops it.`,
      );
  }
  return account;
}

function read(
  account: {
    originals: Map<string, StatedOriginal>;
    archives: Map<string, number>;
    frozen: Map<string, number>;
    exports: JournalAccount['exports'];
    alerts: JournalAccount['alerts'];
    caseFile: CaseFile | null;
    leftOut: Set<string>;
  },
  { seq, action, detail }: JournalEntry,
  hashes: readonly string[],
  findings: Findings,
): void {
  const line = seq + 1;
  const freeze = (sha256: unknown) => {
    const hash = text(sha256);
    if (hash !== null && !account.frozen.has(hash)) account.frozen.set(hash, line);
  };
  const state = (sha256: string, name: string | null, digest: unknown) =>
    account.originals.set(sha256, {
      name: name ?? account.originals.get(sha256)?.name ?? sha256.slice(0, 12),
      digest: text(digest),
      line,
    });
  if (action === 'dataset-imported' || action === 'dataset-found') {
    state(String(detail.sha256), text(detail.name), detail.digest);
    const archive = text(detail.archive);
    if (archive !== null) account.archives.set(archive, line);
  }
  for (const [sha256, digest] of Object.entries((detail.digests ?? {}) as Record<string, unknown>))
    state(sha256, null, digest);
  for (const item of list(detail.items) as Parts[]) {
    freeze(item.frozen?.data);
    freeze(item.frozen?.style);
    freeze(item.frozen?.picture?.sha256);
  }
  for (const sha256 of list(detail.keeps)) freeze(sha256);
  for (const sha256 of list(detail.leftOut)) account.leftOut.add(String(sha256));
  const exported = text(detail.file);
  const sha256 = text(detail.sha256);
  if (exported !== null && sha256 !== null && /-(written|exported|sealed|requested)$/.test(action)) {
    const stated = detail.journal as { entries?: unknown; last?: unknown } | undefined;
    const entries = typeof stated?.entries === 'number' ? stated.entries : null;
    account.exports.set(exported, {
      sha256,
      line,
      entries,
      before: account.exports.get(exported)?.sha256 ?? null,
    });
    if (entries !== null && entries > 0 && hashes[entries - 1] !== stated?.last)
      findings.problem(
        'reports',
        exported,
        `it states a journal of ${entries} entries that ends in another hash than entry ${entries - 1} has`,
        line,
      );
  }
  if (action === 'detection-run' || action === 'alerts-weighed' || action === 'alerts-found')
    account.alerts = { digest: text(detail.digest), line };
  if (typeof detail.alertsDigest === 'string') account.alerts = { digest: detail.alertsDigest, line };
  if (DESCRIBING.includes(action) && detail.caseFile !== undefined) {
    const parsed = CaseFile.safeParse(detail.caseFile);
    if (parsed.success) account.caseFile = parsed.data;
  }
}
