import type { GraphNode } from '#contract/graph.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { saveNote } from '../../../workspace/queries.ts';
import { answersChanged, goTo, notify, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { nameOf } from '../words.ts';

/** A draft that stays on this machine until it is kept as a note of the case. */
export function Notes({ node }: { readonly node: Pick<GraphNode, 'id' | 'address' | 'tags'> }) {
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const { text, change, settle } = useDraft(`whale-note-${caseId}-${node.id}`, '');
  const keep = () =>
    saveNote(`On ${nameOf(node)}`, `${text}\n\nOn \`${node.id}\`.`).then((saved) => {
      change('');
      settle();
      answersChanged();
      notify(`Kept as note ${saved.number} of the case.`, {
        action: { label: 'Open the case', run: () => goTo('case') },
      });
    }, reportProblem);
  return (
    <Panel title="Note" note="a draft on this machine until it is kept in the case">
      <div className="panel-body">
        <textarea
          className="input whale-note"
          rows={4}
          aria-label="Note on this whale"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        <Button disabled={text.trim() === ''} onClick={() => void keep()}>
          Keep in the case
        </Button>
      </div>
    </Panel>
  );
}
