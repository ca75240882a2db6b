import type { GraphSlice } from '#contract/graph.ts';
import { type Drawing, expanded, expansionOf, mostNeighbours } from '../../../graph/model.ts';
import { countOf, formatCount, shortenAddress } from '../../../ui/format.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { changeView, useGraph } from '../store.ts';
import type { Slices } from '../use-slices.ts';

const orders: Record<GraphSlice['orderedBy'], string> = {
  'value-usd': 'by value in USD',
  amount: 'by amount, no prices',
  count: 'by number of transfers',
  recent: 'the latest first',
};

/** Always says how much of the surroundings is on screen. */
export function GraphFooter({
  slices,
  centre,
  chosen,
  drawing,
}: {
  readonly slices: Slices;
  readonly centre: string | null;
  readonly chosen: string | null;
  readonly drawing: Drawing;
}) {
  const view = useGraph((s) => s.view);
  const limit = useGraph((s) => s.limit);
  const asked = chosen && slices.byNode.has(chosen) ? chosen : centre;
  const slice = (asked === null ? undefined : slices.byNode.get(asked)) ?? slices.seed ?? undefined;
  const expansion = asked === null ? undefined : expansionOf(view, asked);
  const node = drawing.nodes.find((n) => n.id === asked);
  const name = node?.tags[0]?.label ?? (asked ? shortenAddress(splitNodeId(asked).address) : '');
  const nextLimit = expansion ? Math.min(mostNeighbours, expansion.limit + limit) : 0;
  return (
    <div className="graph-foot">
      {slice && (
        <span className="graph-shown" role="status">
          {formatCount(slice.shown)} of {countOf(slice.total, 'counterparty', 'counterparties')} shown
          <span className="muted">
            {name && ` of ${name}`}, {orders[slice.orderedBy]}
          </span>
        </span>
      )}
      {slice && expansion && asked && slice.shown < slice.total && nextLimit > expansion.limit && (
        <button
          type="button"
          className="link"
          onClick={() =>
            changeView('asked for more counterparties', (v) =>
              expanded(v, asked, { ...expansion, limit: nextLimit }),
            )
          }
        >
          {formatCount(Math.min(slice.total, nextLimit) - slice.shown)} more
        </button>
      )}
      {slices.loading && <span className="muted">reading</span>}
      <span className="graph-drawn muted">
        {countOf(drawing.nodes.length, 'address', 'addresses')}, {countOf(drawing.edges.length, 'flow')}
      </span>
    </div>
  );
}
