import { existsSync } from 'node:fs';
import type { EvidenceItem, WorkDocument, WorkKey } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { Progress } from '#contract/common.ts';
import { type Alert, AlertQuery } from '#contract/detection.ts';
import { LeaveOut, type PlaceKind, type Unread, type WordPlace } from '#contract/redaction.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';
import { presentReport } from '../bundle/present-report.ts';
import { STAYS } from '../bundle/stays.ts';
import type { CaseFolder } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import { entryOf, scanLines } from '../journal/scan.ts';
import { workAppliers } from '../work/apply-work.ts';
import { type StoredEvidence, storedEvidence, storedWork } from '../work/stored.ts';
import { type FileSearch, searchFile } from './search-file.ts';
import { turns } from './turns.ts';
import { Sighting, wordPattern } from './word-pattern.ts';

export interface FindContext {
  readonly folder: CaseFolder;
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface FoundWords {
  readonly total: number;
  readonly canGo: number;
  readonly unread: Unread[];
}

const IN_JOURNAL = 'It says what the case is made of: its line stays in every copy.';
const OF_CASE = 'It describes the case. Change it under About; what it was before stays in the journal.';
const IN_REPORT = 'A redacted copy holds the report only where that is asked for.';

const without = (part: Partial<LeaveOut>): LeaveOut => LeaveOut.parse(part);

/**
 * Finds every place of a case where words occur: its description, documents, exhibits with what they froze, originals and
 * their names, alerts, the journal, the report that was written last. One pass over each. `see` gets every place, with what
 * leaves it out of a copy. @throws what the signal was aborted with
 */
export async function findWords(
  words: readonly string[],
  { folder, tempDir, signal, progress }: FindContext,
  see: (place: WordPlace) => void,
): Promise<FoundWords> {
  const pattern = wordPattern(words);
  const unread: Unread[] = [];
  const seen = { total: 0, canGo: 0 };
  const tell = (
    kind: PlaceKind,
    what: string,
    sighting: Sighting | null,
    leaveOut: Partial<LeaveOut> | null,
    stays: string | null = null,
  ): void => {
    if (!sighting?.snippet) return;
    seen.total += 1;
    if (leaveOut) seen.canGo += 1;
    see({
      kind,
      what,
      words: [...sighting.words],
      count: sighting.count,
      snippet: sighting.snippet,
      leaveOut: leaveOut && without(leaveOut),
      stays,
    });
  };
  const inTexts = (value: unknown): Sighting => {
    const sighting = new Sighting(pattern);
    for (const text of textsOf(value)) sighting.look(text.normalize('NFC'));
    return sighting;
  };
  const step = (message: string, done: number, total: number | null) =>
    progress({ stage: 'find-words', message, done, total, unit: 'steps' });

  await folder.warehouse.use(async (session) => {
    const documents = await storedWork(session, [], true);
    const exhibits = await storedEvidence(session, true);
    const search: FileSearch = {
      words: pattern,
      printed: wordPattern(words, true),
      signal,
      tempDir,
      session,
      unread: (one) => void unread.push(one),
    };
    const { title, description, examiner, mappingProfiles } = folder.file();
    for (const [what, value] of Object.entries({ title, description, examiner, mappingProfiles }))
      tell(
        'case',
        `case, ${what === 'mappingProfiles' ? 'mapping profiles' : what}`,
        inTexts(value),
        null,
        OF_CASE,
      );
    for (const { id, number, content, removed } of documents)
      for (const [field, value] of Object.entries({ ...content, removed: removed?.reason ?? '' }))
        if (field !== 'kind')
          tell(content.kind, `${content.kind} ${number}, ${fieldName(field)}`, inTexts(value), {
            documents: [{ kind: content.kind, id }],
          });
    const frozen = new Map<string, { exhibit: number; part: string }>();
    for (const item of exhibits) {
      const { exhibit, title: caption, explanation, note, location, events, removed } = item;
      const fields = { title: caption, explanation, note, location, events, removed: removed?.reason ?? '' };
      for (const [field, value] of Object.entries(fields))
        tell('exhibit', `exhibit ${exhibit}, ${fieldName(field)}`, inTexts(value), { exhibits: [exhibit] });
      for (const [part, hash] of Object.entries(partsOf(item))) if (hash) frozen.set(hash, { exhibit, part });
    }
    let done = 0;
    for (const [hash, { exhibit, part }] of frozen) {
      step(`Exhibit ${exhibit}`, done, frozen.size);
      done += 1;
      if (!folder.frozen.has(hash)) continue;
      const what = `exhibit ${exhibit}, frozen ${part}`;
      tell('frozen', what, await searchFile(folder.frozen.pathOf(hash), what, search), {
        exhibits: [exhibit],
      });
    }
    await inJournal(folder, { documents, exhibits, search, step, tell, inTexts });
    const originals = await originalsOf(folder, session);
    const names = new Map(originals.map(({ sha256, name }) => [sha256, name]));
    for (const [index, { sha256, name, path }] of originals.entries()) {
      step(name, index, originals.length);
      tell('file-name', `name of ${name}`, inTexts([name, path]), { originals: [sha256] });
      if (existsSync(folder.evidence.pathOf(sha256)))
        tell('original', name, await searchFile(folder.evidence.pathOf(sha256), name, search), {
          originals: [sha256],
        });
    }
    step('Alerts', 0, null);
    await inAlerts(session, signal, names, inTexts, tell);
    const report = await presentReport(folder).catch(() => null);
    if (report !== null)
      tell(
        'report',
        'report that was written last',
        await searchFile(report, 'report', search),
        null,
        IN_REPORT,
      );
  }, signal);
  return { ...seen, unread };
}

type Tell = (
  kind: PlaceKind,
  what: string,
  sighting: Sighting | null,
  leaveOut: Partial<LeaveOut> | null,
  stays?: string | null,
) => void;
type InTexts = (value: unknown) => Sighting;

async function inJournal(
  folder: CaseFolder,
  {
    documents,
    exhibits,
    search,
    step,
    tell,
    inTexts,
  }: {
    documents: readonly WorkDocument[];
    exhibits: readonly EvidenceItem[];
    search: FileSearch;
    step: (message: string, done: number, total: number | null) => void;
    tell: Tell;
    inTexts: InTexts;
  },
): Promise<void> {
  const kinds = new Map<string, WorkKey['kind']>(documents.map(({ id, content }) => [id, content.kind]));
  const numbers = new Map(exhibits.map(({ id, exhibit }) => [id, exhibit]));
  const ownerOf = ({ seq, action, detail }: JournalEntry): Partial<LeaveOut> | null => {
    if (STAYS.has(action)) return null;
    const id = String(detail.id ?? '');
    const kind = kinds.get(id);
    if (kind) return { documents: [{ kind, id }] };
    const exhibit = numbers.get(id);
    if (exhibit !== undefined) return { exhibits: [exhibit] };
    return action in workAppliers ? exhibitsOfAct(detail, exhibits) : { entries: [seq] };
  };
  const turn = turns(search.signal);
  const whole = new Sighting(search.words);
  const { length } = folder.journal;
  let lines = 0;
  for (const { text } of scanLines(folder.journal.file)) {
    await turn();
    if (lines % 5000 === 0) step('Journal', lines, length);
    lines += 1;
    // Most lines hold nothing: they are not parsed.
    if (whole.look(text.normalize('NFC')) === null) continue;
    const entry = entryOf(text);
    const { seq, action, by, detail } = entry;
    const stays = STAYS.has(action) ? IN_JOURNAL : null;
    const name = `journal entry ${seq} (${action})`;
    const items = (detail.items ?? []) as StoredEvidence[];
    for (const item of items)
      tell('journal', `${name}, exhibit ${item.exhibit}`, inTexts(item), { exhibits: [item.exhibit] });
    const { items: _, ...rest } = detail;
    tell('journal', name, inTexts([by, rest]), ownerOf(entry), stays);
  }
  for (const seq of folder.journal.numbersOf('screening-list-laid-beside', 'time-stamp-imported')) {
    const entry = folder.journal.read(seq);
    for (const hash of (entry.detail.keeps ?? []) as string[])
      if (folder.frozen.has(hash)) {
        const what = `content kept by journal entry ${seq} (${entry.action})`;
        tell('frozen', what, await searchFile(folder.frozen.pathOf(hash), what, search), ownerOf(entry));
      }
  }
}

/** The exhibits that an act of the first versions names by number or by alert. */
function exhibitsOfAct(
  detail: Record<string, unknown>,
  exhibits: readonly EvidenceItem[],
): Partial<LeaveOut> | null {
  const named = new Set((detail.exhibits ?? []) as number[]);
  const found = exhibits.filter(
    ({ exhibit, alertId }) => named.has(exhibit) || (alertId !== null && alertId === detail.alert),
  );
  const items = ((detail.items ?? []) as StoredEvidence[]).map(({ exhibit }) => exhibit);
  const all = [...new Set([...found.map(({ exhibit }) => exhibit), ...items])];
  return all.length > 0 ? { exhibits: all } : null;
}

/** Alerts go with the originals that they rest on, so those of the same originals are one place. */
async function inAlerts(
  session: Session,
  signal: AbortSignal,
  names: ReadonlyMap<string, string>,
  inTexts: InTexts,
  tell: Tell,
): Promise<void> {
  const alerts = await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 });
  const turn = turns(signal);
  const places = new Map<string, { files: string[]; alerts: number; first: Alert; sighting: Sighting }>();
  for (const alert of alerts) {
    await turn();
    const { verdict: _, ...found } = alert;
    const sighting = inTexts(found);
    if (sighting.count === 0) continue;
    const files = [...new Set(alert.evidence.map(({ file }) => file))].sort();
    const place = places.get(files.join());
    if (!place) places.set(files.join(), { files, alerts: 1, first: alert, sighting });
    else {
      place.alerts += 1;
      place.sighting.count += sighting.count;
      for (const word of sighting.words) place.sighting.words.add(word);
    }
  }
  for (const { files, alerts: many, first, sighting } of places.values())
    tell(
      'alert',
      `${many === 1 ? `alert “${first.title}”` : `${many} alerts`} from ${files.map((file) => names.get(file) ?? 'an original').join(', ')}`,
      sighting,
      files.length > 0 ? { originals: files.filter((file) => names.has(file)).slice(0, 1) } : null,
    );
}

