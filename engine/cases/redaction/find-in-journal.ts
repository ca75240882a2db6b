import type { EvidenceItem, WorkDocument, WorkKey } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { LeaveOut } from '#contract/redaction.ts';
import { STAYS } from '../bundle/stays.ts';
import type { CaseFolder } from '../case-folder.ts';
import { entryOf, scanLines } from '../journal/scan.ts';
import { workAppliers } from '../work/apply-work.ts';
import type { StoredEvidence } from '../work/stored.ts';
import type { Places } from './places.ts';
import { type FileSearch, searchFile } from './search-file.ts';
import { turns } from './turns.ts';
import { Sighting } from './word-pattern.ts';

const IN_JOURNAL = 'It says what the case is made of: its line stays in every copy.';

/** Finds words in the lines of the journal and in what they keep. A line goes with the document or exhibit that it is about. */
export async function findInJournal(
  folder: CaseFolder,
  { documents, exhibits }: { documents: readonly WorkDocument[]; exhibits: readonly EvidenceItem[] },
  places: Places,
  search: FileSearch,
  step: (message: string, done: number, total: number) => void,
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
      places.tell('journal', `${name}, exhibit ${item.exhibit}`, places.inTexts(item), {
        exhibits: [item.exhibit],
      });
    const { items: _, ...rest } = detail;
    places.tell('journal', name, places.inTexts([by, rest]), ownerOf(entry), stays);
  }
  for (const seq of folder.journal.numbersOf('screening-list-laid-beside', 'time-stamp-imported')) {
    const entry = folder.journal.read(seq);
    for (const hash of (entry.detail.keeps ?? []) as string[])
      if (folder.frozen.has(hash)) {
        const what = `content kept by journal entry ${seq} (${entry.action})`;
        places.tell(
          'frozen',
          what,
          await searchFile(folder.frozen.pathOf(hash), what, search),
          ownerOf(entry),
        );
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
