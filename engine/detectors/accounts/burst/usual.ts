/** Mean, spread and second largest of what was added, worked out as it grows. */
export class Usual {
  count = 0;
  mean = 0;
  #squares = 0;
  #largest = 0;
  /** The second largest: one earlier exception does not make the next one ordinary. */
  record = 0;

  add(value: number): void {
    this.count += 1;
    const distance = value - this.mean;
    this.mean += distance / this.count;
    this.#squares += distance * (value - this.mean);
    if (value > this.#largest) {
      this.record = this.#largest;
      this.#largest = value;
    } else if (value > this.record) this.record = value;
  }

  /** Population standard deviation. */
  get deviation(): number {
    return this.count === 0 ? 0 : Math.sqrt(this.#squares / this.count);
  }

  clear(): void {
    this.count = 0;
    this.mean = 0;
    this.#squares = 0;
    this.#largest = 0;
    this.record = 0;
  }
}

/**
 * The second largest value of each measure among earlier stretches of windows that overlap. A burst that came at the
 * same strength twice before, such as a payday, is then seen whole, however a fixed grid would cut it.
 */
export class Records {
  readonly #count: number;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #open: Float64Array;
  #ended = Number.NEGATIVE_INFINITY;

  constructor(count: number) {
    this.#count = count;
    this.#first = new Float64Array(count);
    this.#second = new Float64Array(count);
    this.#open = new Float64Array(count);
  }

  /** Adds a window in the order of time; those that ended before it began are earlier from then on. */
  add(start: number, ended: number, values: readonly number[]): void {
    if (start > this.#ended) this.#close();
    this.#ended = ended;
    for (let index = 0; index < this.#count; index += 1)
      if (values[index]! > this.#open[index]!) this.#open[index] = values[index]!;
  }

  /** Second largest value of a measure among the earlier stretches; 0 for fewer than two. */
  of(index: number): number {
    return this.#second[index]!;
  }

  clear(): void {
    this.#first.fill(0);
    this.#second.fill(0);
    this.#open.fill(0);
    this.#ended = Number.NEGATIVE_INFINITY;
  }

  #close(): void {
    for (let index = 0; index < this.#count; index += 1) {
      const value = this.#open[index]!;
      if (value > this.#first[index]!) {
        this.#second[index] = this.#first[index]!;
        this.#first[index] = value;
      } else if (value > this.#second[index]!) this.#second[index] = value;
    }
    this.#open.fill(0);
  }
}
