import type { Expansion } from '../../../graph/view.ts';
import { allShown, everyFlow, expansionsOf, filtered } from '../../../graph/view.ts';
import { countOf, formatCount, shortenAddress } from '../../../ui/format.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { expandNode } from '../actions.ts';
import { useDrawn } from '../drawn.ts';
import { acting, changeView, useGraph } from '../store.ts';
import type { FactsAnswer } from '../use-facts.ts';

const orders: Record<Expansion['orderedBy'], string> = {
  'value-usd': 'by value in USD',
  amount: 'by amount, no prices',
  count: 'by number of transfers',
  recent: 'the latest first',
};

/** Always says how much of the surroundings is on screen, and what the filter leaves out. */
export function GraphFooter({ answer }: { readonly answer: FactsAnswer }) {
  const view = useGraph((s) => s.view);
  const limit = useGraph((s) => s.limit);
  const busy = useGraph((s) => s.busy);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  const keptAs = useGraph((s) => s.keptAs);
  const drawing = useDrawn((s) => s.drawing);
  const chosen = acting({ picked, at });
  const asked =
    chosen.length === 1 && expansionsOf(view, chosen[0] ?? '').length > 0 ? chosen[0] : view.seeds[0];
  const expansion = asked === undefined ? undefined : expansionsOf(view, asked).at(-1);
  const node = drawing.nodes.find((n) => n.id === asked);
  const name = node?.tags[0]?.label ?? (asked ? shortenAddress(splitNodeId(asked).address) : '');
  const more = expansion ? Math.min(limit, expansion.total - expansion.brought.length) : 0;
  const pieces = [...answer.facts.slices.values()];
  const untimed = pieces.reduce((sum, p) => sum + p.withoutTime, 0);
  const cut = pieces.reduce((sum, p) => sum + p.totalEdges - p.shownEdges, 0);
  const past = useWorkspace((s) => s.at !== null);
  const notYet = past ? [...answer.facts.nodes.values()].filter((n) => n.transfers === 0).length : 0;
  const filter = [
    expansion?.direction === 'in' ? 'senders' : expansion?.direction === 'out' ? 'receivers' : '',
    expansion && Object.keys(expansion.filter).some((k) => k !== 'from' && k !== 'to') ? 'narrowed' : '',
    expansion?.filter.from ? 'in a time span' : '',
  ].filter(Boolean);
  return (
    <div className="graph-foot">
      {expansion && asked !== undefined && (
        <span className="graph-shown" role="status">
          {formatCount(expansion.brought.length)} of{' '}
          {countOf(expansion.total, 'counterparty', 'counterparties')} shown
          <span className="muted">
            {name && ` of ${name}`}
            {filter.length > 0 && ` (${filter.join(', ')})`}, {orders[expansion.orderedBy]}
          </span>
        </span>
      )}
      {expansion && asked !== undefined && more > 0 && (
        <button type="button" className="link" onClick={() => void expandNode(asked, expansion, more)}>
          {formatCount(more)} more
        </button>
      )}
      {view.hidden.length > 0 && (
        <button type="button" className="link" onClick={() => changeView('showed what was hidden', allShown)}>
          {countOf(view.hidden.length, 'address', 'addresses')} hidden, show
        </button>
      )}
      {drawing.filteredOut > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => changeView('showed all flows', (v) => filtered(v, everyFlow))}
        >
          {countOf(drawing.filteredOut, 'flow')} filtered out, show
        </button>
      )}
      {answer.totalEdges > answer.shownEdges && (
        <span className="is-caution">
          {formatCount(answer.shownEdges)} of {countOf(answer.totalEdges, 'flow')}, the most transfers first
        </span>
      )}
      {notYet > 0 && (
        <span className="is-caution">{countOf(notYet, 'address', 'addresses')} not named by any row yet</span>
      )}
      {untimed > 0 && (
        <span className="is-caution">{countOf(untimed, 'transfer')} without a time in no piece</span>
      )}
      {cut > 0 && <span className="is-caution">{countOf(cut, 'flow')} of pieces not shown</span>}
      {busy && (
        <span className="muted" role="status">
          {busy}
        </span>
      )}
      <span className="graph-drawn muted">
        {countOf(
          drawing.nodes.reduce((sum, n) => sum + (n.kind === 'slice' ? 0 : n.members.length), 0),
          'address',
          'addresses',
        )}
        {drawing.nodes.some((n) => n.kind !== 'address') && ` as ${countOf(drawing.nodes.length, 'node')}`},{' '}
        {countOf(drawing.edges.length, 'flow')}
      </span>
      {keptAs && (
        <span className={keptAs.dataChanged ? 'is-caution' : 'muted'} title={keptAs.name}>
          {keptAs.dataChanged
            ? `Files of the case changed since “${keptAs.name}” was saved`
            : keptAs.view === view
              ? `as saved in “${keptAs.name}”`
              : `changed since “${keptAs.name}”`}
        </span>
      )}
    </div>
  );
}
