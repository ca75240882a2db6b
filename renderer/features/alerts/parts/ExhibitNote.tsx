import { useDraft } from '../../../storage/drafts.ts';
import { answersChanged, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { includedItems, saveNote } from '../queries.ts';

/** What the report says beside an exhibit; kept as a draft until the field is left. */
export function ExhibitNote({ alertId }: { readonly alertId: string }) {
  const revision = useWorkspace((s) => s.revision);
  const items = useAnswer(`included-${revision}`, includedItems).data;
  const saved = items?.find((i) => i.alertId === alertId)?.note ?? '';
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const { text, change, settle, dirty } = useDraft(`note-${caseId}-${alertId}`, saved);
  const save = () => {
    if (!dirty) return;
    saveNote(alertId, text).then(() => {
      settle();
      answersChanged();
    }, reportProblem);
  };
  return (
    <textarea
      className="input note-field"
      aria-label="Note on this exhibit"
      placeholder="Note for the report"
      rows={3}
      value={text}
      onChange={(event) => change(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
