import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { SearchField } from '../../../ui/SearchField.tsx';
import { EmptyState, Skeleton } from '../../../ui/states.tsx';
import { splitNodeId } from '../../../workspace/selection.ts';
import { goTo, openInGraph, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer, useSettled } from '../../../workspace/use-answer.ts';
import { savedViews, startingPoints } from '../queries.ts';
import { openDialog } from '../store.ts';

/** A graph needs a subject: search for one, paste some, take one of the busiest or go on with a saved view. */
export function StartHere() {
  const addresses = useWorkspace((s) => s.caseSummary?.counts.addresses ?? 0);
  const revision = useWorkspace((s) => s.revision);
  const [text, setText] = useState('');
  const settled = useSettled(text, 150);
  const answer = useAnswer(addresses > 0 ? `start-${settled}-${revision}` : null, (signal) =>
    startingPoints(settled, signal),
  );
  const views = useAnswer(addresses > 0 ? `views-${revision}` : null, (signal) => savedViews(signal));
  if (addresses === 0) {
    return (
      <EmptyState
        title="There is no address to start from"
        actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
      >
        Drop transfers or node data into this window.
      </EmptyState>
    );
  }
  return (
    <div className="graph-start">
      <h1>Start from an address</h1>
      <p className="muted">
        The graph shows one subject and its strongest counterparties, and grows only where you ask.
      </p>
      <div className="graph-start-search">
        <SearchField
          value={text}
          onChange={setText}
          label="Search for an address"
          placeholder="Address or label"
        />
        <Button keys="a" onClick={() => openDialog({ kind: 'add' })}>
          Paste addresses or transactions
        </Button>
      </div>
      {(views.data?.length ?? 0) > 0 && (
        <>
          <h3>Saved views</h3>
          <ul className="graph-start-list">
            {views.data?.map((view) => (
              <li key={view.id}>
                <button type="button" onClick={() => openInGraph({ kind: 'view', id: view.id })}>
                  <span>{view.name}</span>
                  <span className={view.dataChanged ? 'is-caution' : 'muted'}>
                    {view.dataChanged ? 'the files of the case changed since' : view.savedAt.slice(0, 10)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{settled.trim().length >= 2 ? 'Found' : 'The addresses with the most transfers'}</h3>
      {!answer.data ? (
        <Skeleton lines={5} />
      ) : answer.data.length === 0 ? (
        <p className="muted">No address or label matches.</p>
      ) : (
        <ul className="graph-start-list">
          {answer.data.map((point) => (
            <li key={point.id}>
              <button
                type="button"
                onClick={() => openInGraph({ kind: 'address', ...splitNodeId(point.id) })}
              >
                <span className={point.title.startsWith('0x') ? 'mono' : undefined}>
                  {point.title.startsWith('0x') ? shortenAddress(point.title) : point.title}
                </span>
                <span className="muted">{point.detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
