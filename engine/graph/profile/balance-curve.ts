import type { Profile } from '#contract/whales.ts';
import { instant } from '../../detectors/ledger/instant.ts';
import { instantOrNull } from '../index/describe.ts';
import { type GraphIndex, type RowRange, signOf } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { firstNotBefore } from '../index/stable-order.ts';

type BalanceCurve = Profile['balances'][number];

/**
 * The exact balance of a holding after each change in a range. Of more changes than `points`, those are kept that are
 * first, smallest, largest or last in one of equally many stretches.
 */
export function balanceCurve(
  index: GraphIndex,
  holding: number,
  range: RowRange,
  points: number,
): BalanceCurve {
  const { start, rows, account, asset } = index.holdings;
  const { kind, micros, amounts, timed, names, assets } = index.rows;
  const own = account[holding]!;
  const begin = firstNotBefore(rows, start[holding]!, start[holding + 1]!, range.low);
  const end = firstNotBefore(rows, begin, start[holding + 1]!, Math.min(range.high, timed));
  const opening = index.balanceAtPlace(holding, begin);
  let unknownFrom: string | null = opening === null ? instantOrNull(micros[rows[begin] ?? 0]) : null;
  const changes: number[] = [];
  const after: number[] = [];
  let running = opening === null ? 0 : amounts.asDouble(opening);
  for (let place = begin; place < end && unknownFrom === null; place += 1) {
    const row = rows[place]!;
    const sign = signOf(index.rows, row, own);
    if (sign === 0) continue;
    if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) unknownFrom = instantOrNull(micros[row]);
    else {
      running += sign * amounts.double(row);
      changes.push(place);
      after.push(running);
    }
  }
  const kept = thinned(after, points);
  const named = assets[asset[holding]!]!;
  return {
    chain: named.chain === '' ? names.chain(own) : named.chain,
    asset: named.asset,
    symbol: named.symbol,
    points: kept.map((at) => ({
      at: instant(micros[rows[changes[at]!]!]!),
      amount: amounts.text(index.balanceAtPlace(holding, changes[at]! + 1)!),
    })),
    shown: kept.length,
    total: changes.length,
    opening: opening === null ? null : amounts.text(opening),
    unknownFrom,
  };
}

/** Places of at most `points` values: all, or first, smallest, largest and last of equal stretches. */
export function thinned(values: readonly number[], points: number): number[] {
  if (values.length <= points) return [...values.keys()];
  const stretches = Math.max(1, Math.floor(points / 4));
  const kept = new Set<number>();
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const low = Math.floor((stretch * values.length) / stretches);
    const high = Math.floor(((stretch + 1) * values.length) / stretches);
    let least = low;
    let most = low;
    for (let at = low; at < high; at += 1) {
      if (values[at]! < values[least]!) least = at;
      if (values[at]! > values[most]!) most = at;
    }
    for (const at of [low, least, most, high - 1]) kept.add(at);
  }
  return [...kept].sort((a, b) => a - b);
}
