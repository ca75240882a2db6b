import { decimalText } from '../exact-sum.ts';

const BASE = 1_000_000_000;
const LIMB = 9;

/** How many groups of nine digits an amount of this case takes, right and left of the point. */
export interface AmountShape {
  readonly fraction: number;
  readonly whole: number;
}

/**
 * Exact amounts of all rows as groups of nine digits, the smallest first, in units of 10^-`decimals`. Amounts that
 * need more groups stand in `wide`. Rows of unknown amount have zeros here and a bit in the row's kind.
 */
export class Amounts {
  readonly decimals: number;
  readonly limbs: readonly Uint32Array[];
  readonly wide = new Map<number, bigint>();
  readonly #weight: readonly number[];

  constructor(size: number, shape: AmountShape) {
    this.decimals = shape.fraction * LIMB;
    this.limbs = Array.from({ length: shape.fraction + shape.whole }, () => new Uint32Array(size));
    this.#weight = this.limbs.map((_, index) => BASE ** (index - shape.fraction));
  }

  /** In token units, for order and display. */
  double(row: number): number {
    let sum = 0;
    for (let index = this.limbs.length - 1; index >= 0; index -= 1)
      sum += this.limbs[index]![row]! * this.#weight[index]!;
    if (this.wide.size === 0) return sum;
    const wide = this.wide.get(row);
    return wide === undefined ? sum : this.asDouble(wide);
  }

  /** Exact, in units of 10^-decimals. */
  units(row: number): bigint {
    const wide = this.wide.get(row);
    if (wide !== undefined) return wide;
    let units = 0n;
    for (let index = this.limbs.length - 1; index >= 0; index -= 1)
      units = units * 1_000_000_000n + BigInt(this.limbs[index]![row]!);
    return units;
  }

  asDouble(units: bigint): number {
    return Number(decimalText(units, this.decimals));
  }

  text(units: bigint): string {
    return decimalText(units, this.decimals);
  }
}

/**
 * Adds up amounts exactly: groups of nine digits are summed as doubles, which stay whole numbers below 2^53 for nine
 * million rows and are carried over before that.
 */
export class ExactSum {
  readonly #amounts: Amounts;
  readonly #sums: Float64Array;
  #carried = 0n;
  #added = 0;

  constructor(amounts: Amounts) {
    this.#amounts = amounts;
    this.#sums = new Float64Array(amounts.limbs.length);
  }

  /** Adds a row's amount `sign` (1 or -1) times. */
  add(row: number, sign: number): void {
    const { limbs, wide } = this.#amounts;
    for (let index = 0; index < limbs.length; index += 1) this.#sums[index]! += sign * limbs[index]![row]!;
    if (wide.size > 0) {
      const whole = wide.get(row);
      if (whole !== undefined) this.#carried += sign < 0 ? -whole : whole;
    }
    this.#added += 1;
    if (this.#added >= 8_000_000) this.#carry();
  }

  plus(units: bigint): void {
    this.#carried += units;
  }

  /** The sum in units of 10^-decimals. */
  value(): bigint {
    this.#carry();
    return this.#carried;
  }

  clear(): void {
    this.#sums.fill(0);
    this.#carried = 0n;
    this.#added = 0;
  }

  #carry(): void {
    let units = 0n;
    for (let index = this.#sums.length - 1; index >= 0; index -= 1)
      units = units * 1_000_000_000n + BigInt(this.#sums[index]!);
    this.#carried += units;
    this.#sums.fill(0);
    this.#added = 0;
  }
}
