import { ArrowRight } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { GraphEdge } from '#contract/graph.ts';
import type { WhaleMap } from '#contract/replay.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { countOf, formatCount, formatUsd, shortenAddress } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { type Column, Table, type TableHandle } from '../../../ui/Table.tsx';
import { splitNodeId } from '../../../workspace/selection.ts';
import { openInGraph, select, showRows, useWorkspace } from '../../../workspace/store.ts';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { useTableKeys } from '../../../workspace/use-table-keys.ts';
import { useMap } from '../store.ts';

type Holder = WhaleMap['holders'][number];

/** The same as the network, as a table: every number of it leads to its rows. */
export function Lists({ map }: { readonly map: WhaleMap }) {
  const list = useMap((s) => s.list);
  return (
    <div className="map-lists">
      <Segments
        label="Listed beside the map"
        value={list}
        options={[
          { id: 'holders', label: `Holders ${formatCount(map.holders.length)}` },
          { id: 'flows', label: `Flows ${formatCount(map.flows.length)}` },
        ]}
        onChange={(next) => useMap.setState({ list: next })}
      />
      {list === 'holders' ? <Holders map={map} /> : <Flows map={map} />}
    </div>
  );
}

function holderColumns(map: WhaleMap): readonly Column<Holder>[] {
  return [
    {
      id: 'rank',
      title: '',
      width: '30px',
      end: true,
      cell: (_, i) => <span className="muted">{i + 1}</span>,
    },
    {
      id: 'holder',
      title: 'Holder',
      width: 'minmax(84px, 1fr)',
      cell: (row) => (
        <span className="map-two">
          <span className="ellipsis">
            {row.tags[0] ? (
              `◆ ${row.tags[0].label}`
            ) : (
              <span className="mono">{shortenAddress(row.address)}</span>
            )}
          </span>
          <span className="muted">
            {row.tags[0] && <span className="mono">{shortenAddress(row.address)} </span>}
            {row.chain}
          </span>
        </span>
      ),
    },
    {
      id: 'value',
      title: 'Holds',
      width: '126px',
      end: true,
      help: 'What the imported rows up to the instant add up to, not the state of a chain',
      cell: (row) => {
        const top = row.holdings[0];
        return (
          <button
            type="button"
            className="number-link map-two"
            title={row.holdings
              .map(
                (h) =>
                  `${h.amount ?? 'unknown'} ${h.symbol ?? h.asset}${h.valueUsd === null ? '' : ` = ${formatUsd(h.valueUsd)}`}`,
              )
              .join('\n')}
            onClick={(event) => {
              event.stopPropagation();
              showRows({
                title: `Transfers of ${row.tags[0]?.label ?? shortenAddress(row.address)}`,
                chain: row.chain,
                address: row.address,
                ...(map.asset ? { asset: map.asset.asset } : {}),
                to: map.at,
                framed: false,
              });
            }}
          >
            <span>
              {map.asset === null ? (
                <Usd value={row.valueUsd} />
              ) : (
                <Amount value={top?.amount} unit={top?.symbol ?? null} />
              )}
            </span>
            <span className="muted">
              {map.asset === null ? (
                top && <Amount value={top.amount} unit={top.symbol ?? top.asset} />
              ) : row.valueUsd === null ? (
                ''
              ) : (
                <Usd value={row.valueUsd} />
              )}
            </span>
          </button>
        );
      },
    },
  ];
}

function Holders({ map }: { readonly map: WhaleMap }) {
  const selection = useWorkspace((s) => s.selection);
  const rows = useArrayRows(map.holders);
  const columns = useMemo(() => holderColumns(map), [map]);
  const table = useRef<TableHandle>(null);
  useTableKeys(table);
  return (
    <Table
      ref={table}
      label="Largest holders"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={40}
      activeKey={selection?.kind === 'address' ? `${selection.chain}:${selection.address}` : null}
      onActivate={({ chain, address }) => select({ kind: 'address', chain, address })}
      onOpen={({ chain, address }) => openInGraph({ kind: 'address', chain, address })}
      empty={
        <EmptyState title="No holder is known" compact>
          By the rows up to this instant no address received more than it sent of anything whose amount is
          known.
        </EmptyState>
      }
    />
  );
}

/** The label of an end of a flow, or its address. */
function End({ id, labels }: { readonly id: string; readonly labels: ReadonlyMap<string, string> }) {
  const { chain, address } = splitNodeId(id);
  const label = labels.get(id);
  return (
    <span className={label ? 'ellipsis' : 'mono'} title={`${chain} ${address}`}>
      {label ? `◆ ${label}` : shortenAddress(address)}
    </span>
  );
}

function flowColumns(map: WhaleMap): readonly Column<GraphEdge>[] {
  const labels = new Map(
    [...map.holders, ...map.others].flatMap(({ id, tags }) =>
      tags[0] ? [[id, tags[0].label] as const] : [],
    ),
  );
  return [
    {
      id: 'flow',
      title: 'From and to',
      width: 'minmax(100px, 1fr)',
      cell: (row) => (
        <span className="map-two">
          <End id={row.source} labels={labels} />
          <span className="ellipsis">
            <ArrowRight size={11} aria-label="to" /> <End id={row.target} labels={labels} />
          </span>
        </span>
      ),
    },
    {
      id: 'amount',
      title: 'Moved',
      width: 'minmax(100px, 0.9fr)',
      end: true,
      cell: (row) => (
        <button
          type="button"
          className="number-link map-two"
          title={countOf(row.count, 'transfer')}
          onClick={(event) => {
            event.stopPropagation();
            const { chain, address } = splitNodeId(row.source);
            showRows({
              title: `${row.symbol} from ${shortenAddress(address)} to ${shortenAddress(splitNodeId(row.target).address)}`,
              chain,
              address,
              counterparty: splitNodeId(row.target).address,
              asset: row.asset,
              direction: 'out',
              from: map.from,
              to: map.at,
              framed: false,
            });
          }}
        >
          <span>
            <Amount value={row.amount} unit={row.symbol} />
          </span>
          <span className="muted">
            {row.amountUsd === null ? 'no price' : formatUsd(row.amountUsd)} · {formatCount(row.count)}×
          </span>
        </button>
      ),
    },
  ];
}

function Flows({ map }: { readonly map: WhaleMap }) {
  const selection = useWorkspace((s) => s.selection);
  const rows = useArrayRows(map.flows);
  const columns = useMemo(() => flowColumns(map), [map]);
  const table = useRef<TableHandle>(null);
  useTableKeys(table);
  const activeKey =
    selection?.kind === 'edge'
      ? `${selection.chain}:${selection.from}>${selection.chain}:${selection.to}>${selection.asset}`
      : null;
  const activate = (row: GraphEdge) => {
    const { chain, address } = splitNodeId(row.source);
    select({ kind: 'edge', chain, from: address, to: splitNodeId(row.target).address, asset: row.asset });
  };
  return (
    <Table
      ref={table}
      label="Largest flows"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={40}
      activeKey={activeKey}
      onActivate={activate}
      onOpen={(row) => openInGraph({ kind: 'address', ...splitNodeId(row.source) })}
      empty={
        <EmptyState title="Nothing flowed" compact>
          No transfer from one address to another lies in the stretch before this instant. Choose a longer
          one.
        </EmptyState>
      }
    />
  );
}
