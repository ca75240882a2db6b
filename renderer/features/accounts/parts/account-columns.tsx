import type { AccountRow } from '#contract/graph.ts';
import { Address, Tag } from '../../../ui/Address.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { formatCount, formatTime } from '../../../ui/format.ts';
import type { Column } from '../../../ui/Table.tsx';
import { showAlertsOf } from '../../../workspace/store.ts';

const main = (row: AccountRow) => row.mainPosition ?? null;

/** Address, labels, what it moved, and when it was seen. */
export const accountColumns: readonly Column<AccountRow>[] = [
  {
    id: 'address',
    title: 'Address',
    width: 'minmax(130px, 1fr)',
    cell: (row) => <Address address={row.address} chain={row.chain} copy />,
  },
  {
    id: 'tags',
    title: 'Labels',
    width: 'minmax(110px, 1fr)',
    cell: (row) =>
      row.tags[0] ? (
        <span className="account-tags">
          <Tag tag={row.tags[0]} />
          {row.tags.length > 1 && (
            <span className="muted" title={row.tags.map((t) => `${t.label} (${t.source})`).join('\n')}>
              +{row.tags.length - 1}
            </span>
          )}
        </span>
      ) : null,
  },
  {
    id: 'transfers',
    title: 'Transfers',
    width: '76px',
    end: true,
    sort: 'transfers',
    cell: (row) => formatCount(row.transfers),
  },
  {
    id: 'counterparties',
    title: 'Partners',
    width: '72px',
    end: true,
    sort: 'counterparties',
    help: 'Counterparties',
    cell: (row) => formatCount(row.counterparties),
  },
  {
    id: 'balance',
    title: 'Balance of rows',
    width: '118px',
    end: true,
    help: 'Received minus sent, in the asset the address moved most often',
    cell: (row) => <PositionCell row={row} part="balance" />,
  },
  {
    id: 'received',
    title: 'Received',
    width: '112px',
    end: true,
    sort: 'received',
    cell: (row) => <FlowCell row={row} part="received" usd={row.receivedUsd} />,
  },
  {
    id: 'sent',
    title: 'Sent',
    width: '112px',
    end: true,
    sort: 'sent',
    cell: (row) => <FlowCell row={row} part="sent" usd={row.sentUsd} />,
  },
  {
    id: 'first',
    title: 'First seen (UTC)',
    width: '132px',
    sort: 'firstSeen',
    cell: (row) => <span className={row.firstSeen ? 'time' : 'is-unknown'}>{formatTime(row.firstSeen)}</span>,
  },
  {
    id: 'last',
    title: 'Last seen (UTC)',
    width: '132px',
    sort: 'lastSeen',
    cell: (row) => <span className={row.lastSeen ? 'time' : 'is-unknown'}>{formatTime(row.lastSeen)}</span>,
  },
  {
    id: 'alerts',
    title: 'Alerts',
    width: '58px',
    end: true,
    sort: 'alerts',
    cell: (row) =>
      row.alerts > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className="number-link"
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

function PositionCell({
  row,
  part,
}: {
  readonly row: AccountRow;
  readonly part: 'balance' | 'received' | 'sent';
}) {
  const position = main(row);
  if (!position) return <span className="is-unknown">unknown</span>;
  return <Amount value={position[part]} unit={position.symbol} />;
}

/** In dollars where everything is priced, otherwise in the asset moved most often. */
function FlowCell({
  row,
  part,
  usd,
}: {
  readonly row: AccountRow;
  readonly part: 'received' | 'sent';
  readonly usd: number | null;
}) {
  return usd === null ? <PositionCell row={row} part={part} /> : <Usd value={usd} />;
}
