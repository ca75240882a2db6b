import type { Observations } from './observations.ts';
import { quantile, sortedMedianDistance } from './statistics.ts';

/** An exponential moving average and variance with normalised weights (West 1979). The newest value has weight `alpha`. */
export class MovingAverage {
  mean = 0;
  variance = 0;
  #weight = 0;
  readonly #keep: number;

  constructor(alpha: number) {
    this.#keep = 1 - alpha;
  }

  add(value: number): void {
    this.#weight = this.#weight * this.#keep + 1;
    const share = 1 / this.#weight;
    const distance = value - this.mean;
    this.mean += share * distance;
    this.variance = (1 - share) * (this.variance + share * distance * distance);
  }

  reset(): void {
    this.mean = 0;
    this.variance = 0;
    this.#weight = 0;
  }
}

export interface BalanceRules {
  readonly alpha: number;
  readonly memory: number;
  readonly minObservations: number;
  readonly minJump: number;
  readonly minRecord: number;
}

/** A change that is large for its account, measured against what lay before it. */
export interface BalanceJump {
  readonly observation: number;
  /** Observations in the profile. */
  readonly before: number;
  readonly emaZ: number | null;
  readonly iqrFactor: number | null;
  readonly relative: number | null;
  readonly rateFactor: number | null;
  readonly robustZ: number | null;
  /** Modified z-score of the change among the past changes, both as logarithms. */
  readonly changeZ: number | null;
}

const ratio = (value: number, by: number): number | null => (by > 0 ? value / by : null);

/**
 * Walks the observations of one holding once. The moving average, the mean and the largest change are kept as it goes;
 * order statistics are worked out only for changes that are large by those. Nothing that is judged is part of
 * its own profile.
 */
export class BalanceJumps {
  readonly #rules: BalanceRules;
  readonly #average: MovingAverage;
  readonly #sorted: Float64Array;
  readonly #logs: Float64Array;

  constructor(rules: BalanceRules) {
    this.#rules = rules;
    this.#average = new MovingAverage(rules.alpha);
    this.#sorted = new Float64Array(rules.memory);
    this.#logs = new Float64Array(rules.memory);
  }

  *of(life: Observations): Generator<BalanceJump> {
    const { minObservations, minJump, minRecord } = this.#rules;
    const { change, balance, count } = life;
    this.#average.reset();
    let moved = 0;
    let largest = 0;
    for (let at = 0; at < count; at += 1) {
      const size = Math.abs(change[at]!);
      if (at >= minObservations && size * at >= minJump * moved && size >= minRecord * largest)
        yield this.#measure(life, at, moved);
      moved += size;
      if (size > largest) largest = size;
      this.#average.add(balance[at]!);
    }
  }

  #measure(life: Observations, at: number, moved: number): BalanceJump {
    const { change, balance, micros } = life;
    const size = Math.abs(change[at]!);
    const from = Math.max(0, at - this.#rules.memory);
    const length = at - from;
    const past = this.#sorted.subarray(0, length);
    past.set(balance.subarray(from, at));
    past.sort();
    const q1 = quantile(past, 0.25);
    const middle = quantile(past, 0.5);
    const q3 = quantile(past, 0.75);
    const spread = sortedMedianDistance(past, middle);
    const { mean, variance } = this.#average;
    const floor = 1e-9 * Math.abs(middle);
    const hours = Math.max((micros[at]! - micros[at - 1]!) / 3.6e9, 1);
    const usualHours = Math.max((micros[at - 1]! - micros[0]!) / 3.6e9, 1);
    const before = balance[at]! - change[at]!;

    const logs = this.#logs.subarray(0, length);
    for (let index = 0; index < length; index += 1) logs[index] = Math.abs(change[from + index]!);
    logs.sort();
    for (let index = 0; index < length; index += 1) logs[index] = Math.log(logs[index]!);
    const logMiddle = quantile(logs, 0.5);
    const logSpread = Math.max(sortedMedianDistance(logs, logMiddle), 0.05);
    return {
      observation: at,
      before: length,
      emaZ: ratio(Math.abs(balance[at]! - mean), Math.max(Math.sqrt(variance), 1e-9 * Math.abs(mean))),
      iqrFactor: ratio(Math.max(balance[at]! - q3, q1 - balance[at]!, 0), Math.max(q3 - q1, floor)),
      relative: before > 1e-9 * size ? size / before : null,
      rateFactor: ratio(size / hours, moved / usualHours),
      robustZ: ratio(0.6745 * Math.abs(balance[at]! - middle), Math.max(spread, floor)),
      changeZ: (0.6745 * (Math.log(size) - logMiddle)) / logSpread,
    };
  }
}
