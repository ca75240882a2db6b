import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import type { Instant } from '#contract/common.ts';
import type { WhaleMap } from '#contract/replay.ts';
import { countOf, formatCount, formatDay, formatTime } from '../../../ui/format.ts';
import { setFrame, showRows } from '../../../workspace/store.ts';
import { toInstant, toSeconds } from '../../../workspace/time-frame.ts';
import { heatDays, heatShade } from '../heat.ts';

const HOUR = 3600;

/** Transfers by day and hour; a cell opens its rows, its day narrows the timeline. */
export function Activity({ map, from }: { readonly map: WhaleMap; readonly from: Instant | null }) {
  const chains = [...new Set(map.heat.map(({ chain }) => chain))].sort();
  const [chosen, setChosen] = useState<string | null>(null);
  const chain = chosen !== null && chains.includes(chosen) ? chosen : null;
  const [focus, setFocus] = useState<{ row: number; hour: number }>({ row: 0, hour: 0 });
  const start = map.heat[0]?.at ?? map.from;
  const first = from !== null && toSeconds(from) > toSeconds(start) ? from : start;
  const days = heatDays(map.heat, first, map.at, chain);
  const most = Math.max(0, ...days.flatMap((day) => day.hours.map((cell) => cell ?? 0)));
  const total = days.reduce((sum, day) => sum + day.hours.reduce<number>((s, cell) => s + (cell ?? 0), 0), 0);
  const open = (day: Instant, hour: number) => {
    const begin = toSeconds(day) + hour * HOUR;
    showRows({
      title: `Transfers of ${formatTime(toInstant(begin))}, one hour`,
      ...(chain ? { chain } : {}),
      from: toInstant(begin),
      to: `${toInstant(begin + HOUR - 1).slice(0, -1)}.999999Z`,
      framed: false,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    }[event.key];
    if (!move || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const row = Math.min(days.length - 1, Math.max(0, focus.row + move[0]!));
    const hour = Math.min(23, Math.max(0, focus.hour + move[1]!));
    setFocus({ row, hour });
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${row}-${hour}"]`)?.focus();
  };
  if (map.heat.length === 0)
    return (
      <p className="map-none muted">
        No dated transfer lies in the week before {formatTime(map.at)} UTC. Move the playhead or the span.
      </p>
    );
  return (
    <section className="map-activity" aria-label="Activity by hour">
      <div className="map-activity-head">
        <span>
          {countOf(total, 'transfer')} from {formatTime(first)} to {formatTime(map.at)} UTC, each cell one
          hour
        </span>
        {chains.length > 1 && (
          <label className="inline-field">
            Chain
            <select
              className="input"
              value={chain ?? ''}
              onChange={(event) => setChosen(event.target.value || null)}
            >
              <option value="">all {chains.length}</option>
              {chains.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="map-scale muted" aria-hidden="true">
          0{' '}
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <i key={share} style={{ '--heat': heatShade(share * most, most) } as CSSProperties} />
          ))}{' '}
          {formatCount(most)}
        </span>
      </div>
      <table className="heat" onKeyDown={onKeyDown}>
        <caption className="visually-hidden">Transfers by day and hour, UTC</caption>
        <thead>
          <tr>
            <th scope="col">Day, UTC</th>
            {Array.from({ length: 24 }, (_, hour) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hours are what they are
              <th key={hour} scope="col">
                {String(hour).padStart(2, '0')}
              </th>
            ))}
            <th scope="col" className="heat-sum">
              Day
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, hours: cells }, row) => (
            <tr key={day}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  title="Sets the time span to this day"
                  onClick={() => setFrame({ from: day, to: toInstant(toSeconds(day) + 86_399) })}
                >
                  {formatDay(day)}
                </button>
              </th>
              {cells.map((cell, hour) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: hours are what they are
                <td key={hour}>
                  {cell === null ? (
                    <span className="heat-outside" title="outside the stretch shown" />
                  ) : (
                    <button
                      type="button"
                      className="heat-cell"
                      data-cell={`${row}-${hour}`}
                      tabIndex={row === focus.row && hour === focus.hour ? 0 : -1}
                      style={{ '--heat': heatShade(cell, most) } as CSSProperties}
                      aria-label={`${formatDay(day)} ${String(hour).padStart(2, '0')}:00, ${countOf(cell, 'transfer')}`}
                      title={`${formatDay(day)} ${String(hour).padStart(2, '0')}:00 UTC · ${countOf(cell, 'transfer')}`}
                      onFocus={() => setFocus({ row, hour })}
                      onClick={() => open(day, hour)}
                    />
                  )}
                </td>
              ))}
              <td className="heat-sum">
                {formatCount(cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
