import { useState } from 'react';
import type { EvidenceItem } from '#contract/case-work.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { Sentence } from '../../../ui/Sentence.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import {
  answersChanged,
  goTo,
  placeFromHash,
  reportProblem,
  select,
  useWorkspace,
} from '../../../workspace/store.ts';
import { putBack } from '../acts.ts';
import { changeExhibit } from '../queries.ts';
import { showRemoved, useCase } from '../store.ts';
import { evidenceKinds } from '../words.ts';
import { Frozen } from './Frozen.tsx';
import { TakeOut } from './TakeOut.tsx';

/** Everything that was taken into the case, in the order of its numbers, as it was seen. */
export function Exhibits({ items }: { readonly items: readonly EvidenceItem[] }) {
  const removed = useCase((s) => s.removed);
  const list = items.filter((item) => removed || item.removed === null);
  if (list.length === 0 && !removed)
    return (
      <EmptyState
        title="No exhibits yet"
        actions={
          <>
            <Button onClick={() => goTo('alerts')}>Go to Alerts</Button>
            {items.length > 0 && <Button onClick={() => showRemoved(true)}>Show what was taken out</Button>}
          </>
        }
      >
        e adds what is on the screen to the case: an alert, a graph, a trace, rows, a file. It gets a number
        that it keeps and stays as it was seen.
      </EmptyState>
    );
  return (
    <div className="exhibit-list">
      <ol className="exhibits">
        {list.map((item) => (
          <Exhibit key={item.id} item={item} />
        ))}
      </ol>
      <Button variant="quiet" pressed={removed} onClick={() => showRemoved(!removed)}>
        {removed ? 'Hide what was taken out' : 'Show what was taken out'}
      </Button>
    </div>
  );
}

/** Back to where it was seen, alive. */
function openLive(item: EvidenceItem): void {
  if (item.alertId !== null) select({ kind: 'alert', id: item.alertId });
  else placeFromHash(item.location);
}

function Exhibit({ item }: { readonly item: EvidenceItem }) {
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const selected = useWorkspace((s) => s.selection?.kind === 'alert' && s.selection.id === item.alertId);
  const [looking, setLooking] = useState(false);
  const { text, change, settle, dirty } = useDraft(`note-${caseId}-${item.id}`, item.note);
  const save = () => {
    if (!dirty) return;
    changeExhibit({ id: item.id, note: text }).then(() => {
      settle();
      answersChanged();
    }, reportProblem);
  };
  return (
    <li className={cx('exhibit-item', selected && 'is-on', item.removed && 'is-removed')}>
      <span className="exhibit-number" title={`Exhibit ${item.exhibit}`}>
        {item.exhibit}
      </span>
      <div className="exhibit-body">
        <span className="exhibit-head">
          <button type="button" className="exhibit-title" onClick={() => openLive(item)}>
            {item.title}
          </button>
          <span className="exhibit-kind">{evidenceKinds[item.kind]}</span>
        </span>
        {item.explanation && (
          <p>
            <Sentence text={item.explanation} />
          </p>
        )}
        {item.datasetsChanged && (
          <p className="is-caution">
            The files of the case are others today than when this was frozen; the live view may differ.
          </p>
        )}
        {looking && <Frozen item={item} />}
        <textarea
          className="input"
          rows={2}
          aria-label={`Note on exhibit ${item.exhibit}`}
          placeholder="Note for the report"
          value={text}
          readOnly={item.removed !== null}
          onChange={(event) => change(event.target.value)}
          onBlur={save}
        />
        <p className="exhibit-foot muted">
          frozen <Time at={item.created.at} /> UTC by {item.created.by || 'unnamed'}
          <Button variant="quiet" pressed={looking} onClick={() => setLooking(!looking)}>
            {looking ? 'Close' : 'As it was seen'}
          </Button>
          <Button variant="quiet" onClick={() => openLive(item)}>
            Live view
          </Button>
          {item.removed ? (
            <Button onClick={() => void putBack({ kind: 'evidence', id: item.id })}>Put back</Button>
          ) : (
            <TakeOut name={`Exhibit ${item.exhibit}`} work={{ kind: 'evidence', id: item.id }} />
          )}
        </p>
      </div>
    </li>
  );
}
