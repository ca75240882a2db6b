import type { BalanceCurve } from '#contract/whales.ts';
import { instant } from '../../detectors/ledger/instant.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { instantOrNull } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { firstNotBefore } from '../index/stable-order.ts';
import { type AssetRows, assetNamed, RunningBalance } from './asset-rows.ts';
import { type Party, signIn } from './party.ts';

/**
 * The exact balance of an asset after each change in a range; `rows` are those from the beginning of history. Of more
 * changes than `points`, those are kept that are first, smallest, largest or last in one of equally many stretches.
 */
export function* balanceCurve(
  index: GraphIndex,
  party: Party,
  { asset, rows }: AssetRows,
  range: RowRange,
  points: number,
): Steps<BalanceCurve> {
  const { micros, amounts, timed } = index.rows;
  const begin = firstNotBefore(rows, 0, rows.length, range.low);
  const end = firstNotBefore(rows, begin, rows.length, Math.min(range.high, timed));
  const before = new RunningBalance(index, party);
  yield* inSlices(begin, (low, high) => {
    for (let place = low; place < high; place += 1) before.add(rows[place]!);
  });
  const opening = before.value();
  const running = new RunningBalance(index, party);
  const changes: number[] = [];
  const after: number[] = [];
  let sum = opening === null ? 0 : amounts.asDouble(opening);
  if (opening !== null)
    yield* inSlices(end - begin, (low, high) => {
      for (let place = begin + low; place < begin + high; place += 1) {
        const row = rows[place]!;
        if (!running.add(row)) continue;
        sum += signIn(index.rows, party, row) * amounts.double(row);
        changes.push(place);
        after.push(sum);
      }
    });
  const kept = thinned(after, points);
  const exact = new RunningBalance(index, party);
  const told: BalanceCurve['points'] = [];
  let next = begin;
  for (const at of kept) {
    const until = changes[at]! + 1;
    const from = next;
    yield* inSlices(until - from, (low, high) => {
      for (let place = from + low; place < from + high; place += 1) exact.add(rows[place]!);
    });
    next = until;
    told.push({
      at: instant(micros[rows[until - 1]!]!),
      amount: amounts.text((opening ?? 0n) + (exact.value() ?? 0n)),
    });
  }
  const unknownRow = opening === null ? before.unknownRow : running.unknownRow;
  return {
    ...assetNamed(index, party, asset),
    points: told,
    shown: kept.length,
    total: changes.length,
    opening: opening === null ? null : amounts.text(opening),
    unknownFrom: unknownRow < 0 ? null : instantOrNull(micros[unknownRow]),
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
