import type { IncludedItem } from '#contract/cases.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { Sentence } from '../../../ui/Sentence.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { refreshCase } from '../../../workspace/case-actions.ts';
import { messageOf } from '../../../workspace/messages.ts';
import {
  answersChanged,
  didStep,
  goTo,
  notify,
  reportProblem,
  select,
  useWorkspace,
} from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { included, putBack, saveNote, takeOut } from '../queries.ts';

/** The alerts that go into the report, in the order of their numbers. */
export function Exhibits() {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`included-${revision}`, included);
  if (answer.error && !answer.data)
    return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={6} />;
  if (answer.data.length === 0) {
    return (
      <EmptyState
        title="No exhibits yet"
        actions={<Button onClick={() => goTo('alerts')}>Go to Alerts</Button>}
      >
        On an alert, e adds it to the case. It gets a number that it keeps, and the report cites its rows by
        file and line.
      </EmptyState>
    );
  }
  return (
    <ol className="exhibits">
      {answer.data.map((item) => (
        <Exhibit key={item.alertId} item={item} />
      ))}
    </ol>
  );
}

async function remove(item: IncludedItem): Promise<void> {
  try {
    await takeOut(item.alertId);
    await refreshCase();
    didStep({
      label: `exhibit ${item.exhibit} taken out`,
      undo: async () => {
        await putBack(item.alertId);
        await refreshCase();
      },
      redo: async () => {
        await takeOut(item.alertId);
        await refreshCase();
      },
    });
    notify(`Exhibit ${item.exhibit} taken out of the case. Ctrl Z takes it back.`);
  } catch (error) {
    reportProblem(error);
  }
}

function Exhibit({ item }: { readonly item: IncludedItem }) {
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const selected = useWorkspace((s) => s.selection?.kind === 'alert' && s.selection.id === item.alertId);
  const { text, change, settle, dirty } = useDraft(`note-${caseId}-${item.alertId}`, item.note);
  const save = () => {
    if (!dirty) return;
    saveNote(item.alertId, text).then(() => {
      settle();
      answersChanged();
    }, reportProblem);
  };
  return (
    <li className={cx('exhibit-item', selected && 'is-on')}>
      <span className="exhibit-number" title={`Exhibit ${item.exhibit}`}>
        {item.exhibit}
      </span>
      <div className="exhibit-body">
        <button
          type="button"
          className="exhibit-title"
          onClick={() => select({ kind: 'alert', id: item.alertId })}
        >
          {item.title}
        </button>
        <p>
          <Sentence text={item.explanation} />
        </p>
        <textarea
          className="input"
          rows={2}
          aria-label={`Note on exhibit ${item.exhibit}`}
          placeholder="Note for the report"
          value={text}
          onChange={(event) => change(event.target.value)}
          onBlur={save}
        />
        <p className="exhibit-foot muted">
          added <Time at={item.addedAt} /> UTC
          <Button variant="quiet" onClick={() => void remove(item)}>
            Take out
          </Button>
        </p>
      </div>
    </li>
  );
}
