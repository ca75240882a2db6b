import { Button } from '../../../ui/Button.tsx';
import { formatAmount, formatUsd, shortenAddress, shownOf } from '../../../ui/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { MOST_WHALES } from '../../../workspace/location.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { goTo, openWhales, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { largestMovers } from '../queries.ts';
import { assetName, nameOf } from '../words.ts';
import { Chooser } from './Chooser.tsx';

/** A page needs a subject: search, paste, or one of those that moved most. */
export function StartWhale() {
  const transfers = useWorkspace((s) => s.caseSummary?.counts.transfers ?? 0);
  const revision = useWorkspace((s) => s.revision);
  const movers = useAnswer(transfers > 0 ? `whale-movers-${revision}` : null, (signal) =>
    largestMovers(8, signal),
  );
  if (transfers === 0)
    return (
      <EmptyState
        title="There is no whale to show"
        actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
      >
        Drop transfers or node data into this window. Labels and prices say more about the same addresses.
      </EmptyState>
    );
  const asset = movers.data?.asset ?? null;
  return (
    <div className="whale-start">
      <h1>Whale page</h1>
      <p className="muted">
        Balances, flows, counterparties, hours, gain and loss and alerts of one address, or of all addresses
        of an entity as one; two to six stand beside each other. <kbd>g</kbd> <kbd>Enter</kbd> opens it on
        whatever is selected.
      </p>
      <Chooser onChoose={openWhales} word="Compare" most={MOST_WHALES} />
      <h2>
        Largest net movement{' '}
        <span className="muted">
          {asset ? `in ${assetName(asset)}` : 'in dollars'}
          {movers.data && `, ${shownOf(movers.data.shown, movers.data.total, 'address', 'addresses')}`}
        </span>
      </h2>
      {movers.error ? (
        <ErrorState message={messageOf(movers.error)} onRetry={movers.retry} />
      ) : movers.data ? (
        <ul className="whale-hits">
          {movers.data.rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => openWhales([row.id])}>
                <span>
                  {row.tags[0] && <span className="attributed">{nameOf(row)} </span>}
                  <span className="mono">{shortenAddress(row.address)}</span>{' '}
                  <span className="muted">{row.chain}</span>
                </span>
                <span className="amount">{asset ? formatAmount(row.netAmount) : formatUsd(row.netUsd)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton lines={8} label="Adding up movements" />
      )}
    </div>
  );
}
