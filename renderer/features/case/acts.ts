import type { WorkKey, WorkKind } from '#contract/case-work.ts';
import { refreshCase } from '../../workspace/case-actions.ts';
import { removeWork, restoreWork } from '../../workspace/queries.ts';
import { answersChanged, didStep, notify, reportProblem } from '../../workspace/store.ts';
import { saveDocument } from './queries.ts';
import { openDocument } from './store.ts';
import { newContent } from './words.ts';

const refresh = async (): Promise<void> => {
  await refreshCase();
  answersChanged();
};

/** Makes a document out of one line and opens it. */
export async function addDocument(kind: WorkKind, text: string): Promise<void> {
  try {
    const made = await saveDocument({ id: null, content: newContent(kind, text.trim()) });
    openDocument(kind, made.id);
    const key = { kind, id: made.id };
    didStep({
      label: `${kind} ${made.number} added`,
      undo: async () => {
        await removeWork({ ...key, reason: 'undone' });
        answersChanged();
      },
      redo: async () => {
        await restoreWork(key);
        answersChanged();
      },
    });
    answersChanged();
  } catch (error) {
    reportProblem(error);
  }
}

/** Takes something off the lists of the case; it stays in the journal and can be put back. */
export async function takeAway(key: WorkKey, name: string, reason: string): Promise<void> {
  try {
    await removeWork({ ...key, reason });
    didStep({
      label: `${name} taken out`,
      undo: async () => {
        await restoreWork(key);
        await refresh();
      },
      redo: async () => {
        await removeWork({ ...key, reason });
        await refresh();
      },
    });
    notify(`${name} taken out of the case; it stays in the journal. Ctrl Z takes it back.`);
    await refresh();
  } catch (error) {
    reportProblem(error);
  }
}

export async function putBack(key: WorkKey): Promise<void> {
  try {
    await restoreWork(key);
    await refresh();
  } catch (error) {
    reportProblem(error);
  }
}
