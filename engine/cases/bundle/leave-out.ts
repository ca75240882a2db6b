import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { LeaveOut } from '#contract/bundles.ts';
import type { EvidenceItem, WorkDocument } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { Alert } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import { DESCRIBING } from '../case-file.ts';
import type { FrozenStore } from '../frozen-store.ts';
import { redactedLine } from '../journal/line.ts';
import { entryOf, scanLines } from '../journal/scan.ts';
import { valueDigest } from '../work/data-digest.ts';
import type { StoredEvidence } from '../work/stored.ts';

/** What the case holds, of which a copy may leave out. */
export interface CaseContent {
  readonly alerts: readonly Alert[];
  readonly exhibits: readonly EvidenceItem[];
  readonly documents: readonly WorkDocument[];
  /** Originals and archives by SHA-256, with their names. */
  readonly originals: ReadonlyMap<string, string>;
}

/** What goes into a copy, and the account of what does not. */
export interface Selection extends CaseContent {
  readonly account: {
    readonly originals: { sha256: string; name: string }[];
    readonly exhibits: { exhibit: number; id: string; frozen: string[] }[];
    readonly documents: { kind: string; id: string; number: number; sha256: string }[];
    readonly alerts: { id: string; sha256: string }[];
    /** Journal entries, by number, with the hash they keep. */
    readonly entries: { seq: number; hash: string }[];
  };
  readonly frozenOut: ReadonlySet<string>;
}

const NEVER: ReadonlySet<string> = new Set([
  ...DESCRIBING,
  'dataset-imported',
  'dataset-found',
  'detection-run',
  'alerts-weighed',
  'alerts-found',
]);

const partsOf = ({ frozen }: Pick<StoredEvidence, 'frozen'>): string[] =>
  [frozen.data, frozen.style, frozen.picture?.sha256].filter((hash) => typeof hash === 'string');

/**
 * Decides what a copy leaves out, with everything that follows from it, and writes the journal of the copy.
 * @throws EngineError `invalid` for something that is not in the case or that no copy may leave out.
 */
export function select(
  content: CaseContent,
  leaveOut: LeaveOut,
  frozen: FrozenStore,
  journal: string,
  journalOut: string,
): Selection {
  const gone = new Set(leaveOut.originals);
  for (const sha256 of gone)
    if (!content.originals.has(sha256)) throw unknown(`original ${sha256.slice(0, 12)}…`);
  const fixed = leaveOut.actions.find((action) => NEVER.has(action));
  if (fixed !== undefined)
    throw new EngineError(
      'invalid',
      `Entries of the kind ${fixed} cannot be left out: they say what the case is made of. Nothing was written.`,
    );
  const rests = ({ evidence }: Alert) => evidence.some(({ file }) => gone.has(file));
  const wantedOut = new Set(leaveOut.exhibits);
  for (const exhibit of wantedOut)
    if (!content.exhibits.some((item) => item.exhibit === exhibit)) throw unknown(`exhibit ${exhibit}`);
  for (const { kind, id } of leaveOut.documents)
    if (
      kind === 'evidence'
        ? !content.exhibits.some((item) => item.id === id)
        : !content.documents.some((document) => document.id === id && document.content.kind === kind)
    )
      throw unknown(`${kind} ${id}`);
  const documentsOut = new Set(leaveOut.documents.map(({ id }) => id));
  for (const item of content.exhibits)
    if (
      documentsOut.has(item.id) ||
      (item.kind === 'alert' &&
        frozen.has(item.frozen.data) &&
        rests(JSON.parse(frozen.get(item.frozen.data).toString('utf8')) as Alert))
    )
      wantedOut.add(item.exhibit);

  // Exhibits that one act added stand in one line of the journal, and go together.
  const idsOut = new Set(documentsOut);
  for (const { text } of scanLines(journal)) {
    const items = (entryOf(text).detail.items ?? []) as StoredEvidence[];
    if (items.some(({ exhibit }) => wantedOut.has(exhibit)))
      for (const { exhibit, id } of items) {
        wantedOut.add(exhibit);
        idsOut.add(id);
      }
  }
  const entries = writeJournal(journal, journalOut, (entry) =>
    concerns(entry, idsOut, wantedOut, new Set(leaveOut.actions)),
  );
  const exhibitsOut = content.exhibits.filter(({ exhibit }) => wantedOut.has(exhibit));
  const kept = content.exhibits.filter(({ exhibit }) => !wantedOut.has(exhibit));
  const stillUsed = new Set(kept.flatMap(partsOf));
  const frozenOut = new Set(exhibitsOut.flatMap(partsOf).filter((hash) => !stillUsed.has(hash)));
  const alertsOut = content.alerts.filter(rests);
  return {
    alerts: content.alerts.filter((alert) => !rests(alert)),
    exhibits: kept,
    documents: content.documents.filter(({ id }) => !documentsOut.has(id)),
    originals: new Map([...content.originals].filter(([sha256]) => !gone.has(sha256))),
    frozenOut,
    account: {
      originals: [...gone].sort().map((sha256) => ({ sha256, name: content.originals.get(sha256) ?? '' })),
      exhibits: exhibitsOut.map((item) => ({ exhibit: item.exhibit, id: item.id, frozen: partsOf(item) })),
      documents: content.documents
        .filter(({ id }) => documentsOut.has(id))
        .map((document) => ({
          kind: document.content.kind,
          id: document.id,
          number: document.number,
          sha256: valueDigest(document.content),
        })),
      alerts: alertsOut.map((alert) => ({ id: alert.id, sha256: valueDigest(alert) })),
      entries,
    },
  };
}

function concerns(
  { action, detail }: JournalEntry,
  ids: ReadonlySet<string>,
  exhibits: ReadonlySet<number>,
  actions: ReadonlySet<string>,
): boolean {
  if (actions.has(action)) return true;
  if (NEVER.has(action)) return false;
  if (typeof detail.id === 'string' && ids.has(detail.id)) return true;
  if (Array.isArray(detail.items) && (detail.items as StoredEvidence[]).some(({ id }) => ids.has(id)))
    return true;
  return (
    action === 'exhibits-removed' &&
    ((detail.exhibits ?? []) as number[]).some((exhibit) => exhibits.has(exhibit))
  );
}

function writeJournal(
  from: string,
  to: string,
  out: (entry: JournalEntry) => boolean,
): { seq: number; hash: string }[] {
  const left: { seq: number; hash: string }[] = [];
  const handle = openSync(to, 'wx');
  try {
    for (const { text } of scanLines(from)) {
      const entry = entryOf(text);
      const redact = entry.action !== 'left-out' && out(entry);
      if (redact) left.push({ seq: entry.seq, hash: entry.hash });
      writeSync(handle, `${redact ? redactedLine(text) : text}\n`);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return left;
}

const unknown = (what: string) =>
  new EngineError(
    'invalid',
    `There is no ${what} in this case, so it cannot be left out. Nothing was written.`,
  );
