import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { TransferRow } from '#contract/graph.ts';
import { Address } from '../../ui/Address.tsx';
import { Amount, Usd } from '../../ui/Amount.tsx';
import { formatTime, shortenAddress } from '../../ui/format.ts';
import type { Column } from '../../ui/Table.tsx';
import { select } from '../../workspace/store.ts';

function Party({ chain, address }: { readonly chain: string; readonly address: string | null }) {
  if (!address) return <span className="is-nil">none</span>;
  return (
    <Address address={address} chain={chain} onSelect={() => select({ kind: 'address', chain, address })} />
  );
}

function Direction({ row, seenFrom }: { readonly row: TransferRow; readonly seenFrom: string }) {
  const out = row.from?.toLowerCase() === seenFrom.toLowerCase();
  return out ? (
    <span className="flow-out" title="Sent by the address">
      <ArrowRight size={13} aria-label="out" />
    </span>
  ) : (
    <span className="flow-in" title="Received by the address">
      <ArrowLeft size={13} aria-label="in" />
    </span>
  );
}

/** The traced part of a transfer, where the rows are those of a trace. */
export const tracedColumn: Column<TransferRow & { readonly traced?: string }> = {
  id: 'traced',
  title: 'Traced',
  width: 'minmax(100px, 160px)',
  end: true,
  cell: (row) => <Amount value={row.traced} unit={row.symbol ?? shortenAddress(row.asset)} />,
};

/** A transfer as one line; with `seenFrom` its direction is marked. */
export const transferColumns = (seenFrom: string | null): readonly Column<TransferRow>[] => [
  ...(seenFrom
    ? [
        {
          id: 'direction',
          title: <span className="visually-hidden">Direction</span>,
          width: '26px',
          cell: (row: TransferRow) => <Direction row={row} seenFrom={seenFrom} />,
        },
      ]
    : []),
  {
    id: 'time',
    title: 'Time (UTC)',
    width: '132px',
    cell: (row) => <span className={row.time ? 'time' : 'is-unknown'}>{formatTime(row.time)}</span>,
  },
  {
    id: 'from',
    title: 'From',
    width: '106px',
    cell: (row) => <Party chain={row.chain} address={row.from} />,
  },
  { id: 'to', title: 'To', width: '106px', cell: (row) => <Party chain={row.chain} address={row.to} /> },
  {
    id: 'amount',
    title: 'Amount',
    width: 'minmax(110px, 190px)',
    end: true,
    cell: (row) => <Amount value={row.amount} unit={row.symbol ?? shortenAddress(row.asset)} />,
  },
  { id: 'usd', title: 'USD', width: '72px', end: true, cell: (row) => <Usd value={row.amountUsd} /> },
  {
    id: 'kind',
    title: 'Kind',
    width: 'minmax(58px, 0.5fr)',
    cell: (row) => (
      <span className="ellipsis" title={row.method ?? row.kind}>
        {row.kind}
        {row.success === false && <span className="is-caution"> failed</span>}
      </span>
    ),
  },
  {
    id: 'tx',
    title: 'Transaction',
    width: '106px',
    cell: (row) => (
      <span className="mono" title={row.txHash}>
        {shortenAddress(row.txHash)}
      </span>
    ),
  },
  {
    id: 'source',
    title: 'Original',
    width: 'minmax(94px, 1fr)',
    cell: (row) => (
      <span className="ellipsis muted" title={`${row.fileName}, line ${row.line}`}>
        {row.line} · {row.fileName}
      </span>
    ),
  },
];
