import { ArrowDown } from 'lucide-react';
import { Address } from '../../../ui/Address.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount, formatTime, shortenAddress, shownOf } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { useHeldFrames } from '../../../workspace/replay.ts';
import { type RowsRequest, select, showRow, showRows, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { drawnOf } from '../chosen.ts';
import { useDrawn } from '../drawn.ts';
import '../graph.css';
import { transfers } from '../queries.ts';
import { openDialog, useGraph } from '../store.ts';
import { knownEdge } from '../use-facts.ts';

const firstRows = 12;

/** All transfers from one address to another in one asset: the sum and the rows behind it. */
export function EdgeInspector({ selection }: InspectorProps<'edge'>) {
  const { chain, from, to, asset } = selection;
  const revision = useWorkspace((s) => s.revision);
  const at = useWorkspace((s) => s.at);
  const query = { chain, address: from, counterparty: to, asset, direction: 'out' as const };
  const answer = useAnswer(`edge-${JSON.stringify(query)}-${at}-${revision}`, (signal) =>
    transfers({ ...query, to: at, limit: firstRows }, signal),
  );
  useHeldFrames(answer.loading);
  const drawing = useDrawn((s) => s.drawing);
  const drawn = useWorkspace((s) => s.page) === 'graph' ? drawnOf(drawing, selection) : null;
  const note = useGraph((s) => (drawn === null ? undefined : s.view.notes[drawn]));
  const edge = knownEdge(`${chain}:${from}`, `${chain}:${to}`, asset, at);
  const symbol = shortenAddress(edge?.symbol ?? answer.data?.rows[0]?.symbol ?? asset);
  const request: RowsRequest = {
    title: `${symbol} from ${shortenAddress(from)} to ${shortenAddress(to)}`,
    ...query,
    framed: false,
  };
  return (
    <div className="inspect">
      <div className="edge-ends">
        <Address
          address={from}
          chain={chain}
          copy
          onSelect={() => select({ kind: 'address', chain, address: from })}
        />
        <ArrowDown size={14} aria-label="to" className="muted" />
        <Address
          address={to}
          chain={chain}
          copy
          onSelect={() => select({ kind: 'address', chain, address: to })}
        />
      </div>
      {drawn !== null && (
        <div className="alert-actions">
          <Button keys="n" onClick={() => openDialog({ kind: 'note', id: drawn })}>
            Note
          </Button>
        </div>
      )}
      {note && <p className="graph-note">{note}</p>}
      <dl className="facts">
        <dt>Asset</dt>
        <dd title={asset}>
          {symbol}{' '}
          {shortenAddress(asset) !== symbol && <span className="mono muted">{shortenAddress(asset)}</span>}
        </dd>
        {edge && (
          <>
            <dt>Sum</dt>
            <dd>
              <Amount value={edge.amount} unit={edge.symbol} />
            </dd>
            <dt>In USD</dt>
            <dd>
              <Usd value={edge.amountUsd} />
            </dd>
            <dt>First</dt>
            <dd>
              <Time at={edge.firstSeen} />
            </dd>
            <dt>Last</dt>
            <dd>
              <Time at={edge.lastSeen} />
            </dd>
          </>
        )}
        <dt>Transfers</dt>
        <dd>
          <button type="button" className="number-link" onClick={() => showRows(request)}>
            {answer.data ? formatCount(answer.data.total) : edge ? formatCount(edge.count) : ''}
          </button>
        </dd>
      </dl>
      <section>
        <h3>
          Rows{' '}
          <span className="muted">
            {answer.data ? shownOf(Math.min(firstRows, answer.data.total), answer.data.total, 'row') : ''}
          </span>
        </h3>
        {answer.error ? <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} /> : null}
        {!answer.data && !answer.error && <Skeleton lines={5} />}
        <ul className="edge-rows">
          {answer.data?.rows.map((row) => (
            <li key={`${row.file}${row.line}${row.kind}`}>
              <button type="button" onClick={() => showRow(row)} title={`${row.fileName}, line ${row.line}`}>
                <span className="time">{formatTime(row.time)}</span>
                <Amount value={row.amount} unit={row.symbol} />
                <span className="muted">line {row.line}</span>
              </button>
            </li>
          ))}
        </ul>
        {answer.data && answer.data.total > firstRows && (
          <Button onClick={() => showRows(request)}>Show all {countOf(answer.data.total, 'row')}</Button>
        )}
      </section>
    </div>
  );
}
