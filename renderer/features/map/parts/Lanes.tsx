import { useId } from 'react';
import type { WhaleMap } from '#contract/replay.ts';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { countOf, formatCount, formatTime, shortenAddress, shownOf } from '../../../ui/format.ts';
import { select, showRows } from '../../../workspace/store.ts';
import { toSeconds } from '../../../workspace/time-frame.ts';

const width = 1000;
const laneHeight = 74;
const laneTop = 26;
const bars = 96;

type Crossing = WhaleMap['crossings'][number];

/** Each chain as a lane through the stretch, and what crossed from one to another over a bridge. */
export function Lanes({ map }: { readonly map: WhaleMap }) {
  const arrow = useId();
  const begin = toSeconds(map.from);
  const end = Math.max(begin + 1, toSeconds(map.at));
  const x = (at: string) => Math.min(1, Math.max(0, (toSeconds(at) - begin) / (end - begin))) * width;
  const lanes = [...map.lanes].sort((a, b) => b.transfers - a.transfers || (a.chain < b.chain ? -1 : 1));
  const laneOf = new Map(lanes.map(({ chain }, i) => [chain, i]));
  const middle = (chain: string) => (laneOf.get(chain) ?? 0) * laneHeight + laneTop + 20;
  const drawn = map.crossings.filter(
    ({ fromChain, toChain }) => laneOf.has(fromChain) && laneOf.has(toChain),
  );
  if (lanes.length === 0)
    return <p className="map-none muted">No transfer lies in the stretch before this instant.</p>;
  return (
    <section className="map-lanes" aria-label="Chains side by side">
      <div className="lane-labels">
        {lanes.map((lane) => (
          <div key={lane.chain} className="lane-label" style={{ height: laneHeight }}>
            <b>{lane.chain}</b>
            <button
              type="button"
              className="number-link"
              onClick={() =>
                showRows({
                  title: `Transfers on ${lane.chain}`,
                  chain: lane.chain,
                  from: map.from,
                  to: map.at,
                  framed: false,
                })
              }
            >
              {countOf(lane.transfers, 'transfer')}
            </button>
            <span className="muted">
              {countOf(lane.accounts, 'address', 'addresses')} · <Usd value={lane.amountUsd} />
            </span>
          </div>
        ))}
      </div>
      <svg
        className="lane-picture"
        viewBox={`0 0 ${width} ${lanes.length * laneHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${countOf(lanes.length, 'chain')} from ${formatTime(map.from)} to ${formatTime(map.at)} UTC with ${countOf(drawn.length, 'crossing')}`}
      >
        <defs>
          <marker id={arrow} markerWidth="7" markerHeight="7" refX="6" refY="3" orient="auto">
            <path d="M0 0 L6 3 L0 6 z" className="lane-arrow" />
          </marker>
        </defs>
        {lanes.map((lane, i) => (
          <Lane key={lane.chain} map={map} chain={lane.chain} top={i * laneHeight} begin={begin} end={end} />
        ))}
        {drawn.map((one) => (
          <line
            key={keyOf(one)}
            className="lane-crossing"
            x1={x(one.sentAt)}
            x2={x(one.receivedAt)}
            y1={middle(one.fromChain)}
            y2={middle(one.toChain)}
            markerEnd={`url(#${arrow})`}
          />
        ))}
      </svg>
      <div className="lane-axis muted">
        <span>{formatTime(map.from)}</span>
        <span>{formatTime(map.at)} UTC</span>
      </div>
      <Crossings map={map} />
    </section>
  );
}

const keyOf = (one: Crossing): string =>
  `${one.address}${one.sentAt}${one.receivedAt}${one.fromChain}${one.toChain}${one.symbol}${one.sent}`;

