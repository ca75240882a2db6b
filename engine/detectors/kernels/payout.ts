import { DAY, HOUR, type Ledger } from '../define.ts';

/** Why one account pays the same amounts again and again, without anything to hide. */
export type PayoutReason = 'on a schedule' | 'in one or two runs' | 'to each receiver once';

/** Pauses up to this lie within one run of payments. */
const RUN = 6 * HOUR;
/** Part of the usual pause by which one may differ; months do by less. */
const REGULAR = 0.15;

/**
 * Wages, staking rewards and vesting come in runs at regular intervals, subscriptions at regular intervals for each
 * receiver, airdrops in one run or two, prizes and starting aid to each receiver once. Gives the first of these that
 * most of the rows (of one sender, in time order) fit; null where none does.
 */
export function payoutReason(ledger: Ledger, rows: readonly number[]): PayoutReason | null {
  const { micros, to } = ledger.columns;
  const runs: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (micros[row]! - last > RUN) runs.push(micros[row]!);
    last = micros[row]!;
  }
  if (runs.length <= 2) return 'in one or two runs';
  if ((rows.length >= 3 * runs.length || runs.length >= 5) && regular(runs)) return 'on a schedule';
  const times = new Map<number, number[]>();
  for (const row of rows) {
    const known = times.get(to[row]!);
    if (!known) times.set(to[row]!, [micros[row]!]);
    else known.push(micros[row]!);
  }
  let scheduled = 0;
  for (const each of times.values()) if (each.length >= 3 && regular(each)) scheduled += each.length;
  if (scheduled >= 0.7 * rows.length) return 'on a schedule';
  return times.size >= 0.8 * rows.length ? 'to each receiver once' : null;
}

/**
 * Of what one account received, in time order, the rows that come on a schedule: at least five from one sender, at
 * regular intervals of half a day or more. They are the payer's doing and say nothing of the receiver's.
 */
export function scheduledReceipts(ledger: Ledger, rows: readonly number[]): Set<number> {
  const { from, micros } = ledger.columns;
  const bySender = new Map<number, number[]>();
  for (const row of rows) {
    const known = bySender.get(from[row]!);
    if (!known) bySender.set(from[row]!, [row]);
    else known.push(row);
  }
  const found = new Set<number>();
  for (const each of bySender.values())
    if (each.length >= 5 && regular(each.map((row) => micros[row]!))) for (const row of each) found.add(row);
  return found;
}

/** Pauses of half a day or more, four of five alike; up to two turns left out are no irregularity. */
function regular(times: readonly number[]): boolean {
  const gaps: number[] = [];
  for (let at = 1; at < times.length; at += 1) gaps.push(times[at]! - times[at - 1]!);
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  if (usual < DAY / 2) return false;
  const alike = gaps.filter((gap) => {
    const turns = Math.max(1, Math.min(3, Math.round(gap / usual)));
    return Math.abs(gap / usual - turns) <= REGULAR;
  });
  return alike.length >= 0.8 * gaps.length;
}
