import type { Neutral } from '../define.ts';
import type { Row } from '../world.ts';

/** From so many transfers on, equal intervals are no accident. */
const ENOUGH = 6;
const EVEN = 0.2;

/**
 * Pairs whose whole dealings in one asset keep an even interval (coefficient of variation under 0.2), planted or not:
 * regular by the letter, a market maker's deposits or a shop's takings for instance.
 */
export function regularPayments(rows: readonly Row[]): Neutral[] {
  const series = new Map<string, { accounts: string[]; times: number[] }>();
  for (const row of rows) {
    if (!row.success) continue;
    const accounts = [`${row.chain}:${row.from}`, `${row.chain}:${row.to}`];
    const key = `${accounts.join()} ${row.asset.id}`;
    const known = series.get(key);
    if (known) known.times.push(row.time);
    else series.set(key, { accounts, times: [row.time] });
  }
  return [...series.values()]
    .filter(({ times }) => times.length >= ENOUGH && variation(times) < EVEN)
    .map(({ accounts, times }) => ({
      detectors: ['periodic-transfer'],
      accounts,
      start: times[0]!,
      end: times.at(-1)!,
      why: 'pays at even intervals',
    }));
}

/** Coefficient of variation of the gaps between times in order. */
function variation(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (mean === 0) return Number.POSITIVE_INFINITY;
  const square = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return Math.sqrt(square) / mean;
}
