import { FAILED } from '../../detectors/ledger/columns.ts';
import { type Holdings, holdings } from '../../detectors/ledger/groups.ts';
import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import { ExactSum } from './amounts.ts';
import { type GraphRows, UNKNOWN_AMOUNT } from './rows.ts';
import { firstNotBefore, type Order, stableOrder } from './stable-order.ts';

/** Places between two stored sums. */
const STRIDE = 64;
/** Steps of ordering the rows. */
const ORDERS = 8;
/** Rows looked at in one slice. */
const SLICE = 1 << 14;

/** Row numbers from `low` up to `high`, which is left out. */
export interface RowRange {
  readonly low: number;
  readonly high: number;
}

/** All rows from one account to another in one asset: places `low` to `high` of `order`, in time. */
export interface EdgeRows {
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  readonly order: 'out' | 'in';
  readonly low: number;
  readonly high: number;
}

/** What the rows of an edge add up to; failed ones are counted but move nothing. */
export interface EdgeSum {
  readonly count: number;
  /** Units of 10^-decimals; null where an amount is unknown. */
  readonly amount: bigint | null;
  /** NaN where no row is priced. */
  readonly usd: number;
  readonly unpriced: number;
}

/**
 * The transfers of a case in memory, ordered three ways beside time: by sender, receiver and asset; by receiver, sender
 * and asset; by account and asset. Every 64 places of the first and third an exact sum is kept, so that a sum up to any
 * instant is a search and a few additions. Nobody writes to it once it is made.
 */
export class GraphIndex {
  readonly rows: GraphRows;
  /** By sender, within it by receiver and asset, within that in time. */
  readonly out: Order;
  /** By receiver, within it by sender and asset, within that in time. */
  readonly in: Order;
  /** Rows by account and asset, in time: the movements behind one balance. Failed ones are among them. */
  readonly holdings: Holdings;
  /** Exact balance before place `64 × n`, of the holding that place belongs to; null once an amount is unknown. */
  readonly #balance: readonly (bigint | null)[];
  /** Rows in the order in which accounts were first named, by row number. */
  readonly #firstRows: Int32Array;

  readonly #made = new Map<string, Promise<unknown>>();
  readonly #between: () => Promise<void>;

  private constructor(
    rows: GraphRows,
    between: () => Promise<void>,
    parts: {
      out: Order;
      in: Order;
      holdings: Holdings;
      balance: readonly (bigint | null)[];
      firstRows: Int32Array;
    },
  ) {
    this.rows = rows;
    this.#between = between;
    this.out = parts.out;
    this.in = parts.in;
    this.holdings = parts.holdings;
    this.#balance = parts.balance;
    this.#firstRows = parts.firstRows;
  }

  /** Orders the rows, in slices with turns for others in between; `tell` hears how many of the orders are made. */
  static async over(
    rows: GraphRows,
    between: () => Promise<void>,
    tell: (done: number, total: number) => void = () => undefined,
  ): Promise<GraphIndex> {
    let made = 0;
    const next = async <T>(steps: Steps<T>): Promise<T> => {
      tell(made, ORDERS);
      made += 1;
      return politely(steps, between);
    };
    const byAsset = (await next(stableOrder(rows.asset, rows.assets.length, null))).rows;
    const byTo = (await next(stableOrder(rows.to, rows.accounts, byAsset))).rows;
    const out = await next(stableOrder(rows.from, rows.accounts, byTo));
    const byFrom = (await next(stableOrder(rows.from, rows.accounts, byAsset))).rows;
    const into = await next(stableOrder(rows.to, rows.accounts, byFrom));
    const held = await next(holdings(rows, true));
    const balance = await next(balances(rows, held));
    const firstRows = await next(firsts(rows));
    return new GraphIndex(rows, between, { out, in: into, holdings: held, balance, firstRows });
  }

  /** Rows of a frame, both ends included; without a frame all rows, those without a time too. */
  range(fromMicros: number | null, toMicros: number | null): RowRange {
    if (fromMicros === null && toMicros === null) return { low: 0, high: this.rows.size };
    return {
      low: fromMicros === null ? 0 : this.firstRow(fromMicros),
      high: toMicros === null ? this.rows.timed : this.rowsUpTo(toMicros),
    };
  }

