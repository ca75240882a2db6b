import { useMemo } from 'react';
import type { Path } from '#contract/graph.ts';
import { unrouted } from '../../../graph/view.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatShare, formatTime, shortenAddress } from '../../../ui/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { routeOf, takePath } from '../actions.ts';
import { pathsBetween } from '../queries.ts';
import { changeView, type PathSettings, useGraph } from '../store.ts';

const best = 20;

/** Ways of value between chosen subjects, the one that kept the most first. */
export function PathsList() {
  const ends = useGraph((s) => s.pathEnds);
  const settings = useGraph((s) => s.paths);
  const routes = useGraph((s) => s.view.routes);
  const frame = useKnownSpan();
  const revision = useWorkspace((s) => s.revision);
  const key = ends.length < 2 ? null : JSON.stringify([ends, settings, frame, revision]);
  const answer = useAnswer(key, (signal) => pathsBetween(ends, settings, frame, best, signal));
  const names = useMemo(
    () => new Map(answer.data?.nodes.map((n) => [n.id, n.tags[0]?.label ?? shortenAddress(n.address)])),
    [answer.data],
  );
  const nameOf = (id: string) => names.get(id) ?? shortenAddress(splitNodeId(id).address);
  const change = (part: Partial<PathSettings>) =>
    useGraph.setState((s) => ({ paths: { ...s.paths, ...part } }));
  if (ends.length < 2) {
    return (
      <EmptyState title="Paths need two ends" compact>
        Choose two or more addresses with x or by a loop (Shift and drag), then press w. The last chosen one
        is the end.
      </EmptyState>
    );
  }
  const taken = new Set(routes.map((r) => r.id));
  return (
    <div className="graph-paths">
      <div className="graph-paths-bar">
        <span>
          From {ends.slice(0, -1).map(nameOf).join(', ')} to {nameOf(ends.at(-1) ?? '')}
        </span>
        <Button variant="quiet" onClick={() => useGraph.setState({ pathEnds: [...ends].reverse() })}>
          Turn round
        </Button>
        <label className="inline-field">
          Hops up to
          <select
            className="input"
            value={settings.maxHops}
            onChange={(event) => change({ maxHops: Number(event.target.value) })}
          >
            {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
        </label>
        <label className="inline-field">
          <input
            type="checkbox"
            checked={settings.inOrder}
            onChange={(event) => change({ inOrder: event.target.checked })}
          />
          in order of time
        </label>
        <label className="inline-field">
          <input
            type="checkbox"
            checked={settings.throughServices}
            onChange={(event) => change({ throughServices: event.target.checked })}
          />
          through services
        </label>
        <label className="inline-field">
          <input
            type="checkbox"
            checked={settings.assetChanges}
            onChange={(event) => change({ assetChanges: event.target.checked })}
          />
          the asset may change
        </label>
      </div>
      {answer.error ? <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} /> : null}
      {!answer.data && !answer.error && <Skeleton lines={4} label="Searching paths" />}
      {answer.data && (
        <div className={answer.loading ? 'graph-paths-found is-stale' : 'graph-paths-found'}>
          <p role="status">
            {answer.data.paths.length === 0
              ? 'No path within these limits.'
              : `${countOf(answer.data.paths.length, 'path')}, what kept the most first.`}{' '}
            {answer.data.complete ? (
              <span className="muted">
                Searched completely; {countOf(answer.data.looked, 'transfer')} looked at.
              </span>
            ) : (
              <span className="is-caution">Not searched completely. {answer.data.notSearched.join(' ')}</span>
            )}
            {answer.data.notPassedTotal > 0 && (
              <span
                className="muted"
                title={answer.data.notPassed.map((n) => `${n.id}: ${n.reason}`).join('\n')}
              >
                {' '}
                {countOf(answer.data.notPassedTotal, 'busy account')} not passed through.
              </span>
            )}
          </p>
          <ol className="graph-path-list">
            {answer.data.paths.map((path) => {
              const route = routeOf(path);
              return (
                <li key={route.id}>
                  <PathLine path={path} nameOf={nameOf} />
                  {taken.has(route.id) ? (
                    <Button
                      variant="quiet"
                      onClick={() => changeView('let go of a path', (v) => unrouted(v, route.id))}
                    >
                      Unmark
                    </Button>
                  ) : (
                    <Button onClick={() => takePath(path)}>Add to the graph</Button>
                  )}
                </li>
              );
            })}
          </ol>
        </div>
      )}
    </div>
  );
}

function PathLine({ path, nameOf }: { readonly path: Path; readonly nameOf: (id: string) => string }) {
  return (
    <div className="graph-path">
      <span className="graph-path-nodes">{path.nodes.map(nameOf).join(' → ')}</span>
      <span className="muted">
        {countOf(path.hops.length, 'hop')} ·{' '}
        {path.symbol === null ? 'the asset changes' : <Amount value={path.amount} unit={path.symbol} />}
        {path.amountUsd !== null && (
          <>
            {' '}
            (<Usd value={path.amountUsd} />)
          </>
        )}
        {path.kept !== null && ` · ${formatShare(path.kept)} kept`} · {formatTime(path.hops[0]?.firstSeen)} to{' '}
        {formatTime(path.hops.at(-1)?.lastSeen)}
      </span>
    </div>
  );
}
