import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import type { StampSubject } from '#contract/time-stamps.ts';
import type { CaseFolder } from '../case-folder.ts';
import { entryOf, scanLines } from '../journal/scan.ts';

const KINDS: Readonly<Record<string, StampSubject['kind']>> = {
  'bundle-sealed': 'bundle',
  'report-written': 'report',
  'report-exported': 'report',
  'alerts-exported': 'export',
  'rejects-exported': 'export',
};

const journalUpTo = (entries: number, sha256: string, at: string): StampSubject => ({
  kind: 'journal',
  name: `journal, entries 1 to ${entries}`,
  path: null,
  sha256,
  at,
  entries,
  present: true,
});

function fileOf(folder: CaseFolder, { action, at, detail }: JournalEntry): StampSubject {
  const path = typeof detail.file === 'string' ? join(folder.dir, detail.file) : String(detail.path);
  return {
    kind: KINDS[action] ?? 'file',
    name: basename(path),
    path,
    sha256: String(detail.sha256),
    at,
    entries: null,
    present: existsSync(path),
  };
}

/** What of the case can be stamped: the journal, then the files that it says were written and that are there, the latest first. */
export function stampSubjects(folder: CaseFolder): StampSubject[] {
  const { journal } = folder;
  const files = new Map<string, StampSubject>();
  for (const seq of [...journal.numbersOf(...Object.keys(KINDS))].reverse()) {
    const subject = fileOf(folder, journal.read(seq));
    if (subject.present && subject.path !== null && !files.has(subject.path))
      files.set(subject.path, subject);
  }
  const last = journal.length - 1;
  return [journalUpTo(journal.length, journal.last, journal.read(last).at), ...files.values()];
}

/** What the case knows under a SHA-256: the journal up to the entry with that hash, or a file that was written. */
export function subjectWith(folder: CaseFolder, sha256: string): StampSubject | null {
  const { journal } = folder;
  for (const seq of [...journal.numbersOf(...Object.keys(KINDS))].reverse()) {
    const entry = journal.read(seq);
    if (entry.detail.sha256 === sha256) return fileOf(folder, entry);
  }
  const end = `"hash":"${sha256}"}`;
  for (const { text } of scanLines(journal.file))
    if (text.endsWith(end)) {
      const { seq, at } = entryOf(text);
      return journalUpTo(seq + 1, sha256, at);
    }
  return null;
}
