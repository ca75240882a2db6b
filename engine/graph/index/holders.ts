import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { type GraphIndex, signOf } from './graph-index.ts';
import type { PriceBook } from './prices.ts';
import { UNKNOWN_AMOUNT } from './rows.ts';
import { type Order, stableOrder } from './stable-order.ts';

/** Holdings by asset, the one that ever held most first; `most` is no less than any balance the holding ever had. */
interface HolderOrder {
  readonly byAsset: Order;
  readonly most: Float32Array;
}

/** Holdings looked at in one slice. */
const SLICE = 1 << 12;
const HALF = 1 << 16;

function* orderHolders(index: GraphIndex): Steps<HolderOrder> {
  const { holdings, rows } = index;
  const most = new Float32Array(holdings.count);
  const bits = new Uint32Array(most.buffer);
  yield* inSlices(holdings.count, (low, high) => {
    for (let holding = low; holding < high; holding += 1) {
      const account = holdings.account[holding]!;
      let balance = 0;
      let top = 0;
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        const sign = signOf(rows, row, account);
        if (sign === 0) continue;
        if ((rows.kind[row]! & UNKNOWN_AMOUNT) !== 0) break;
        balance += sign * rows.amounts.double(row);
        if (balance > top) top = balance;
      }
      // room for the rounding of single precision and of the sums
      most[holding] = top * (1 + 1e-6);
    }
  });
  // floats above zero are ordered as their bits are: two stable passes over halves, the larger first
  const half = (shift: number): Int32Array =>
    Int32Array.from(bits, (value) => HALF - 1 - ((value >>> shift) & (HALF - 1)));
  const fine = yield* stableOrder(half(0), HALF, null);
  yield;
  const coarse = yield* stableOrder(half(16), HALF, fine.rows);
  return { byAsset: yield* stableOrder(holdings.asset, rows.assets.length, coarse.rows), most };
}

const holderOrder = (index: GraphIndex): Promise<HolderOrder> => index.made('holders', orderHolders);

/** The largest of what it was given, kept sorted: the largest first, then by account number. */
class Largest {
  readonly items: { readonly account: number; readonly value: number }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What a newcomer must exceed. */
  get least(): number {
    return this.items.length < this.#limit ? 0 : this.items.at(-1)!.value;
  }

  add(account: number, value: number): void {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const one = this.items[middle]!;
      if (one.value > value || (one.value === value && one.account < account)) low = middle + 1;
      else high = middle;
    }
    if (low >= this.#limit) return;
    this.items.splice(low, 0, { account, value });
    if (this.items.length > this.#limit) this.items.pop();
  }
}

/** Largest holders of one asset over the first `high` rows, the largest first: exact, whoever they were later. */
export async function largestHolders(
  index: GraphIndex,
  asset: number,
  high: number,
  limit: number,
  pause: () => Promise<void>,
): Promise<{ account: number; value: number }[]> {
  const { byAsset, most } = await holderOrder(index);
  const largest = new Largest(limit);
  let looked = 0;
  for (let place = byAsset.start[asset]!; place < byAsset.start[asset + 1]!; place += 1) {
    const holding = byAsset.rows[place]!;
    // nobody from here on ever held more than the last of the chosen holds
    if (most[holding]! < largest.least || most[holding] === 0) break;
    looked += 1;
    if (looked % SLICE === 0) await pause();
    const value = index.balanceDouble(holding, high);
    if (value > 0) largest.add(index.holdings.account[holding]!, value);
  }
  return largest.items;
}

/** Dollars of an account's holdings above zero that have a price; NaN where none has. */
export function worthOf(
  index: GraphIndex,
  prices: PriceBook,
  account: number,
  high: number,
  micros: number,
): number {
  const { ofAccount, asset } = index.holdings;
  let total = Number.NaN;
  for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1) {
    const price = prices.at(asset[holding]!, micros);
    if (price === null) continue;
    const balance = index.balanceDouble(holding, high);
    if (balance > 0) total = (Number.isNaN(total) ? 0 : total) + balance * price.usd;
  }
  return total;
}

/** Accounts whose priced holdings are worth most at an instant, the largest first; exact. */
export async function richest(
  index: GraphIndex,
  prices: PriceBook,
  high: number,
  micros: number,
  limit: number,
  pause: () => Promise<void>,
): Promise<{ account: number; value: number }[]> {
  const { byAsset, most } = await holderOrder(index);
  const lists = prices.priced().flatMap((asset) => {
    const price = prices.at(asset, micros);
    return price === null
      ? []
      : [{ place: byAsset.start[asset]!, end: byAsset.start[asset + 1]!, usd: price.usd }];
  });
  const largest = new Largest(limit);
  const met = new Set<number>();
  let looked = 0;
  for (;;) {
    // no account not met yet is worth more than the next of every list together
    let bound = 0;
    let best = -1;
    let widest = 0;
    for (const [at, list] of lists.entries()) {
      if (list.place >= list.end) continue;
      const next = most[byAsset.rows[list.place]!]! * list.usd;
      bound += next;
      if (next > widest) {
        widest = next;
        best = at;
      }
    }
    if (best < 0 || bound < largest.least) break;
    const list = lists[best]!;
    const account = index.holdings.account[byAsset.rows[list.place]!]!;
    list.place += 1;
    looked += 1;
    if (looked % SLICE === 0) await pause();
    if (met.has(account)) continue;
    met.add(account);
    const value = worthOf(index, prices, account, high, micros);
    if (value > 0) largest.add(account, value);
  }
  return largest.items;
}
