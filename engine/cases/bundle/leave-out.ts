import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { EvidenceItem, WorkDocument } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { Alert, Verdict } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { LeaveOut } from '#contract/redaction.ts';
import type { FrozenStore } from '../frozen-store.ts';
import { redactedLine } from '../journal/line.ts';
import { entryOf, scanLines } from '../journal/scan.ts';
import { turns } from '../redaction/turns.ts';
import { workAppliers } from '../work/apply-work.ts';
import { valueDigest } from '../work/data-digest.ts';
import type { StoredEvidence } from '../work/stored.ts';
import { STAYS } from './stays.ts';

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
  /** Numbers of the entries that are left out. */
  readonly entriesOut: ReadonlySet<number>;
}

const partsOf = ({ frozen }: Pick<StoredEvidence, 'frozen'>): string[] =>
  [frozen.data, frozen.style, frozen.picture?.sha256].filter((hash) => typeof hash === 'string');

/**
 * Decides what a copy leaves out, with everything that follows from it, and writes the journal of the copy.
 * @throws EngineError `invalid` for something that is not in the case or that no copy may leave out.
 */
export async function select(
  content: CaseContent,
  leaveOut: LeaveOut,
  frozen: FrozenStore,
  journal: string,
  journalOut: string,
  signal: AbortSignal,
): Promise<Selection> {
  const gone = new Set(leaveOut.originals);
  for (const sha256 of gone)
    if (!content.originals.has(sha256)) throw unknown(`original ${sha256.slice(0, 12)}…`);
  const fixed = leaveOut.actions.find((action) => STAYS.has(action));
  if (fixed !== undefined)
    throw new EngineError(
      'invalid',
      `Entries of the kind ${fixed} cannot be left out: they say what the case is made of. Nothing was written.`,
    );
  const entries = new Set(leaveOut.entries);
  const turn = turns(signal);
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
    await turn();
    if (entries.size === 0 && !text.includes('"items":')) continue;
    const entry = entryOf(text);
    if (entries.delete(entry.seq)) requireSingle(entry);
    const items = (entry.detail.items ?? []) as StoredEvidence[];
    if (items.some(({ exhibit }) => wantedOut.has(exhibit)))
      for (const { exhibit, id } of items) {
        wantedOut.add(exhibit);
        idsOut.add(id);
      }
  }
  const [missing] = entries;
  if (missing !== undefined) throw unknown(`journal entry ${missing}`);
  const single = new Set(leaveOut.entries);
  const actions = new Set(leaveOut.actions);
  const written = await writeJournal(
    journal,
    journalOut,
    (entry) => single.has(entry.seq) || concerns(entry, idsOut, wantedOut, actions),
    turn,
  );
  const exhibitsOut = content.exhibits.filter(({ exhibit }) => wantedOut.has(exhibit));
  const kept = content.exhibits.filter(({ exhibit }) => !wantedOut.has(exhibit));
  const stillUsed = new Set(kept.flatMap(partsOf));
  for (const hash of written.keeps) stillUsed.add(hash);
  const frozenOut = new Set(
    [...exhibitsOut.flatMap(partsOf), ...written.kept].filter((hash) => !stillUsed.has(hash)),
  );
  const alertsOut = content.alerts.filter(rests);
  return {
    alerts: content.alerts
      .filter((alert) => !rests(alert))
      .map((alert) =>
        written.unjudged.has(alert.id)
          ? { ...alert, verdict: written.verdicts.get(alert.id) ?? null }
          : alert,
      ),
    exhibits: kept,
    documents: content.documents.filter(({ id }) => !documentsOut.has(id)),
    originals: new Map([...content.originals].filter(([sha256]) => !gone.has(sha256))),
    frozenOut,
    entriesOut: new Set(written.left.map(({ seq }) => seq)),
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
      entries: written.left,
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
  if (STAYS.has(action)) return false;
  if (typeof detail.id === 'string' && ids.has(detail.id)) return true;
  if (Array.isArray(detail.items) && (detail.items as StoredEvidence[]).some(({ id }) => ids.has(id)))
    return true;
  return (
    action === 'exhibits-removed' &&
    ((detail.exhibits ?? []) as number[]).some((exhibit) => exhibits.has(exhibit))
  );
}

/** What a document, an exhibit or the case itself follows from cannot go line by line. */
function requireSingle({ seq, action }: JournalEntry): void {
  if (STAYS.has(action) || action in workAppliers)
    throw new EngineError(
      'invalid',
      `Journal entry ${seq} (${action}) cannot be left out alone: ${STAYS.has(action) ? 'it says what the case is made of' : 'leave out the document or exhibit that it belongs to'}. Nothing was written.`,
    );
}

interface WrittenJournal {
  readonly left: { seq: number; hash: string }[];
  /** Contents that lines keep which stay, and that lines kept which do not. */
  readonly keeps: string[];
  readonly kept: string[];
  /** Alerts of which a verdict was left out, and the verdicts that remain. */
  readonly unjudged: Set<string>;
  readonly verdicts: Map<string, Verdict>;
}

/** Lines are gathered to so many characters before they are written. */
const AT_ONCE = 1 << 20;

async function writeJournal(
  from: string,
  to: string,
  out: (entry: JournalEntry) => boolean,
  turn: () => Promise<void>,
): Promise<WrittenJournal> {
  const written: WrittenJournal = {
    left: [],
    keeps: [],
    kept: [],
    unjudged: new Set(),
    verdicts: new Map(),
  };
  const handle = openSync(to, 'wx');
  try {
    let lines = '';
    for (const { text } of scanLines(from)) {
      await turn();
      const entry = entryOf(text);
      const redact = entry.action !== 'left-out' && out(entry);
      if (redact) written.left.push({ seq: entry.seq, hash: entry.hash });
      note(written, entry, redact);
      lines += `${redact ? redactedLine(text) : text}\n`;
      if (lines.length < AT_ONCE) continue;
      writeWhole(handle, lines);
      lines = '';
    }
    writeWhole(handle, lines);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return written;
}

function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}

/** What follows for the rest of the copy from a line that stays or goes. */
function note(written: WrittenJournal, { action, at, by, detail }: JournalEntry, redact: boolean): void {
  (redact ? written.kept : written.keeps).push(...((detail.keeps ?? []) as string[]));
  if (action !== 'verdict-given' && action !== 'verdict-withdrawn') return;
  const { alerts, verdict, reason } = detail as {
    alerts: string[];
    verdict: Verdict['verdict'] | null;
    reason?: string;
  };
  for (const id of alerts)
    if (redact) written.unjudged.add(id);
    else if (verdict === null) written.verdicts.delete(id);
    else written.verdicts.set(id, { verdict, reason: reason ?? '', at, by });
}

const unknown = (what: string) =>
  new EngineError(
    'invalid',
    `There is no ${what} in this case, so it cannot be left out. Nothing was written.`,
  );
