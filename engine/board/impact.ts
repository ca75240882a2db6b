import type { BoardQuery, Impact } from '#contract/board.ts';
import { MOVES } from '../detectors/ledger/columns.ts';
import { inSlices, politely, type Steps } from '../detectors/ledger/steps.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { type PriceBook, pricesOf } from '../graph/index/prices.ts';
import { type Frame, frameOf } from './frame.ts';

/** Pairs from which on a correlation is told. */
const LEAST_PAIRS = 10;

interface Activity {
  transfers: number;
  usd: number;
}

function* activityIn(index: GraphIndex, frame: Frame): Steps<Map<number, Activity>[]> {
  const { asset, kind, usd, micros, assets } = index.rows;
  const activity = assets.map(() => new Map<number, Activity>());
  yield* inSlices(frame.high - frame.low, (low, high) => {
    for (let row = frame.low + low; row < frame.low + high; row += 1) {
      if ((kind[row]! & MOVES) === 0) continue;
      const buckets = activity[asset[row]!]!;
      const bucket = frame.bucket(micros[row]!);
      let one = buckets.get(bucket);
      if (!one) {
        one = { transfers: 0, usd: Number.NaN };
        buckets.set(bucket, one);
      }
      one.transfers += 1;
      const value = usd[row]!;
      if (!Number.isNaN(value)) one.usd = (Number.isNaN(one.usd) ? 0 : one.usd) + value;
    }
  });
  return activity;
}

/** What assets moved in equal stretches, beside the price at the end of each and its change in the one after. */
export async function impact(
  index: GraphIndex,
  query: BoardQuery,
  pause: () => Promise<void>,
): Promise<Impact> {
  const frame = frameOf(index, query);
  const prices = await pricesOf(index);
  const activity = await politely(activityIn(index, frame), pause);
  const moved = activity.map((buckets) =>
    [...buckets.values()].reduce((sum, one) => sum + (Number.isNaN(one.usd) ? 0 : one.usd), 0),
  );
  const priced = prices.priced().filter((asset) => activity[asset]!.size > 0);
  const chosen = priced.sort((a, b) => moved[b]! - moved[a]! || a - b).slice(0, query.limit);
  return {
    bucketSeconds: frame.bucketSeconds,
    assets: chosen.map((asset) => assetImpact(index, prices, frame, asset, activity[asset]!)),
    shown: chosen.length,
    total: priced.length,
  };
}

function assetImpact(
  index: GraphIndex,
  prices: PriceBook,
  frame: Frame,
  asset: number,
  activity: Map<number, Activity>,
): Impact['assets'][number] {
  const end = (bucket: number) => (bucket + 1) * frame.bucketSeconds * 1e6 - 1;
  /** The last price of a stretch; an older one says nothing of it. */
  const priceIn = (bucket: number) => {
    const price = prices.at(asset, end(bucket));
    return price !== null && frame.bucket(price.micros) === bucket ? price.usd : null;
  };
  const buckets = [...activity]
    .sort(([a], [b]) => a - b)
    .map(([bucket, { transfers, usd }]) => {
      const now = priceIn(bucket);
      const later = priceIn(bucket + 1);
      return {
        at: frame.start(bucket),
        transfers,
        movedUsd: Number.isNaN(usd) ? null : usd,
        priceUsd: now,
        laterChange: now === null || later === null ? null : later / now - 1,
      };
    });
  const pairs = buckets.flatMap(({ movedUsd, laterChange }) =>
    movedUsd === null || laterChange === null ? [] : [[movedUsd, laterChange] as const],
  );
  const { chain, asset: name, symbol } = index.rows.assets[asset]!;
  return {
    chain,
    asset: name,
    symbol,
    pairs: pairs.length,
    correlation: pairs.length < LEAST_PAIRS ? null : spearman(pairs),
    buckets,
  };
}

/** Spearman's rank correlation, ties at their middle rank; null where one side does not vary. */
export function spearman(pairs: readonly (readonly [number, number])[]): number | null {
  const ranks = (values: readonly number[]): number[] => {
    const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
    const rank = new Array<number>(values.length);
    for (let low = 0; low < order.length; ) {
      let high = low + 1;
      while (high < order.length && values[order[high]!] === values[order[low]!]) high += 1;
      for (let at = low; at < high; at += 1) rank[order[at]!] = (low + high - 1) / 2;
      low = high;
    }
    return rank;
  };
  const a = ranks(pairs.map(([x]) => x));
  const b = ranks(pairs.map(([, y]) => y));
  const middle = (pairs.length - 1) / 2;
  let both = 0;
  let left = 0;
  let right = 0;
  for (let at = 0; at < pairs.length; at += 1) {
    const x = a[at]! - middle;
    const y = b[at]! - middle;
    both += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? null : both / Math.sqrt(left * right);
}
