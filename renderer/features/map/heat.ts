import type { Instant } from '#contract/common.ts';
import type { WhaleMap } from '#contract/replay.ts';
import { toInstant, toSeconds } from '../../workspace/time-frame.ts';

const HOUR = 3600;
const DAY = 86_400;

/** One hour of the grid. `null` where it lies outside what was asked for: that is not the same as no transfer. */
export type HeatCell = number | null;
export interface HeatDay {
  /** Midnight, UTC. */
  readonly day: Instant;
  readonly hours: readonly HeatCell[];
}

/** Transfers by day and hour from one instant to another, the latest day first; of one chain, or of all together. */
export function heatDays(
  heat: WhaleMap['heat'],
  from: Instant,
  at: Instant,
  chain: string | null,
): HeatDay[] {
  const counts = new Map<number, number>();
  for (const cell of heat) {
    if (chain !== null && cell.chain !== chain) continue;
    const hour = toSeconds(cell.at);
    counts.set(hour, (counts.get(hour) ?? 0) + cell.transfers);
  }
  const first = Math.floor(toSeconds(from) / HOUR) * HOUR;
  const last = Math.floor(toSeconds(at) / HOUR) * HOUR;
  const days: HeatDay[] = [];
  for (let day = Math.floor(last / DAY) * DAY; day > first - DAY; day -= DAY)
    days.push({
      day: toInstant(day),
      hours: Array.from({ length: 24 }, (_, hour) => {
        const cell = day + hour * HOUR;
        return cell < first || cell > last ? null : (counts.get(cell) ?? 0);
      }),
    });
  return days;
}

/** How dark a cell is, 0–1: by the root, so that quiet hours stay visible beside bursts. */
export const heatShade = (count: number, most: number): number =>
  most === 0 || count === 0 ? 0 : 0.12 + 0.88 * Math.sqrt(count / most);
