import type { Town } from '../background/town.ts';
import { keyOf, type Neutral } from '../define.ts';
import { END, type Row, START } from '../world.ts';

const HOPS = 6;

/**
 * Whom money of a mixer or a sanctioned account reached, and who sent it there, within a few hops forward in time and
 * without passing through a service: exposed by the letter, planted or not.
 */
export function exposures(town: Town, rows: readonly Row[]): Neutral[] {
  const services = new Set([
    ...town.exchanges.flatMap((exchange) =>
      [exchange.hot, exchange.cold, ...exchange.deposits.values()].map(keyOf),
    ),
    ...[...town.pools.map((pool) => pool.account), ...town.merchants].map(keyOf),
    ...[...Object.values(town.routers), ...Object.values(town.bridges)].map(keyOf),
  ]);
  const of = (detector: string, sources: readonly string[]): Neutral => ({
    detectors: [detector],
    accounts: [...reached(rows, sources, services), ...reached(mirrored(rows), sources, services)].sort(),
    start: START,
    end: END,
    why: 'connected with the listed account',
  });
  return [
    of('mixer-exposure', Object.values(town.mixers).map(keyOf)),
    of('sanctions-exposure', town.sanctioned.map(keyOf)),
  ];
}

/** Time and direction turned round: what flows into a place is what flows out of it backwards. */
const mirrored = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, from: row.to, to: row.from, time: -row.time })).reverse();

function reached(
  rows: readonly Row[],
  sources: readonly string[],
  services: ReadonlySet<string>,
): Set<string> {
  const hops = new Map<string, number>(sources.map((key) => [key, 0]));
  for (const row of rows) {
    const from = `${row.chain}:${row.from}`;
    const depth = hops.get(from);
    const to = `${row.chain}:${row.to}`;
    if (depth === undefined || depth >= HOPS || services.has(from)) continue;
    hops.set(to, Math.min(hops.get(to) ?? HOPS, depth + 1));
  }
  return new Set(hops.keys());
}
