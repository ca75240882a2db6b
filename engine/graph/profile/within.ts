import type { EntityFacts } from '#contract/entities.ts';
import { MOVES } from '../../detectors/ledger/columns.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { ExactSum } from '../index/amounts.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { assetNamed } from './asset-rows.ts';
import type { Party } from './party.ts';

/** What members of a party moved from one to another, by asset; those of most rows first. */
export function* within(
  index: GraphIndex,
  party: Party,
  rows: Int32Array,
  most: number,
): Steps<EntityFacts['within']> {
  const { kind, from, to, asset, usd, amounts, assets } = index.rows;
  const sums = new Map<number, { exact: ExactSum; known: boolean; transfers: number; usd: number | null }>();
  let unpriced = 0;
  const take = (row: number): void => {
    if ((kind[row]! & MOVES) === 0 || !party.has(from[row]!) || !party.has(to[row]!)) return;
    let sum = sums.get(asset[row]!);
    if (!sum) {
      sum = { exact: new ExactSum(amounts), known: true, transfers: 0, usd: null };
      sums.set(asset[row]!, sum);
    }
    sum.transfers += 1;
    if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) sum.known = false;
    else sum.exact.add(row, 1);
    const value = usd[row]!;
    if (Number.isNaN(value)) unpriced += 1;
    else sum.usd = (sum.usd ?? 0) + value;
  };
  yield* inSlices(rows.length, (low, high) => {
    for (let place = low; place < high; place += 1) take(rows[place]!);
  });
  const all = [...sums].sort(([a, left], [b, right]) => right.transfers - left.transfers || a - b);
  return {
    transfers: all.reduce((count, [, { transfers }]) => count + transfers, 0),
    usd: all.reduce<number | null>(
      (sum, [, { usd: value }]) => (value === null ? sum : (sum ?? 0) + value),
      null,
    ),
    unpriced,
    assets: all.slice(0, most).map(([of, { exact, known, transfers, usd: value }]) => ({
      ...assetNamed(index, party, of),
      transfers,
      // units of different tokens, where rows name none, add up to nothing
      amount: known && of < assets.length - 1 ? amounts.text(exact.value()) : null,
      usd: value,
    })),
    assetsTotal: all.length,
  };
}