const partsOf = ({ frozen }: EvidenceItem) => ({
  data: frozen.data,
  style: frozen.style,
  picture: frozen.picture?.sha256 ?? null,
});

const FIELDS: Readonly<Record<string, string>> = {
  confidenceReason: 'reason of the confidence',
  supporting: 'exhibits for it',
  contradicting: 'exhibits against it',
  for: 'what speaks for it',
  against: 'what speaks against it',
  removed: 'reason of the removal',
  location: 'way back to the live view',
};
const fieldName = (field: string): string => FIELDS[field] ?? field;

/** Every text, name and number in a value. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (Array.isArray(value)) for (const inner of value) yield* textsOf(inner);
  else if (value !== null && typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* textsOf(inner);
    }
}

/** The sum of what leaves out every place where words occur and that can go. */
export async function leaveOutWords(
  words: readonly string[],
  context: FindContext,
  asked: LeaveOut,
): Promise<LeaveOut> {
  const originals = new Set(asked.originals);
  const exhibits = new Set(asked.exhibits);
  const entries = new Set(asked.entries);
  const documents = new Map(asked.documents.map((key) => [key.id, key]));
  await findWords(words, context, ({ leaveOut }) => {
    for (const sha256 of leaveOut?.originals ?? []) originals.add(sha256);
    for (const exhibit of leaveOut?.exhibits ?? []) exhibits.add(exhibit);
    for (const seq of leaveOut?.entries ?? []) entries.add(seq);
    for (const key of leaveOut?.documents ?? []) documents.set(key.id, key);
  });
  return {
    originals: [...originals],
    exhibits: [...exhibits].sort((a, b) => a - b),
    documents: [...documents.values()],
    actions: asked.actions,
    entries: [...entries].sort((a, b) => a - b),
  };
}
