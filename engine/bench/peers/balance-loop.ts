import type { Session } from '../../warehouse/session.ts';

/** A movement seen from one of its ends. */
interface Leg {
  readonly account: number;
  readonly asset: number;
  readonly micros: number;
  /** Negative where the account paid. */
  readonly amount: number | null;
}

interface Observation {
  readonly micros: number;
  readonly change: number;
  readonly balance: number;
}

interface Measures {
  readonly emaZ: number | null;
  readonly iqrFactor: number | null;
  readonly relative: number | null;
  readonly rateFactor: number | null;
  readonly robustZ: number | null;
  readonly changeZ: number | null;
}

/** What is known of an observation against the ones before it. */
export interface Profile extends Measures {
  readonly account: number;
  readonly asset: number;
  readonly observation: number;
}

export interface LoopRules {
  readonly alpha: number;
  readonly memory: number;
  readonly minObservations: number;
  readonly minJump: number;
  readonly minRecord: number;
  readonly mergeMicros: number;
}

/** Legs in the order in which they happened, account by account and asset by asset. */
export async function readLegs(session: Session): Promise<Leg[]> {
  const order = 'time, tx_index, tx_key, log_index NULLS FIRST, from_id, to_id, asset_id, tie_key, row_id';
  return await session.rows<Leg>(
    `WITH movement AS (
       SELECT * FROM mart_transfer
       WHERE success IS DISTINCT FROM false AND from_id IS NOT NULL AND to_id IS NOT NULL AND from_id <> to_id AND asset_id IS NOT NULL AND amount IS DISTINCT FROM 0
     ), leg AS (
       SELECT from_id AS account, -amount AS moved, * FROM movement UNION ALL SELECT to_id, amount, * FROM movement
     )
     SELECT account, asset_id AS asset, epoch_us(time)::DOUBLE AS micros, moved AS amount FROM leg ORDER BY account, asset_id, ${order}`,
  );
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function quantile(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
}

const ascending = (values: number[]): number[] => [...values].sort((a, b) => a - b);
const distance = (values: number[], centre: number): number =>
  quantile(ascending(values.map((value) => Math.abs(value - centre))), 0.5);
const ratio = (value: number, by: number): number | null => (by > 0 ? value / by : null);

function observations(legs: Leg[], mergeMicros: number): Observation[] {
  const merged: Leg[][] = [];
  for (const leg of legs) {
    const last = merged.at(-1);
    if (last && leg.micros - last.at(-1)!.micros <= mergeMicros) last.push(leg);
    else merged.push([leg]);
  }
  let balance = 0;
  const result: Observation[] = [];
  for (const group of merged) {
    const amounts = group.map(({ amount }) => amount ?? 0);
    const change = sum(amounts);
    const gross = sum(amounts.map(Math.abs));
    if (Math.abs(change) <= 1e-9 * gross || gross === 0) continue;
    balance += change;
    result.push({ micros: group.at(-1)!.micros, change, balance });
  }
  return result;
}

/** A moving average and variance with normalised weights, the newest value weighing `alpha`. */
class Moving {
  mean = 0;
  variance = 0;
  #weight = 0;

  add(value: number, alpha: number): this {
    this.#weight = this.#weight * (1 - alpha) + 1;
    const step = value - this.mean;
    this.mean += step / this.#weight;
    this.variance = (1 - 1 / this.#weight) * (this.variance + (step * step) / this.#weight);
    return this;
  }
}

/** What is carried from one observation to the next, or worked out anew from all before. */
interface Before {
  readonly average: Moving;
  readonly moved: number;
  readonly largest: number;
}

/**
 * The statistics of balance changes as one would first write them: a Map of arrays, and for every observation the
 * profile of all those before it, worked out with array functions. With `carried`, what covers the whole past (moving
 * average, mean and largest change) is kept up to date instead, as one would write it the second time.
 */
export function balanceLoop(legs: Leg[], rules: LoopRules, carried: boolean): Profile[] {
  const byHolding = new Map<string, Leg[]>();
  for (const leg of legs) {
    const key = `${leg.account}|${leg.asset}`;
    const known = byHolding.get(key);
    if (known) known.push(leg);
    else byHolding.set(key, [leg]);
  }
  const found: Profile[] = [];
  for (const [key, of] of byHolding) {
    const [account, asset] = key.split('|').map(Number) as [number, number];
    const life = observations(of, rules.mergeMicros);
    const running = { average: new Moving(), moved: 0, largest: 0 };
    for (const [at, observation] of life.entries()) {
      if (at >= rules.minObservations) {
        const before = carried ? running : fromStart(life.slice(0, at), rules.alpha);
        const profile = { account, asset, observation: at, ...measures(life, at, before, rules) };
        const size = Math.abs(observation.change);
        if (size * at >= rules.minJump * before.moved && size >= rules.minRecord * before.largest)
          found.push(profile);
      }
      if (!carried) continue;
      running.average.add(observation.balance, rules.alpha);
      running.moved += Math.abs(observation.change);
      running.largest = Math.max(running.largest, Math.abs(observation.change));
    }
  }
  return found;
}

const fromStart = (past: Observation[], alpha: number): Before => ({
  average: past.reduce((average, { balance }) => average.add(balance, alpha), new Moving()),
  moved: sum(past.map(({ change }) => Math.abs(change))),
  largest: past.reduce((most, { change }) => Math.max(most, Math.abs(change)), 0),
});

function measures(
  life: Observation[],
  at: number,
  { average: { mean, variance }, moved }: Before,
  { memory }: LoopRules,
): Measures {
  const { micros, change, balance } = life[at]!;
  const size = Math.abs(change);
  const past = life.slice(Math.max(0, at - memory), at);
  const balances = ascending(past.map((each) => each.balance));
  const [q1, middle, q3] = [quantile(balances, 0.25), quantile(balances, 0.5), quantile(balances, 0.75)];
  const floor = 1e-9 * Math.abs(middle);
  const logs = ascending(past.map((each) => Math.log(Math.abs(each.change))));
  const logMiddle = quantile(logs, 0.5);
  const last = life[at - 1]!;
  const hours = Math.max((micros - last.micros) / 3.6e9, 1);
  const usualHours = Math.max((last.micros - life[0]!.micros) / 3.6e9, 1);
  return {
    emaZ: ratio(Math.abs(balance - mean), Math.max(Math.sqrt(variance), 1e-9 * Math.abs(mean))),
    iqrFactor: ratio(Math.max(balance - q3, q1 - balance, 0), Math.max(q3 - q1, floor)),
    relative: balance - change > 1e-9 * size ? size / (balance - change) : null,
    rateFactor: ratio(size / hours, moved / usualHours),
    robustZ: ratio(0.6745 * Math.abs(balance - middle), Math.max(distance(balances, middle), floor)),
    changeZ: (0.6745 * (Math.log(size) - logMiddle)) / Math.max(distance(logs, logMiddle), 0.05),
  };
}
