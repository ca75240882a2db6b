import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { AccountRow } from '#contract/graph.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { countOf, formatCount, formatTime, shortenAddress } from '../../../ui/format.ts';
import type { Column } from '../../../ui/Table.tsx';
import { showAlertsOf } from '../../../workspace/store.ts';

const statement = (row: AccountRow): string =>
  row.tags
    .map((t) => `${t.label} · ${t.category} · source ${t.source} · confidence ${t.confidence} of 100`)
    .join('\n');

/** Who, how busy, what came in and went out, what the rows leave, and when. */
export const accountColumns: readonly Column<AccountRow>[] = [
  {
    id: 'address',
    title: 'Address',
    width: 'minmax(196px, 1fr)',
    cell: (row) => (
      <span className="account-who">
        {row.tags[0] && (
          <span className="account-tag" title={statement(row)}>
            <span className="ellipsis">{row.tags[0].label}</span>
            {row.tags.length > 1 && <span className="muted">+{row.tags.length - 1}</span>}
          </span>
        )}
        <span className="account-address">
          <span className="mono" title={`${row.chain} ${row.address}`}>
            {shortenAddress(row.address)}
          </span>
          <Copy text={row.address} label="Copy the whole address" />
          <span className="muted">{row.chain}</span>
        </span>
      </span>
    ),
  },
  {
    id: 'transfers',
    title: 'Transfers',
    width: '100px',
    end: true,
    sort: [
      ['transfers', 'Transfers'],
      ['counterparties', 'With'],
    ],
    help: 'Transfers, and the number of counterparties',
    cell: (row) => (
      <span className="two-lines">
        <span>{formatCount(row.transfers)}</span>
        <span className="muted">with {formatCount(row.counterparties)}</span>
      </span>
    ),
  },
  {
    id: 'flow',
    title: 'Flow',
    width: 'minmax(128px, 0.5fr)',
    end: true,
    sort: [
      ['received', 'Received'],
      ['sent', 'Sent'],
    ],
    help: 'In US dollars where everything is priced, otherwise in the asset moved most often',
    cell: (row) => (
      <span className="two-lines">
        <span className="flow-in">
          <Flow row={row} part="received" /> <ArrowLeft size={11} aria-label="received" />
        </span>
        <span className="flow-out">
          <Flow row={row} part="sent" /> <ArrowRight size={11} aria-label="sent" />
        </span>
      </span>
    ),
  },
  {
    id: 'balance',
    title: 'Balance of rows',
    width: 'minmax(112px, 0.45fr)',
    end: true,
    help: 'Received minus sent in the imported rows, in the asset moved most often',
    cell: (row) =>
      row.mainPosition ? (
        <Amount value={row.mainPosition.balance} unit={row.mainPosition.symbol} />
      ) : (
        <span className="is-unknown">unknown</span>
      ),
  },
  {
    id: 'seen',
    title: 'Seen',
    width: '146px',
    sort: [
      ['firstSeen', 'First'],
      ['lastSeen', 'Last seen (UTC)'],
    ],
    cell: (row) => (
      <span className="two-lines two-lines-start">
        <span className={row.firstSeen ? 'time' : 'is-unknown'}>{formatTime(row.firstSeen)}</span>
        <span className={row.lastSeen ? 'time' : 'is-unknown'}>{formatTime(row.lastSeen)}</span>
      </span>
    ),
  },
  {
    id: 'alerts',
    title: 'Alerts',
    width: '62px',
    end: true,
    sort: 'alerts',
    cell: (row) =>
      row.alerts > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className="number-link"
          title={`Show ${countOf(row.alerts, 'alert')} about this address`}
          onClick={(event) => {
            event.stopPropagation();
            showAlertsOf(row.address);
          }}
        >
          {formatCount(row.alerts)}
        </button>
      ) : (
        <span className="is-nil">0</span>
      ),
  },
];

/** In dollars where everything is priced, otherwise in the asset moved most often. */
function Flow({ row, part }: { readonly row: AccountRow; readonly part: 'received' | 'sent' }) {
  const usd = part === 'received' ? row.receivedUsd : row.sentUsd;
  if (usd !== null) return <Usd value={usd} />;
  const position = row.mainPosition;
  return position ? (
    <Amount value={position[part]} unit={position.symbol} />
  ) : (
    <span className="is-unknown">unknown</span>
  );
}
