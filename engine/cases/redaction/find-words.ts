import { existsSync } from 'node:fs';
import type { EvidenceItem } from '#contract/case-work.ts';
import type { Progress } from '#contract/common.ts';
import type { Unread, WordPlace } from '#contract/redaction.ts';
import { presentReport } from '../bundle/present-report.ts';
import type { CaseFolder } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import { storedEvidence, storedWork } from '../work/stored.ts';
import { findInAlerts } from './find-in-alerts.ts';
import { findInJournal } from './find-in-journal.ts';
import { Places } from './places.ts';
import { type FileSearch, searchFile } from './search-file.ts';

export interface FindContext {
  readonly folder: CaseFolder;
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface FoundWords {
  readonly total: number;
  /** Of those, how many a copy can leave out. */
  readonly canGo: number;
  readonly unread: Unread[];
}

const OF_CASE = 'It describes the case. Change it under About; what it was before stays in the journal.';
const IN_REPORT = 'A redacted copy holds the report only where that is asked for.';

/**
 * Finds every place of a case where words occur: its description, documents, exhibits with what they froze, the journal,
 * originals and their names, alerts, the report that was written last. One pass over each. `see` gets every place, with
 * what leaves it out of a copy. @throws what the signal was aborted with
 */
export async function findWords(
  words: readonly string[],
  { folder, tempDir, signal, progress }: FindContext,
  see: (place: WordPlace) => void,
): Promise<FoundWords> {
  const places = new Places(words, see);
  const step = (message: string, done: number, total: number | null) =>
    progress({ stage: 'find-words', message, done, total, unit: 'steps' });
  await folder.warehouse.use(async (session) => {
    const documents = await storedWork(session, [], true);
    const exhibits = await storedEvidence(session, true);
    const search: FileSearch = {
      words: places.words,
      printed: places.printed,
      signal,
      tempDir,
      session,
      unread: (one) => void places.unread.push(one),
    };
    inDescription(folder, places);
    for (const { id, number, content, removed } of documents)
      for (const [field, value] of Object.entries({ ...content, removed: removed?.reason ?? '' }))
        if (field !== 'kind')
          places.tell(content.kind, `${content.kind} ${number}, ${fieldName(field)}`, places.inTexts(value), {
            documents: [{ kind: content.kind, id }],
          });
    for (const { exhibit, title, explanation, note, location, events, removed } of exhibits)
      for (const [field, value] of Object.entries({
        title,
        explanation,
        note,
        location,
        events,
        removed: removed?.reason ?? '',
      }))
        places.tell('exhibit', `exhibit ${exhibit}, ${fieldName(field)}`, places.inTexts(value), {
          exhibits: [exhibit],
        });
    let done = 0;
    const frozen = frozenBy(exhibits);
    for (const [hash, { what, numbers }] of frozen) {
      step(what, done, frozen.size);
      done += 1;
      if (folder.frozen.has(hash))
        places.tell('frozen', what, await searchFile(folder.frozen.pathOf(hash), what, search), {
          exhibits: numbers,
        });
    }
    await findInJournal(folder, { documents, exhibits }, places, search, step);
    const originals = await originalsOf(folder, session);
    for (const [index, { sha256, name, path }] of originals.entries()) {
      step(name, index, originals.length);
      places.tell('file-name', `name of ${name}`, places.inTexts([name, path]), { originals: [sha256] });
      const place = folder.evidence.pathOf(sha256);
      if (existsSync(place))
        places.tell('original', name, await searchFile(place, name, search), { originals: [sha256] });
    }
    step('Alerts', 0, null);
    await findInAlerts(session, new Map(originals.map(({ sha256, name }) => [sha256, name])), places, signal);
    const report = await presentReport(folder).catch(() => null);
    if (report !== null)
      places.tell(
        'report',
        'report that was written last',
        await searchFile(report, 'report', search),
        null,
        IN_REPORT,
      );
  }, signal);
  const { total, canGo, unread } = places;
  return { total, canGo, unread };
}

function inDescription(folder: CaseFolder, places: Places): void {
  const { title, description, examiner, mappingProfiles } = folder.file();
  for (const [what, value] of Object.entries({
    title,
    description,
    examiner,
    'mapping profiles': mappingProfiles,
  }))
    places.tell('case', `case, ${what}`, places.inTexts(value), null, OF_CASE);
}

/** What exhibits froze, by its hash: several may have frozen the same, and only all of them together take it out. */
function frozenBy(exhibits: readonly EvidenceItem[]): Map<string, { what: string; numbers: number[] }> {
  const found = new Map<string, { what: string; numbers: number[] }>();
  for (const item of exhibits)
    for (const [part, hash] of Object.entries(partsOf(item))) {
      if (!hash) continue;
      const before = found.get(hash);
      if (before) before.numbers.push(item.exhibit);
      else found.set(hash, { what: `exhibit ${item.exhibit}, frozen ${part}`, numbers: [item.exhibit] });
    }
  return found;
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
