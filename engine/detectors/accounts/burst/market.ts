import { DAY, type Ledger } from '../../define.ts';

const AROUND_DAYS = 3;

/** How busy a chain was at a time against the days around it. */
export class Market {
  readonly #ledger: Ledger;
  readonly #days = new Map<number, Int32Array>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    const { size, micros, from, to, chainOf, chains } = ledger.columns;
    let day = Number.NaN;
    let counts = new Int32Array(chains.length);
    for (let row = 0; row < size; row += 1) {
      const of = Math.floor(micros[row]! / DAY);
      if (of !== day) {
        day = of;
        counts = new Int32Array(chains.length);
        this.#days.set(day, counts);
      }
      const account = from[row]! >= 0 ? from[row]! : to[row]!;
      if (account >= 0) counts[chainOf[account]!]! += 1;
    }
  }

  /**
   * Rows of others on the account's chain from `start` to `ended`, over what a window of `span` usually holds on
   * the days around; at least 1. `own` rows of the window are the account's.
   */
  growth(account: number, start: number, ended: number, span: number, own: number): number {
    const { chainOf, chains, from, to, micros, size } = this.#ledger.columns;
    const chain = chainOf[account]!;
    const today = Math.floor(start / DAY);
    let rows = 0;
    let days = 0;
    for (let day = today - AROUND_DAYS; day <= today + AROUND_DAYS; day += 1) {
      const counts = this.#days.get(day);
      if (!counts) continue;
      days += 1;
      rows += counts[chain]!;
    }
    const usual = (Math.max(rows - own, 0) / Math.max(days, 1)) * (span / DAY);
    let seen = -own;
    for (let row = this.#firstAt(start); row < size && micros[row]! <= ended; row += 1) {
      const of = from[row]! >= 0 ? from[row]! : to[row]!;
      if (chains.length === 1 || (of >= 0 && chainOf[of] === chain)) seen += 1;
    }
    // with few rows around, a handful more is no market
    return Math.max(1, seen / Math.max(usual, 10));
  }

  #firstAt(time: number): number {
    const { micros, size } = this.#ledger.columns;
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (micros[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