function Lane({
  map,
  chain,
  top,
  begin,
  end,
}: {
  readonly map: WhaleMap;
  readonly chain: string;
  readonly top: number;
  readonly begin: number;
  readonly end: number;
}) {
  // Hours are gathered where there are more of them than bars fit.
  const hours = Math.max(1, Math.ceil((end - begin) / 3600 / bars));
  const counts = new Map<number, number>();
  for (const cell of map.heat) {
    if (cell.chain !== chain || toSeconds(cell.at) + 3600 <= begin) continue;
    const place = Math.floor((toSeconds(cell.at) - begin) / (3600 * hours));
    counts.set(place, (counts.get(place) ?? 0) + cell.transfers);
  }
  const most = Math.max(1, ...counts.values());
  const bar = ((3600 * hours) / (end - begin)) * width;
  return (
    <g>
      <rect className="lane-ground" x={0} y={top + laneTop - 14} width={width} height={laneHeight - 20} />
      {[...counts].map(([place, count]) => {
        const height = Math.max(1.5, 46 * Math.sqrt(count / most));
        const from = Math.max(0, place * bar);
        const to = Math.min(width, (place + 1) * bar);
        return (
          <rect
            key={place}
            className="lane-bar"
            x={from}
            y={top + laneTop + 36 - height}
            width={Math.max(1, to - from - Math.min(1.5, bar * 0.15))}
            height={height}
          >
            <title>{countOf(count, 'transfer')}</title>
          </rect>
        );
      })}
    </g>
  );
}

function Crossings({ map }: { readonly map: WhaleMap }) {
  if (map.crossings.length === 0)
    return (
      <p className="muted map-none">
        {map.lanes.length < 2
          ? 'Rows of one chain alone lie in this stretch: nothing in them crosses to another.'
          : 'No bridge crossing is stated by the rows of this stretch.'}{' '}
        A crossing is stated only where one address pays a labelled bridge on one chain and is paid by a
        labelled bridge on another within six hours, in assets of one symbol.
      </p>
    );
  return (
    <div className="lane-crossings">
      <h3>
        Bridge crossings{' '}
        <span className="muted">{shownOf(map.crossings.length, map.crossingsTotal, 'crossing')}</span>
      </h3>
      <table className="positions">
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">From</th>
            <th scope="col">Sent</th>
            <th scope="col">To</th>
            <th scope="col">Received</th>
          </tr>
        </thead>
        <tbody>
          {map.crossings.map((one) => (
            <tr key={keyOf(one)}>
              <th scope="row">
                <button
                  type="button"
                  className="address-link mono"
                  title={one.address}
                  onClick={() => select({ kind: 'address', chain: one.fromChain, address: one.address })}
                >
                  {shortenAddress(one.address)}
                </button>
              </th>
              <td>
                {one.fromChain} {formatTime(one.sentAt)}
              </td>
              <td>
                <RowsLink crossing={one} side="sent" />
              </td>
              <td>
                {one.toChain} {formatTime(one.receivedAt)}
              </td>
              <td>
                <RowsLink crossing={one} side="received" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {map.crossingsTotal > map.crossings.length && (
        <p className="muted">
          {formatCount(map.crossingsTotal - map.crossings.length)} more are not listed; show more above or
          choose a shorter stretch.
        </p>
      )}
    </div>
  );
}

function RowsLink({ crossing, side }: { readonly crossing: Crossing; readonly side: 'sent' | 'received' }) {
  const at = side === 'sent' ? crossing.sentAt : crossing.receivedAt;
  const chain = side === 'sent' ? crossing.fromChain : crossing.toChain;
  return (
    <button
      type="button"
      className="number-link"
      onClick={() =>
        showRows({
          title: `${side === 'sent' ? 'Sent to' : 'Received from'} a bridge by ${shortenAddress(crossing.address)}`,
          chain,
          address: crossing.address,
          direction: side === 'sent' ? 'out' : 'in',
          from: at,
          to: at,
          framed: false,
        })
      }
    >
      <Amount value={crossing[side]} unit={crossing.symbol} />
    </button>
  );
}
