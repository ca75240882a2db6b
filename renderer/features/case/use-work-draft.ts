import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { WorkContent, WorkDocument } from '#contract/case-work.ts';
import { useDraft } from '../../storage/drafts.ts';
import { answersChanged, reportProblem, useWorkspace } from '../../workspace/store.ts';
import { saveDocument } from './queries.ts';
import { faultOf } from './words.ts';

/** How long after the last change a document is saved by itself. */
const AUTOSAVE_MS = 1500;

/** The content of a document while it is edited: kept as a draft at once, saved as a version when one pauses. */
export function useWorkDraft<C extends WorkContent>(document: WorkDocument & { readonly content: C }) {
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const { id, version } = document;
  const { text, change, settle, dirty } = useDraft(`work-${caseId}-${id}`, JSON.stringify(document.content));
  const content = useMemo(() => JSON.parse(text) as C, [text]);
  const fault = faultOf(content);
  const saving = useRef(false);

  const save = useCallback(async () => {
    if (!dirty || fault || saving.current) return;
    saving.current = true;
    try {
      await saveDocument({ id, version, content });
      settle();
      answersChanged();
    } catch (error) {
      reportProblem(error);
    } finally {
      saving.current = false;
    }
  }, [dirty, fault, id, version, content, settle]);

  const latest = useRef(save);
  latest.current = save;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text begins the wait anew
  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => void latest.current(), AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [dirty, text]);

  const set = useCallback(
    (part: Partial<C>) => change(JSON.stringify({ ...content, ...part })),
    [change, content],
  );
  return {
    content,
    set,
    save: () => void latest.current(),
    state:
      fault ??
      (dirty ? 'Not saved yet; saved when you pause or leave the field.' : `Version ${version}, saved`),
  };
}
