import { readDraft } from '../../storage/drafts.ts';
import { addToCase } from '../../workspace/add-evidence.ts';
import { useWorkspace } from '../../workspace/store.ts';

/** Texts typed in this window: the stored draft may lag behind them, or not be kept at all. */
const typed = new Map<string, string>();

export const noteKey = (id: string): string =>
  `whale-note-${useWorkspace.getState().caseSummary?.id ?? ''}-${id}`;

export const noteTyped = (key: string, text: string): void => void typed.set(key, text);

/** The note on an address or entity that is not yet in the case; empty where there is none. */
export const noteOf = async (id: string): Promise<string> =>
  typed.get(noteKey(id)) ?? (await readDraft(noteKey(id))) ?? '';

/** Freezes a note by itself as an exhibit that leads back to the page it was written on. */
export const addNoteToCase = (
  id: string,
  name: string,
  text: string,
  asOf: string | null,
): ReturnType<typeof addToCase> =>
  addToCase({
    kind: 'note',
    title: `Note on ${name}`,
    note: text,
    place: { page: 'whale', whales: [id] },
    data: { on: id, name, text, asOf },
  });
