import type { Ledger } from '../define.ts';

/**
 * The life of one holding as observations: movements with no pause longer than `mergeMicros` between them are one.
 * The buffers are used again for the next holding; read them before.
 */
export class Observations {
  count = 0;
  /** Time of the last movement of each. */
  micros = new Float64Array(64);
  /** Net change in units of the asset; the balance after it, counted from 0 at the first imported row. */
  change = new Float64Array(64);
  balance = new Float64Array(64);
  /** Dollars of the change, NaN where a price is missing. */
  usd = new Float64Array(64);
  /** Places in the holding's rows: from `first` up to, not including, the next one's. */
  first = new Int32Array(65);
  readonly #ledger: Ledger;
  readonly #mergeMicros: number;

  constructor(ledger: Ledger, mergeMicros: number) {
    this.#ledger = ledger;
    this.#mergeMicros = mergeMicros;
  }

  /** Reads a holding; movements of unknown amount are passed over, and observations that net to nothing are dropped. */
  read(holding: number): void {
    const { holdings } = this.#ledger;
    const { to, micros, amount, usd } = this.#ledger.columns;
    const account = holdings.account[holding]!;
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin >= this.micros.length) this.#grow(end - begin + 1);
    let count = 0;
    let balance = 0;
    for (let place = begin; place < end; ) {
      const first = place;
      let change = 0;
      let dollars = 0;
      let gross = 0;
      let time = micros[holdings.rows[place]!]!;
      do {
        const row = holdings.rows[place]!;
        const moved = amount[row]!;
        time = micros[row]!;
        if (moved > 0) {
          const sign = to[row] === account ? 1 : -1;
          change += sign * moved;
          dollars += sign * usd[row]!;
          gross += moved;
        }
        place += 1;
      } while (place < end && micros[holdings.rows[place]!]! - time <= this.#mergeMicros);
      if (Math.abs(change) <= 1e-9 * gross || gross === 0) continue;
      balance += change;
      this.micros[count] = time;
      this.change[count] = change;
      this.balance[count] = balance;
      this.usd[count] = dollars;
      this.first[count] = first;
      this.first[count + 1] = place;
      count += 1;
    }
    this.count = count;
  }

  /** Ledger rows of an observation. */
  rows(observation: number): Int32Array {
    return this.#ledger.holdings.rows.subarray(this.first[observation], this.first[observation + 1]);
  }

  #grow(least: number): void {
    const size = 2 * least;
    this.micros = new Float64Array(size);
    this.change = new Float64Array(size);
    this.balance = new Float64Array(size);
    this.usd = new Float64Array(size);
    this.first = new Int32Array(size + 1);
  }
}
