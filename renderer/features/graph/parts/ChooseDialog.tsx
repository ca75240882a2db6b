import { useState } from 'react';
import type { Breakdown, BreakdownPart } from '#contract/graph.ts';
import type { ExpandHow } from '../../../graph/view.ts';
import { Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countOf, formatCount, formatDay, formatTime, shortenAddress, shownOf } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { expandNode, howNow } from '../actions.ts';
import { breakdown } from '../queries.ts';
import { openDialog, useGraph } from '../store.ts';

type Facet = 'category' | 'asset' | 'value' | 'time' | 'direction';
const facets: { id: Facet; label: string }[] = [
  { id: 'category', label: 'Label category' },
  { id: 'asset', label: 'Asset' },
  { id: 'value', label: 'Value' },
  { id: 'time', label: 'Time' },
  { id: 'direction', label: 'Direction' },
];

/** What a part is called: a span of time by its ends, an asset without a symbol by its shortened address. */
function nameOf({ label, filter }: BreakdownPart): string {
  if (filter.from && filter.to) {
    const days = [formatDay(filter.from), formatDay(filter.to)];
    return days[0] === days[1]
      ? `${formatTime(filter.from)} to ${formatTime(filter.to).slice(11)}`
      : days.join(' to ');
  }
  return label.startsWith('0x') ? shortenAddress(label) : label;
}

/** What a hub's counterparties are, with counts and sums, to choose from instead of drawing them all. */
export function ChooseDialog({ node }: { readonly node: string }) {
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const direction = useGraph((s) => s.direction);
  const limit = useGraph((s) => s.limit);
  const [facet, setFacet] = useState<Facet>('category');
  const answer = useAnswer(JSON.stringify(['breakdown', node, direction, frame, revision]), (signal) =>
    breakdown(node, direction, frame, signal),
  );
  const close = () => openDialog(null);
  const take = (filter: BreakdownPart['filter'], many: number) => {
    const { direction: side, ...narrowed } = filter;
    const base = howNow();
    const how: ExpandHow = {
      direction: side ?? base.direction,
      by: base.by,
      filter: { ...base.filter, ...narrowed },
    };
    void expandNode(node, how, many);
    close();
  };
  const name = shortenAddress(splitNodeId(node).address);
  return (
    <Dialog
      open
      onClose={close}
      size="wide"
      title={`Counterparties of ${name}`}
      footer={
        <Button variant="primary" autoFocus onClick={() => take({}, limit)}>
          Bring the strongest {formatCount(limit)} of all
        </Button>
      }
    >
      {answer.error ? (
        <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
      ) : !answer.data ? (
        <Skeleton lines={7} label="Reading the counterparties" />
      ) : (
        <Facets data={answer.data} facet={facet} onFacet={setFacet} limit={limit} take={take} />
      )}
    </Dialog>
  );
}

function Facets({
  data,
  facet,
  onFacet,
  limit,
  take,
}: {
  readonly data: Breakdown;
  readonly facet: Facet;
  readonly onFacet: (facet: Facet) => void;
  readonly limit: number;
  readonly take: (filter: BreakdownPart['filter'], many: number) => void;
}) {
  const group = data[facet];
  const largest = Math.max(1, ...group.parts.map((p) => p.counterparties));
  return (
    <div className="graph-facets">
      <p className="muted">
        {countOf(data.counterparties, 'counterparty', 'counterparties')} in{' '}
        {countOf(data.transfers, 'transfer')}. A part brings its strongest {formatCount(limit)}; one
        counterparty may stand in several parts.
      </p>
      <Tabs label="Parts by" value={facet} tabs={facets} onChange={onFacet} />
      <ul className="graph-facet-list">
        {group.parts.map((part) => (
          <li key={part.key}>
            <span className="graph-facet-name ellipsis" title={part.label}>
              {nameOf(part)}
            </span>
            <span className="graph-facet-bar" aria-hidden="true">
              <span style={{ width: `${(100 * part.counterparties) / largest}%` }} />
            </span>
            <span className="graph-facet-count">
              {countOf(part.counterparties, 'counterparty', 'counterparties')}
            </span>
            <span className="graph-facet-count muted">{countOf(part.transfers, 'transfer')}</span>
            <span
              className="graph-facet-count muted"
              title={part.unpriced > 0 ? `${formatCount(part.unpriced)} transfers have no price` : undefined}
            >
              {part.unpriced > 0 && part.amountUsd !== null && '≥ '}
              <Usd value={part.amountUsd} />
            </span>
            <Button disabled={part.counterparties === 0} onClick={() => take(part.filter, limit)}>
              Bring {formatCount(Math.min(limit, part.counterparties))}
            </Button>
          </li>
        ))}
      </ul>
      {group.shown < group.total && (
        <p className="muted">{shownOf(group.shown, group.total, 'part')} listed, the largest first.</p>
      )}
    </div>
  );
}
