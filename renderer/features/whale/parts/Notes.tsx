import type { GraphNode } from '#contract/graph.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { useWorkspace } from '../../../workspace/store.ts';

/** A draft that stays on this machine; it says so. */
export function Notes({ node }: { readonly node: Pick<GraphNode, 'id'> }) {
  const caseId = useWorkspace((s) => s.caseSummary?.id ?? '');
  const { text, change } = useDraft(`whale-note-${caseId}-${node.id}`, '');
  return (
    <Panel title="Draft note" note="kept on this machine only: not in the case, not in the report">
      <div className="panel-body">
        <textarea
          className="input whale-note"
          rows={4}
          aria-label="Draft note on this whale"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    </Panel>
  );
}
