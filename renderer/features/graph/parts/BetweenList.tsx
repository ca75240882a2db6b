import { useState } from 'react';
import { Address } from '../../../ui/Address.tsx';
import { Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount, shortenAddress, shownOf } from '../../../ui/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { select, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { addNodes } from '../actions.ts';
import { between } from '../queries.ts';
import { useGraph } from '../store.ts';

const first = 20;
const most = 500;

/** Addresses that received from one of two and sent to the other: hidden intermediaries. */
export function BetweenList() {
  const ends = useGraph((s) => s.pathEnds);
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const [limit, setLimit] = useState(first);
  const [a = '', b = ''] = ends;
  const key = ends.length === 2 ? JSON.stringify(['between', ends, frame, revision, limit]) : null;
  const answer = useAnswer(key, (signal) => between(a, b, frame, limit, signal));
  if (ends.length !== 2) {
    return (
      <EmptyState title="Intermediaries stand between two addresses" compact>
        Choose exactly two with x, then press m.
      </EmptyState>
    );
  }
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={4} label="Looking for intermediaries" />;
  const { rows, total, orderedBy } = answer.data;
  const short = (id: string) => shortenAddress(splitNodeId(id).address);
  return (
    <div className="graph-paths">
      <p role="status" className="graph-paths-bar">
        {total === 0
          ? `No address received from one of ${short(a)} and ${short(b)} and sent to the other.`
          : `${shownOf(rows.length, total, 'address', 'addresses')} between ${short(a)} and ${short(b)}, ${orderedBy === 'value-usd' ? 'by the smaller side in USD' : 'by the smaller number of transfers'}.`}
        {rows.length > 0 && (
          <Button onClick={() => addNodes([...new Set(rows.map((r) => r.node.id))])}>
            Add {formatCount(new Set(rows.map((r) => r.node.id)).size)} to the graph
          </Button>
        )}
        {rows.length < total && limit < most && (
          <button type="button" className="link" onClick={() => setLimit(Math.min(most, limit * 4))}>
            more
          </button>
        )}
      </p>
      <ul className="graph-path-list">
        {rows.map((row) => (
          <li key={`${row.node.id}${row.direction}`}>
            <div className="graph-path">
              <Address
                address={row.node.address}
                chain={row.node.chain}
                tags={row.node.tags}
                onSelect={() => select({ kind: 'address', chain: row.node.chain, address: row.node.address })}
              />
              <span className="muted">
                {row.direction === 'a-to-b'
                  ? `${short(a)} → it → ${short(b)}`
                  : `${short(b)} → it → ${short(a)}`}
                {' · '}
                <Usd value={row.valueUsd} /> · {countOf(row.count, 'transfer')} on the smaller side
              </span>
            </div>
            <Button onClick={() => addNodes([row.node.id])}>Add</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
