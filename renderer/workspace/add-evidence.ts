import type { AddEvidence, EvidenceItem, Picture } from '#contract/case-work.ts';
import { base64Of } from '../ui/base64.ts';
import { countOf } from '../ui/format.ts';
import { type Place, toHash } from './location.ts';
import { addEvidence, removeWork, restoreWork } from './queries.ts';
import { answersChanged, didStep, goTo, notify, reportProblem, useWorkspace } from './store.ts';

/** Something on a screen, as it is seen. `data` is what it shows, `style` how. */
export interface Seen {
  readonly kind: AddEvidence['kind'];
  /** Where it opens alive, where that is not the present place. */
  readonly place?: Partial<Place>;
  readonly title: string;
  readonly explanation?: string;
  /** What the user wrote beside it. */
  readonly note?: string;
  readonly data: unknown;
  readonly style?: unknown;
  readonly picture?: Picture | null;
  readonly events?: readonly { at: string; text: string }[];
}

/** PNG bytes as the engine takes them. */
export const pngPicture = async (blob: Blob): Promise<Picture> => ({
  type: 'image/png',
  base64: await base64Of(blob),
});

/** Freezes what is seen as an exhibit of the case, with the way back to the live view. Can be undone. */
export async function addToCase(seen: Seen): Promise<EvidenceItem | null> {
  try {
    const item = await addEvidence({
      kind: seen.kind,
      title: seen.title.slice(0, 300),
      explanation: (seen.explanation ?? '').slice(0, 4000),
      note: (seen.note ?? '').slice(0, 20_000),
      location: toHash({ ...useWorkspace.getState(), ...seen.place }),
      data: JSON.stringify(seen.data),
      style: seen.style === undefined ? null : JSON.stringify(seen.style),
      picture: seen.picture ?? null,
      events: [...(seen.events ?? [])],
    });
    answersChanged();
    const key = { kind: 'evidence', id: item.id } as const;
    didStep({
      label: `exhibit ${item.exhibit} added`,
      undo: async () => {
        await removeWork({ ...key, reason: 'undone' });
        answersChanged();
      },
      redo: async () => {
        await restoreWork(key);
        answersChanged();
      },
    });
    notify(`Added to the case as exhibit ${item.exhibit}.`, {
      action: { label: 'Open the case', run: () => goTo('case') },
    });
    return item;
  } catch (error) {
    reportProblem(error);
    return null;
  }
}

/** Rows as an exhibit shows them: `{ columns, rows }` is printed as a table. */
export const sheet = (
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  total: number,
): { columns: readonly string[]; rows: typeof rows; total: number; said: string } => ({
  columns,
  rows,
  total,
  said: rows.length === total ? countOf(total, 'row') : `${rows.length} of ${countOf(total, 'row')}`,
});
