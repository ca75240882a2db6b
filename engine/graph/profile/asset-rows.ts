import type { Holding } from '#contract/whales.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { ExactSum } from '../index/amounts.ts';
import { instantOrNull } from '../index/describe.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import type { PriceBook } from '../index/prices.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { type Party, signIn } from './party.ts';

/** The rows of one asset that name a party, in time. */
export interface AssetRows {
  readonly asset: number;
  readonly rows: Int32Array;
}

/** Rows by asset, at most so many assets: those of most rows first. Rows that name no asset stand for none. */
export function* byAsset(
  { rows: { asset, assets } }: GraphIndex,
  rows: Int32Array,
  most: number,
): Steps<{ listed: AssetRows[]; total: number }> {
  const count = new Int32Array(assets.length);
  yield* inSlices(rows.length, (low, high) => {
    for (let place = low; place < high; place += 1) count[asset[rows[place]!]!]! += 1;
  });
  const held: number[] = [];
  for (let of = 0; of < assets.length - 1; of += 1) if (count[of]! > 0) held.push(of);
  held.sort((a, b) => count[b]! - count[a]! || a - b);
  const listed = held.slice(0, most).map((of) => ({ asset: of, rows: new Int32Array(count[of]!) }));
  const into = new Map(listed.map((one) => [one.asset, { rows: one.rows, size: 0 }]));
  yield* inSlices(rows.length, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const one = into.get(asset[rows[place]!]!);
      if (!one) continue;
      one.rows[one.size] = rows[place]!;
      one.size += 1;
    }
  });
  return { listed, total: held.length };
}

/** Received less sent over rows of one asset, exact, in units of the index; from an unknown amount on there is none. */
export class RunningBalance {
  readonly #index: GraphIndex;
  readonly #party: Party;
  readonly #sum: ExactSum;
  /** The row whose amount is unknown; -1 while all are known. */
  unknownRow = -1;

  constructor(index: GraphIndex, party: Party) {
    this.#index = index;
    this.#party = party;
    this.#sum = new ExactSum(index.rows.amounts);
  }

  /** Whether the row changed the balance to a known one. */
  add(row: number): boolean {
    if (this.unknownRow >= 0) return false;
    const sign = signIn(this.#index.rows, this.#party, row);
    if (sign === 0) return false;
    if ((this.#index.rows.kind[row]! & UNKNOWN_AMOUNT) !== 0) {
      this.unknownRow = row;
      return false;
    }
    this.#sum.add(row, sign);
    return true;
  }

  value(): bigint | null {
    return this.unknownRow >= 0 ? null : this.#sum.value();
  }
}

/** What the rows of an asset add up to, at the price known at an instant. */
export function* holdingOf(
  index: GraphIndex,
  prices: PriceBook,
  party: Party,
  { asset: of, rows }: AssetRows,
  micros: number,
): Steps<Holding> {
  const running = new RunningBalance(index, party);
  yield* inSlices(rows.length, (low, high) => {
    for (let place = low; place < high; place += 1) running.add(rows[place]!);
  });
  const balance = running.value();
  const price = prices.at(of, micros);
  const { amounts } = index.rows;
  return {
    ...assetNamed(index, party, of),
    amount: balance === null ? null : amounts.text(balance),
    priceUsd: price?.usd ?? null,
    priceAt: price === null ? null : instantOrNull(price.micros),
    valueUsd: price === null || balance === null ? null : amounts.asDouble(balance) * price.usd,
  };
}

/** How the contract names an asset of a party. */
export function assetNamed({ rows: { assets, names } }: GraphIndex, party: Party, of: number) {
  const { chain, asset, symbol } = assets[of]!;
  return { chain: chain === '' ? names.chain(party.accounts[0]!) : chain, asset, symbol };
}
