import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { SearchField } from '../../../ui/SearchField.tsx';
import { EmptyState, Skeleton } from '../../../ui/states.tsx';
import { goTo, traceFrom, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer, useSettled } from '../../../workspace/use-answer.ts';
import { findAddresses } from '../queries.ts';

/** A trace needs a beginning: what is selected, or an address to search for. */
export function StartTrace() {
  const transfers = useWorkspace((s) => s.caseSummary?.counts.transfers ?? 0);
  const selection = useWorkspace((s) => s.selection);
  const revision = useWorkspace((s) => s.revision);
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), 150);
  const answer = useAnswer(settled.length >= 2 ? `trace-find-${settled}-${revision}` : null, (signal) =>
    findAddresses(settled, signal),
  );
  if (transfers === 0)
    return (
      <EmptyState
        title="There is no transfer to trace"
        actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
      >
        Drop transfers or node data into this window.
      </EmptyState>
    );
  return (
    <div className="trace-start">
      <h1>Trace money</h1>
      <p className="muted">
        From a transfer or a balance, forwards to where it went or backwards to where it came from, by four
        methods side by side. Select a row anywhere and press <kbd>g</kbd> <kbd>→</kbd> or <kbd>g</kbd>{' '}
        <kbd>←</kbd>, or start from an address.
      </p>
      {selection?.kind === 'address' && (
        <div className="alert-actions">
          <Button
            variant="primary"
            onClick={() =>
              traceFrom({
                chain: selection.chain,
                address: selection.address,
                asset: null,
                direction: 'forward',
              })
            }
          >
            Trace from {shortenAddress(selection.address)}
          </Button>
          <Button
            onClick={() =>
              traceFrom({
                chain: selection.chain,
                address: selection.address,
                asset: null,
                direction: 'backward',
              })
            }
          >
            Trace to {shortenAddress(selection.address)}
          </Button>
        </div>
      )}
      {selection?.kind === 'row' && (
        <div className="alert-actions">
          <Button
            variant="primary"
            onClick={() => traceFrom({ file: selection.file, line: selection.line, direction: 'forward' })}
          >
            Trace the selected row forwards
          </Button>
          <Button
            onClick={() => traceFrom({ file: selection.file, line: selection.line, direction: 'backward' })}
          >
            Trace it backwards
          </Button>
        </div>
      )}
      <SearchField
        value={text}
        onChange={setText}
        label="Search for an address"
        placeholder="Address or label"
      />
      {settled.length >= 2 && !answer.data && <Skeleton lines={5} />}
      {answer.data?.length === 0 && <p className="muted">No address or label matches.</p>}
      <ul>
        {answer.data?.map((hit) => (
          <li key={`${hit.kind}-${hit.chain}-${hit.id}-${hit.title}`}>
            <button
              type="button"
              onClick={() =>
                traceFrom({ chain: hit.chain ?? '', address: hit.id, asset: null, direction: 'forward' })
              }
            >
              <span className={hit.title.startsWith('0x') ? 'mono' : undefined}>
                {hit.title.startsWith('0x') ? shortenAddress(hit.title) : hit.title}
              </span>
              <span className="muted">{hit.detail}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
