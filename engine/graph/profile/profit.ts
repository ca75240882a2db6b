import type { ProfitAndLoss } from '#contract/whales.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import type { PriceBook } from '../index/prices.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { assetNamed } from './asset-rows.ts';
import { crosses, type Party } from './party.ts';

/** What was received at one time and is still held. */
interface Lot {
  amount: number;
  /** Dollars for the whole of what is left; NaN where unknown. */
  cost: number;
}

/** A part of a lot so small that it is the rounding of doubles. */
const NOTHING = 1e-12;

class Ledger {
  readonly lots: Lot[] = [];
  first = 0;
  rows = 0;
  priced = 0;
  realised = 0;
  cost = 0;
  proceeds = 0;
  /** Disposals of which some part has a known cost and a known price. */
  known = 0;
  withoutCost = 0;

  receive(amount: number, usd: number): void {
    this.lots.push({ amount, cost: usd });
  }

  /** First in, first out; parts without a cost, and what was never seen arriving, stay out of the sums. */
  send(amount: number, usd: number, counts: boolean): void {
    let left = amount;
    let matched = 0;
    let cost = 0;
    while (left > amount * NOTHING && this.first < this.lots.length) {
      const lot = this.lots[this.first]!;
      const taken = Math.min(left, lot.amount);
      const share = lot.amount > 0 ? taken / lot.amount : 1;
      const part = lot.cost * share;
      if (!Number.isNaN(part)) {
        matched += taken;
        cost += part;
      }
      lot.amount -= taken;
      lot.cost -= part;
      left -= taken;
      if (lot.amount <= taken * NOTHING) this.first += 1;
    }
    if (!counts) return;
    if (matched < amount * (1 - NOTHING)) this.withoutCost += 1;
    if (matched <= 0 || Number.isNaN(usd)) return;
    const got = usd * (matched / amount);
    this.known += 1;
    this.cost += cost;
    this.proceeds += got;
    this.realised += got - cost;
  }

  /** What is still held and has a known cost, at a price, less that cost; NaN where there is none. */
  unrealised(price: number): number {
    let sum = Number.NaN;
    for (let at = this.first; at < this.lots.length; at += 1) {
      const { amount, cost } = this.lots[at]!;
      if (Number.isNaN(cost)) continue;
      sum = (Number.isNaN(sum) ? 0 : sum) + amount * price - cost;
    }
    return sum;
  }
}

/**
 * Gain and loss of a party by first in, first out, from the dollars its rows state. A transfer received counts as bought
 * and one sent as sold at its value then: what moves to another wallet of the same owner shows as sold, unless that wallet
 * is of the party; transfers within it are neither.
 * `rows` are those from the beginning of history; what was sent before row `low` uses up lots but is not counted.
 */
export function* profitAndLoss(
  index: GraphIndex,
  prices: PriceBook,
  party: Party,
  rows: Int32Array,
  asOfMicros: number,
  low = 0,
): Steps<ProfitAndLoss> {
  const { asset, kind, usd, amounts, to, timed, assets } = index.rows;
  const ledgers = new Map<number, Ledger>();
  const take = (row: number): void => {
    if (row >= timed || !crosses(index, party, row)) return;
    let ledger = ledgers.get(asset[row]!);
    if (!ledger) {
      ledger = new Ledger();
      ledgers.set(asset[row]!, ledger);
    }
    const dollars = usd[row]!;
    if (row >= low) {
      ledger.rows += 1;
      if (!Number.isNaN(dollars)) ledger.priced += 1;
    }
    // without an amount no lot can be told
    if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) return;
    const amount = amounts.double(row);
    if (!(amount > 0)) return;
    if (party.has(to[row]!)) ledger.receive(amount, dollars);
    else ledger.send(amount, dollars, row >= low);
  };
  yield* inSlices(rows.length, (first, end) => {
    for (let place = first; place < end; place += 1) take(rows[place]!);
  });
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const plus = (sum: number | null, value: number | null) => (value === null ? sum : (sum ?? 0) + value);
  const perAsset = [...ledgers]
    .filter(([of, ledger]) => of < assets.length - 1 && ledger.rows > 0)
    .sort(([a, left], [b, right]) => right.rows - left.rows || a - b)
    .map(([of, ledger]) => {
      const price = prices.at(of, asOfMicros);
      return {
        ...assetNamed(index, party, of),
        realisedUsd: ledger.known > 0 ? ledger.realised : null,
        unrealisedUsd: price === null ? null : orNull(ledger.unrealised(price.usd)),
        rows: ledger.rows,
        pricedRows: ledger.priced,
      };
    });
  const all = [...ledgers.values()];
  const count = (of: (ledger: Ledger) => number) => all.reduce((sum, ledger) => sum + of(ledger), 0);
  const moved = count((ledger) => ledger.rows);
  const priced = count((ledger) => ledger.priced);
  const withoutCost = count((ledger) => ledger.withoutCost);
  const anyKnown = all.some((ledger) => ledger.known > 0);
  const number = (value: number) => value.toLocaleString('en');
  return {
    method: 'FIFO',
    realisedUsd: anyKnown ? count((ledger) => ledger.realised) : null,
    unrealisedUsd: perAsset.reduce<number | null>((sum, one) => plus(sum, one.unrealisedUsd), null),
    costUsd: anyKnown ? count((ledger) => ledger.cost) : null,
    proceedsUsd: anyKnown ? count((ledger) => ledger.proceeds) : null,
    rows: moved,
    pricedRows: priced,
    disposalsWithoutCost: withoutCost,
    perAsset,
    statement:
      moved === 0
        ? 'No row moved anything, so there is nothing to gain or lose.'
        : `${number(priced)} of ${number(moved)} rows have a known value in dollars; ${number(withoutCost)} ${withoutCost === 1 ? 'payment' : 'payments'} drew on receipts without a known cost, in whole or in part, and that part is left out. Received counts as bought and sent as sold, at the value of that time${party.accounts.length > 1 ? '; transfers between its own addresses are neither' : ''}.`,
  };
}
