import { useId } from 'react';
import type { WhaleMap } from '#contract/replay.ts';
import { Usd } from '../../../ui/Amount.tsx';
import { countOf, formatTime } from '../../../ui/format.ts';
import { showRows } from '../../../workspace/store.ts';
import { toSeconds } from '../../../workspace/time-frame.ts';
import { crossingKey } from '../crossing.ts';
import { CrossingLine } from './CrossingLine.tsx';
import { Crossings } from './Crossings.tsx';

const width = 1000;
const laneHeight = 74;
const laneTop = 26;

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
      {/* biome-ignore lint/a11y/useSemanticElements: the crossings in this picture are buttons */}
      <svg
        className="lane-picture"
        viewBox={`0 0 ${width} ${lanes.length * laneHeight}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={`${countOf(lanes.length, 'chain')} from ${formatTime(map.from)} to ${formatTime(map.at)} UTC with ${countOf(drawn.length, 'crossing')}`}
      >
        <defs>
          <marker id={arrow} markerWidth="7" markerHeight="7" refX="6" refY="3" orient="auto">
            <path d="M0 0 L6 3 L0 6 z" className="lane-arrow" />
          </marker>
        </defs>
        {lanes.map((lane, i) => (
          <Lane key={lane.chain} parts={lane.parts} top={i * laneHeight} />
        ))}
        {drawn.map((one, place) => (
          <CrossingLine
            key={crossingKey(one)}
            crossing={one}
            tabIndex={place === 0 ? 0 : -1}
            x1={x(one.sentAt)}
            x2={x(one.receivedAt)}
            y1={middle(one.fromChain)}
            y2={middle(one.toChain)}
            arrow={arrow}
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

function Lane({ parts, top }: { readonly parts: readonly number[]; readonly top: number }) {
  const most = Math.max(1, ...parts);
  const bar = width / parts.length;
  return (
    <g>
      <rect className="lane-ground" x={0} y={top + laneTop - 14} width={width} height={laneHeight - 20} />
      {parts.map((count, place) => {
        if (count === 0) return null;
        const height = Math.max(1.5, 46 * Math.sqrt(count / most));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place
            key={place}
            className="lane-bar"
            x={place * bar}
            y={top + laneTop + 36 - height}
            width={Math.max(1, bar - Math.min(1.5, bar * 0.15))}
            height={height}
          >
            <title>{countOf(count, 'transfer')}</title>
          </rect>
        );
      })}
    </g>
  );
}
