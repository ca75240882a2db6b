import { MOVES } from '../../detectors/ledger/columns.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex } from './graph-index.ts';
import type { PricePoint } from './rows.ts';
import { UNKNOWN_AMOUNT } from './rows.ts';

/** A row's own price is kept at most once in so many microseconds, an asset. */
const EVERY = 600e6;
/** Dollars from which on a row says what an asset costs: cents round away the price of less. */
const LEAST_USD = 1;

/** What assets cost, from priced transfers and from imported prices. */
export class PriceBook {
  readonly #rows: readonly (readonly PricePoint[])[];
  readonly #imported: ReadonlyMap<number, readonly PricePoint[]>;

  constructor(
    rows: readonly (readonly PricePoint[])[],
    imported: ReadonlyMap<number, readonly PricePoint[]>,
  ) {
    this.#rows = rows;
    this.#imported = imported;
  }

  /** The last price known at an instant; null where there is none. */
  at(asset: number, micros: number): PricePoint | null {
    const stated = last(this.#imported.get(asset) ?? [], micros);
    const paid = last(this.#rows[asset] ?? [], micros);
    if (stated === null || paid === null) return stated ?? paid;
    return paid.micros > stated.micros ? paid : stated;
  }

  /** Assets with any price. */
  priced(): number[] {
    const own = this.#rows.flatMap((points, asset) => (points.length > 0 ? [asset] : []));
    return [...new Set([...own, ...this.#imported.keys()])].sort((a, b) => a - b);
  }
}

function last(points: readonly PricePoint[], micros: number): PricePoint | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.micros <= micros) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? null;
}

function* readPrices({ rows }: GraphIndex): Steps<PriceBook> {
  const { kind, usd, asset, micros, amounts } = rows;
  const points: PricePoint[][] = rows.assets.map(() => []);
  const next = new Float64Array(rows.assets.length).fill(Number.NEGATIVE_INFINITY);
  yield* inSlices(rows.timed, (low, high) => {
    for (let row = low; row < high; row += 1) {
      const of = asset[row]!;
      if (micros[row]! < next[of]! || !(usd[row]! >= LEAST_USD)) continue;
      if ((kind[row]! & MOVES) === 0 || (kind[row]! & UNKNOWN_AMOUNT) !== 0) continue;
      const amount = amounts.double(row);
      if (!(amount > 0)) continue;
      points[of]!.push({ micros: micros[row]!, usd: usd[row]! / amount });
      next[of] = micros[row]! + EVERY;
    }
  });
  // rows that name no asset have no price
  points[rows.assets.length - 1] = [];
  return new PriceBook(points, rows.prices);
}

export const pricesOf = (index: GraphIndex): Promise<PriceBook> => index.made('prices', readPrices);
