import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { formatTime } from '../../../ui/format.ts';
import { Popover } from '../../../ui/Popover.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { answersChanged, notify, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { showView } from '../actions.ts';
import { removeView, savedViews } from '../queries.ts';
import { openDialog, useGraph } from '../store.ts';

async function remove(id: string, name: string): Promise<void> {
  try {
    await removeView(id);
    useGraph.setState((s) => (s.keptAs?.id === id ? { keptAs: null } : {}));
    answersChanged();
    notify(`The view “${name}” was removed from the case.`);
  } catch (error) {
    reportProblem(error);
  }
}

/** The views kept in the case. */
export function SavedViews({ icon }: { readonly icon: ReactNode }) {
  return (
    <Popover
      label="Saved views"
      trigger={
        <Button variant="quiet" icon={icon}>
          Views
        </Button>
      }
    >
      <ViewList />
    </Popover>
  );
}

function ViewList() {
  const revision = useWorkspace((s) => s.revision);
  const keptAs = useGraph((s) => s.keptAs);
  const answer = useAnswer(`saved-views-${revision}-${keptAs?.id ?? ''}`, (signal) => savedViews(signal));
  return (
    <div className="graph-views">
      <Button keys="s" onClick={() => openDialog({ kind: 'save' })}>
        Save this view with the case
      </Button>
      {!answer.data ? (
        <Skeleton lines={3} />
      ) : answer.data.length === 0 ? (
        <p className="muted">None are kept in this case yet.</p>
      ) : (
        <ul className="graph-start-list">
          {answer.data.map((view) => (
            <li key={view.id} className="graph-view-row">
              <button type="button" onClick={() => void showView(view.id)}>
                <span>{view.name}</span>
                <span className={view.dataChanged ? 'is-caution' : 'muted'}>
                  {view.dataChanged ? 'files changed since' : formatTime(view.savedAt)}
                </span>
              </button>
              <Button
                variant="quiet"
                aria-label={`Remove ${view.name}`}
                onClick={() => void remove(view.id, view.name)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