  /** How many rows had happened at an instant. */
  rowsUpTo(micros: number): number {
    const { micros: times, timed } = this.rows;
    let low = 0;
    let high = timed;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  firstRow(micros: number): number {
    const { micros: times, timed } = this.rows;
    let low = 0;
    let high = timed;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! < micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many accounts the first `high` rows name. */
  accountsUpTo(high: number): number {
    return firstNotBefore(this.#firstRows, 0, this.#firstRows.length, high);
  }

  /** How many rows name an account. */
  degree(account: number): number {
    const { ofAccount, start } = this.holdings;
    return start[ofAccount[account + 1]!]! - start[ofAccount[account]!]!;
  }

  /** First and last row with a time that name an account in a range, and how many do; -1 where none has a time. */
  seen(account: number, { low, high }: RowRange): { first: number; last: number; count: number } {
    const { ofAccount, start, rows } = this.holdings;
    let first = -1;
    let last = -1;
    let count = 0;
    const timed = Math.min(high, this.rows.timed);
    for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1) {
      const begin = firstNotBefore(rows, start[holding]!, start[holding + 1]!, low);
      const end = firstNotBefore(rows, begin, start[holding + 1]!, high);
      count += end - begin;
      const endTimed = timed === high ? end : firstNotBefore(rows, begin, end, timed);
      if (endTimed === begin) continue;
      if (first < 0 || rows[begin]! < first) first = rows[begin]!;
      if (rows[endTimed - 1]! > last) last = rows[endTimed - 1]!;
    }
    return { first, last, count };
  }

  /** The holding of an account in an asset; -1 where it has none. */
  holdingOf(account: number, asset: number): number {
    const { ofAccount, asset: assets } = this.holdings;
    let low = ofAccount[account]!;
    let high = ofAccount[account + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (assets[middle]! < asset) low = middle + 1;
      else high = middle;
    }
    return low < ofAccount[account + 1]! && assets[low] === asset ? low : -1;
  }

  /** Received less sent of a holding over the first `high` rows, exact; null where an amount is unknown. */
  balance(holding: number, high: number): bigint | null {
    const { start, rows } = this.holdings;
    return this.balanceAtPlace(holding, firstNotBefore(rows, start[holding]!, start[holding + 1]!, high));
  }

  /** The same, over the rows of the holding before a place of `holdings.rows`. */
  balanceAtPlace(holding: number, place: number): bigint | null {
    const { start, rows, account } = this.holdings;
    // the sum stored at the place after its last row is the next holding's
    const inside = Math.min(place, start[holding + 1]! - 1);
    const stored = inside - (inside % STRIDE);
    let from = start[holding]!;
    const sum = new ExactSum(this.rows.amounts);
    if (stored > from) {
      const before = this.#balance[stored / STRIDE]!;
      if (before === null) return null;
      sum.plus(before);
      from = stored;
    }
    const own = account[holding]!;
    for (let at = from; at < place; at += 1) {
      const row = rows[at]!;
      const sign = signOf(this.rows, row, own);
      if (sign === 0) continue;
      if ((this.rows.kind[row]! & UNKNOWN_AMOUNT) !== 0) return null;
      sum.add(row, sign);
    }
    return sum.value();
  }

  /** A balance as a double, for order: cheaper, and as near as doubles come. NaN where an amount is unknown. */
  balanceDouble(holding: number, high: number): number {
    const balance = this.balance(holding, high);
    return balance === null ? Number.NaN : this.rows.amounts.asDouble(balance);
  }

  /** Visits the edges of an account one by one, by counterparty and asset, over a range of rows. */
  *edges(account: number, order: 'out' | 'in', { low, high }: RowRange): Generator<EdgeRows> {
    const { start, rows } = order === 'out' ? this.out : this.in;
    const end = start[account + 1]!;
    for (let place = start[account]!; place < end; ) {
      const next = this.groupEnd(order, place, end);
      const first = low === 0 ? place : firstNotBefore(rows, place, next, low);
      const last = high >= this.rows.size ? next : firstNotBefore(rows, first, next, high);
      if (last > first) yield this.edgeAt(order, first, last);
      place = next;
    }
  }

  /** Edges from one account to another, one an asset. */
  *edgesBetween(from: number, to: number, { low, high }: RowRange): Generator<EdgeRows> {
    const { start, rows } = this.out;
    const end = start[from + 1]!;
    const others = this.rows.to;
    let a = start[from]!;
    for (let b = end; a < b; ) {
      const middle = (a + b) >> 1;
      if (others[rows[middle]!]! < to) a = middle + 1;
      else b = middle;
    }
    for (let place = a; place < end && others[rows[place]!] === to; ) {
      const next = this.groupEnd('out', place, end);
      const first = firstNotBefore(rows, place, next, low);
      const last = firstNotBefore(rows, first, next, high);
      if (last > first) yield this.edgeAt('out', first, last);
      place = next;
    }
  }

  /** Where the rows of the same counterparty and asset end. */
  groupEnd(order: 'out' | 'in', place: number, end: number): number {
    const { rows } = order === 'out' ? this.out : this.in;
    const others = order === 'out' ? this.rows.to : this.rows.from;
    const { asset } = this.rows;
    const other = others[rows[place]!];
    const of = asset[rows[place]!];
    const same = (at: number) => others[rows[at]!] === other && asset[rows[at]!] === of;
    // most groups are short: look further in doubling steps, then search between
    let low = place;
    let step = 1;
    while (low + step < end && same(low + step)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(end, low + step);
    low += 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (same(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  edgeAt(order: 'out' | 'in', low: number, high: number): EdgeRows {
    const row = (order === 'out' ? this.out : this.in).rows[low]!;
    return {
      from: this.rows.from[row]!,
      to: this.rows.to[row]!,
      asset: this.rows.asset[row]!,
      order,
      low,
      high,
    };
  }

  rowOf(edge: EdgeRows, place: number): number {
    return (edge.order === 'out' ? this.out : this.in).rows[place]!;
  }

  /** What the rows of an edge add up to, exactly. */
  sum(edge: EdgeRows): EdgeSum {
    const { rows } = edge.order === 'out' ? this.out : this.in;
    const { kind, usd, amounts } = this.rows;
    const exact = new ExactSum(amounts);
    let known = true;
    let dollars = 0;
    let priced = 0;
    let moving = 0;
    for (let place = edge.low; place < edge.high; place += 1) {
      const row = rows[place]!;
      if ((kind[row]! & FAILED) !== 0) continue;
      moving += 1;
      if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) known = false;
      else if (known) exact.add(row, 1);
      const value = usd[row]!;
      if (!Number.isNaN(value)) {
        dollars += value;
        priced += 1;
      }
    }
    return {
      count: edge.high - edge.low,
      amount: known ? exact.value() : null,
      usd: priced > 0 ? dollars : Number.NaN,
      unpriced: moving - priced,
    };
  }

  /** First and last row of an edge that have a time; -1 where none has. */
  span(edge: EdgeRows): { first: number; last: number } {
    const { rows } = edge.order === 'out' ? this.out : this.in;
    const end = firstNotBefore(rows, edge.low, edge.high, this.rows.timed);
    return end > edge.low ? { first: rows[edge.low]!, last: rows[end - 1]! } : { first: -1, last: -1 };
  }

  /** What is worked out from the rows when first asked for, and shared from then on. */
  made<T>(name: string, steps: (index: GraphIndex) => Steps<T>): Promise<T> {
    const known = this.#made.get(name) as Promise<T> | undefined;
    if (known) return known;
    const work = politely(steps(this), this.#between);
    this.#made.set(name, work);
    return work;
  }

  /** Bytes of the columns and orders, for reports. */
  bytes(): number {
    const { rows } = this;
    const parts: ArrayBufferView[] = [
      rows.from,
      rows.to,
      rows.asset,
      rows.micros,
      rows.usd,
      rows.kind,
      rows.counterparties,
      ...rows.amounts.limbs,
      this.out.start,
      this.out.rows,
      this.in.start,
      this.in.rows,
      this.#firstRows,
      this.holdings.start,
      this.holdings.rows,
      this.holdings.account,
      this.holdings.asset,
      this.holdings.ofAccount,
    ];
    return parts.reduce((sum, part) => sum + part.byteLength, 0) + this.#balance.length * 48;
  }
}

/** 1 where a row adds to an account's balance, -1 where it takes away, 0 where it does neither. */
export function signOf(rows: GraphRows, row: number, account: number): number {
  if ((rows.kind[row]! & FAILED) !== 0 || rows.from[row] === rows.to[row]) return 0;
  return rows.to[row] === account ? 1 : -1;
}

function* balances(rows: GraphRows, held: Holdings): Steps<(bigint | null)[]> {
  const stored = new Array<bigint | null>(Math.floor(held.rows.length / STRIDE) + 1).fill(0n);
  const sum = new ExactSum(rows.amounts);
  let looked = 0;
  for (let holding = 0; holding < held.count; holding += 1) {
    const begin = held.start[holding]!;
    const end = held.start[holding + 1]!;
    const account = held.account[holding]!;
    // nothing is stored within a short one
    const last = end - 1 - ((end - 1) % STRIDE);
    if (last <= begin) continue;
    let known = true;
    sum.clear();
    for (let place = begin; place < last; place += 1) {
      if ((place - begin) % SLICE === SLICE - 1) yield;
      if (place % STRIDE === 0 && place > begin) stored[place / STRIDE] = known ? sum.value() : null;
      const row = held.rows[place]!;
      const sign = signOf(rows, row, account);
      if (sign === 0 || !known) continue;
      if ((rows.kind[row]! & UNKNOWN_AMOUNT) !== 0) known = false;
      else sum.add(row, sign);
    }
    stored[last / STRIDE] = known ? sum.value() : null;
    looked += end - begin;
    if (looked > SLICE) {
      looked = 0;
      yield;
    }
  }
  return stored;
}

/** The row that first names each account, in order. */
function* firsts(rows: GraphRows): Steps<Int32Array> {
  const named = new Uint8Array(rows.accounts);
  const first = new Int32Array(rows.accounts);
  let count = 0;
  yield* inSlices(rows.size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      const from = rows.from[row]!;
      const to = rows.to[row]!;
      if (from >= 0 && named[from] === 0) {
        named[from] = 1;
        first[count] = row;
        count += 1;
      }
      if (to >= 0 && named[to] === 0) {
        named[to] = 1;
        first[count] = row;
        count += 1;
      }
    }
  });
  return first.subarray(0, count);
}
