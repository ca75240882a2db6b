import { useEffect } from 'react';
import type { GraphNode } from '#contract/graph.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { saveNote } from '../../../workspace/queries.ts';
import { answersChanged, goTo, notify, reportProblem } from '../../../workspace/store.ts';
import { addNoteToCase, noteKey, noteTyped } from '../note-text.ts';
import { nameOf } from '../words.ts';

/** A draft that stays on this machine until it goes into the case: as an exhibit, or as a note that can be changed. */
export function Notes({
  node,
  asOf,
}: {
  readonly node: Pick<GraphNode, 'id' | 'address' | 'tags'>;
  readonly asOf: string | null;
}) {
  const key = noteKey(node.id);
  const { text, change, settle } = useDraft(key, '');
  useEffect(() => noteTyped(key, text), [key, text]);
  const empty = text.trim() === '';
  const done = () => {
    change('');
    settle();
  };
  const keep = () =>
    saveNote(`On ${nameOf(node)}`, `${text}\n\nOn \`${node.id}\`.`).then((saved) => {
      done();
      answersChanged();
      notify(`Kept as note ${saved.number} of the case.`, {
        action: { label: 'Open the case', run: () => goTo('case') },
      });
    }, reportProblem);
  const exhibit = async () => {
    if (await addNoteToCase(node.id, nameOf(node), text, asOf)) done();
  };
  return (
    <Panel title="Note" note="a draft on this machine; goes along with what is added to the case">
      <div className="panel-body">
        <textarea
          className="input whale-note"
          rows={4}
          aria-label="Note on this whale"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        <span className="whale-note-actions">
          <Button disabled={empty} onClick={() => void exhibit()}>
            Add to case
          </Button>
          <Button variant="quiet" disabled={empty} onClick={() => void keep()}>
            Keep as a note to work on
          </Button>
        </span>
      </div>
    </Panel>
  );
}
