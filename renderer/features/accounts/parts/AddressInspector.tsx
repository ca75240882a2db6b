import { Fish, Route, Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import type { AccountDetail, AssetPosition } from '#contract/graph.ts';
import { activityOption, filledBuckets } from '../../../charts/activity.ts';
import { ChartView } from '../../../charts/ChartView.tsx';
import { Address } from '../../../ui/Address.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { BelongsTo } from '../../../ui/BelongsTo.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatCount, formatDuration, shortenAddress, shownOf } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { useHeldFrames } from '../../../workspace/replay.ts';
import {
  openInGraph,
  openWhales,
  showAlertsOf,
  showRows,
  traceFrom,
  useWorkspace,
} from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { useBelongsTo } from '../../../workspace/use-belongs-to.ts';
import { useAsOf } from '../../../workspace/use-known-span.ts';
import '../accounts.css';
import { statementsOf } from '../../../ui/statements.ts';
import { accountDetail } from '../queries.ts';

const narrowPositions = 8;
const narrowTags = 6;

/** An address: who it is said to be, what it moved, when; every number opens its rows. */
export function AddressInspector({ selection, wide }: InspectorProps<'address'>) {
  const { chain, address } = selection;
  const revision = useWorkspace((s) => s.revision);
  const known = useAsOf();
  const answer = useAnswer(
    `account-${chain}-${address}-${revision}-${known.asOf}-${known.hindsight}`,
    (signal) => accountDetail(chain, address, known, signal),
  );
  useHeldFrames(answer.loading);
  if (answer.error && !answer.data) {
    return (
      <>
        <div className="inspect">
          <Address address={address} chain={chain} full copy />
        </div>
        <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
      </>
    );
  }
  if (!answer.data) return <Skeleton lines={9} label="Reading the account" />;
  return <Detail detail={answer.data} wide={wide} />;
}

function Detail({ detail, wide }: { readonly detail: AccountDetail; readonly wide: boolean }) {
  const { account, positions, activity } = detail;
  const { chain, address } = account;
  const belongs = useBelongsTo(`${chain}:${address}`);
  const option = useMemo(() => {
    const bars = filledBuckets(activity, detail.bucketSeconds);
    return () => activityOption(bars);
  }, [activity, detail.bucketSeconds]);
  const name = account.tags[0]?.label ?? shortenAddress(address);
  const rows = (title: string, more: { direction?: 'in' | 'out'; asset?: string } = {}) =>
    showRows({ title, chain, address, framed: false, ...more });
  const statements = useMemo(() => statementsOf(account.tags), [account.tags]);
  const tags = wide ? statements : statements.slice(0, narrowTags);
  const shown = wide ? positions : positions.slice(0, narrowPositions);
  return (
    <div className="inspect">
      <div className="account-head">
        {account.tags[0] && <p className="inspect-title">{account.tags[0].label}</p>}
        <Address address={address} chain={chain} full copy />
        <p className="muted">{chain}</p>
        <BelongsTo found={belongs} onOpen={(one) => openWhales([one])} />
      </div>
      <div className="alert-actions">
        <Button icon={<Fish size={13} />} onClick={() => openWhales([`${chain}:${address}`])}>
          Whale page
        </Button>
        <Button
          icon={<Waypoints size={13} />}
          onClick={() => openInGraph({ kind: 'address', chain, address })}
        >
          Open in graph
        </Button>
        <Button
          icon={<Route size={13} />}
          onClick={() => traceFrom({ chain, address, asset: null, direction: 'forward' })}
        >
          Trace from here
        </Button>
        <Button onClick={() => traceFrom({ chain, address, asset: null, direction: 'backward' })}>
          Trace to here
        </Button>
        <Button onClick={() => rows(`Transfers of ${name}`)}>Rows</Button>
      </div>
      <dl className="facts">
        <dt>Transfers</dt>
        <dd>
          <button type="button" className="number-link" onClick={() => rows(`Transfers of ${name}`)}>
            {formatCount(account.transfers)}
          </button>
        </dd>
        <dt>Counterparties</dt>
        <dd>{formatCount(account.counterparties)}</dd>
        <dt>Received</dt>
        <dd className="flow-in">
          <Usd value={account.receivedUsd} />
        </dd>
        <dt>Sent</dt>
        <dd className="flow-out">
          <Usd value={account.sentUsd} />
        </dd>
        <dt>First seen</dt>
        <dd>
          <Time at={account.firstSeen} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <Time at={account.lastSeen} />
        </dd>
        <dt>Alerts</dt>
        <dd>
          {account.alerts > 0 ? (
            <button type="button" className="number-link" onClick={() => showAlertsOf(address)}>
              {formatCount(account.alerts)}
            </button>
          ) : (
            'none'
          )}
        </dd>
      </dl>
      {account.tags.length > 0 && (
        <section>
          <h3>
            Labels{' '}
            <span className="muted">
              {shownOf(tags.length, statements.length, 'statement')} about this address
            </span>
          </h3>
          <ul className="tag-list">
            {tags.map((statement) => (
              <li key={`${statement.label}${statement.source}`}>
                <span className="statement-label">{statement.label}</span>
                <span className="muted">{statement.categories.filter(Boolean).join(', ')}</span>
                <span className="statement-source">
                  says {statement.source}, confidence {statement.confidence} of 100
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {activity.length > 0 && (
        <section>
          <h3>
            Activity <span className="muted">{formatDuration(detail.bucketSeconds)} a bar</span>
          </h3>
          <div className="account-activity">
            <ChartView option={option} label="Transfers of this address over time" />
          </div>
        </section>
      )}
      <section>
        <h3>
          Assets{' '}
          <span className="muted">
            sums of the imported rows; {shownOf(shown.length, positions.length, 'asset')}
          </span>
        </h3>
        <table className="positions">
          <thead>
            <tr>
              <th scope="col">Asset</th>
              <th scope="col">Received</th>
              <th scope="col">Sent</th>
              <th scope="col">Balance</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((p) => (
              <PositionRow
                key={p.asset}
                position={p}
                onRows={(direction) =>
                  rows(`${p.symbol ?? shortenAddress(p.asset)} of ${name}`, { direction, asset: p.asset })
                }
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function PositionRow({
  position: p,
  onRows,
}: {
  readonly position: AssetPosition;
  readonly onRows: (direction: 'in' | 'out') => void;
}) {
  return (
    <tr>
      <th scope="row" title={p.asset}>
        {p.symbol ?? shortenAddress(p.asset)}
      </th>
      <td>
        <button
          type="button"
          className="number-link"
          disabled={p.receivedCount === 0}
          title={`${formatCount(p.receivedCount)} rows`}
          onClick={() => onRows('in')}
        >
          <Amount value={p.received} />
        </button>
      </td>
      <td>
        <button
          type="button"
          className="number-link"
          disabled={p.sentCount === 0}
          title={`${formatCount(p.sentCount)} rows`}
          onClick={() => onRows('out')}
        >
          <Amount value={p.sent} />
        </button>
      </td>
      <td>
        <Amount value={p.balance} />
      </td>
    </tr>
  );
}
