import { type Ledger, SECOND } from '../../define.ts';

/** The movements of one holding, those of one transaction taken together. Filled anew by each reading. */
export class Movements {
  count = 0;
  /** Logarithm of the units moved in either direction. */
  logs: number[] = [];
  /** Seconds since 1970. */
  seconds: number[] = [];
  /** Dollars, NaN where a price is missing. */
  usd: number[] = [];
  /** The first ledger row of each. */
  rows: number[] = [];
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Reads a holding without the rows in `except`; those of unknown amount are passed over. */
  read(holding: number, except: ReadonlySet<number> | null): void {
    const { holdings } = this.#ledger;
    const { tx, micros, amount, usd } = this.#ledger.columns;
    let count = 0;
    let last = -1;
    let sum = 0;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (!(amount[row]! > 0) || except?.has(row)) continue;
      if (tx[row] === last) {
        sum += amount[row]!;
        this.logs[count - 1] = Math.log(sum);
        this.usd[count - 1]! += usd[row]!;
        continue;
      }
      last = tx[row]!;
      sum = amount[row]!;
      this.logs[count] = Math.log(sum);
      this.seconds[count] = micros[row]! / SECOND;
      this.usd[count] = usd[row]!;
      this.rows[count] = row;
      count += 1;
    }
    this.count = count;
  }
}
