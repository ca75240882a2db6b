import { type Ledger, MOVES } from '../define.ts';

export interface TaintRules {
  /** By account: where the taint begins. */
  readonly sources: Uint8Array;
  /** By account: taint that arrives here goes no further (services, which pool everybody's money). */
  readonly stops: Uint8Array;
  readonly maxHops: number;
  /** Forward: value that came from the sources. Backward: value that went to them. */
  readonly direction: 'forward' | 'backward';
}

/** What reached a holding (or left it, backward), in units of its asset. */
export interface Tainted {
  readonly holding: number;
  /** Transfers from the nearest source. */
  readonly hops: number;
  /** Ledger row of the nearest source's side of the shortest way. */
  readonly by: number;
  readonly total: number;
  /** First in, first out: coins are spent in the order in which they came. */
  readonly fifo: number;
  /** Every payment carries the mixture the account held. */
  readonly haircut: number;
  /** Everything an account pays after it was touched counts whole. */
  readonly poison: number;
}

interface Purse {
  hops: number;
  by: number;
  balance: number;
  haircut: number;
  /** First in, first out: amounts and their tainted part, from `head` on. */
  readonly lots: { amount: number; tainted: number }[];
  head: number;
  total: number;
  fifo: number;
  mixed: number;
  poison: number;
  poisoned: boolean;
}

/**
 * Follows value from (or to) marked accounts through at most `maxHops` transfers, asset by asset, under three
 * conventions side by side. A holding that pays more than it is known to have held had the difference before
 * the imported rows begin; that part is untainted and is spent first. Backward is the same with time and direction
 * turned round. Linear in transfers plus those of touched holdings. Movements with unknown amounts carry nothing.
 */
export function taint(ledger: Ledger, rules: TaintRules): Tainted[] {
  const { size, from, to, amount, kind } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const forward = rules.direction === 'forward';
  const payer = forward ? from : to;
  const paysFrom = forward ? holdingOf.from : holdingOf.to;
  const reaches = forward ? holdingOf.to : holdingOf.from;
  const first = forward ? 0 : size - 1;
  const step = forward ? 1 : -1;

  const purses = new Map<number, Purse>();
  for (let turn = 0, row = first; turn < size; turn += 1, row += step) {
    if ((kind[row]! & MOVES) === 0 || !(amount[row]! > 0) || reaches[row]! < 0) continue;
    let hops = 0;
    if (rules.sources[payer[row]!]! === 0) {
      const purse = purses.get(paysFrom[row]!);
      if (!purse || rules.stops[payer[row]!] === 1 || purse.hops >= rules.maxHops) continue;
      hops = purse.hops;
    }
    const target = reaches[row]!;
    const known = purses.get(target);
    if (!known) purses.set(target, empty(hops + 1, row));
    else if (hops + 1 < known.hops) {
      known.hops = hops + 1;
      known.by = row;
    }
  }

  const rows = new Set<number>();
  for (const [holding, purse] of purses) {
    const account = holdings.account[holding]!;
    let running = 0;
    let least = 0;
    const begin = holdings.start[holding]!;
    const count = holdings.start[holding + 1]! - begin;
    for (let turn = 0; turn < count; turn += 1) {
      const row = holdings.rows[begin + (forward ? turn : count - 1 - turn)]!;
      if (!(amount[row]! > 0)) continue;
      rows.add(row);
      running += payer[row] === account ? -amount[row]! : amount[row]!;
      if (running < least) least = running;
    }
    if (least < 0) {
      purse.balance = -least;
      purse.lots.push({ amount: -least, tainted: 0 });
    }
  }

  const ordered = Float64Array.from(rows).sort();
  for (let turn = 0; turn < ordered.length; turn += 1) {
    const row = ordered[forward ? turn : ordered.length - 1 - turn]!;
    const moved = amount[row]!;
    let share = { fifo: 0, haircut: 0, poison: 0 };
    const paying = purses.get(paysFrom[row]!);
    if (rules.sources[payer[row]!] === 1) share = { fifo: 1, haircut: 1, poison: 1 };
    else if (paying && rules.stops[payer[row]!] === 0 && paying.hops < rules.maxHops)
      share = spend(paying, moved);
    const purse = purses.get(reaches[row]!);
    if (purse) take(purse, moved, share);
  }
  return [...purses]
    .map(([holding, purse]) => ({
      holding,
      hops: purse.hops,
      by: purse.by,
      total: purse.total,
      fifo: purse.fifo,
      haircut: purse.mixed,
      poison: purse.poison,
    }))
    .sort((a, b) => a.holding - b.holding);
}

const empty = (hops: number, by: number): Purse => ({
  hops,
  by,
  balance: 0,
  haircut: 0,
  lots: [],
  head: 0,
  total: 0,
  fifo: 0,
  mixed: 0,
  poison: 0,
  poisoned: false,
});

function spend(purse: Purse, moved: number): { fifo: number; haircut: number; poison: number } {
  const paid = Math.min(moved, purse.balance);
  const mixed = purse.balance > 0 ? (purse.haircut / purse.balance) * paid : 0;
  purse.haircut = Math.max(0, purse.haircut - mixed);
  purse.balance -= paid;
  let left = moved;
  let tainted = 0;
  while (left > 0 && purse.head < purse.lots.length) {
    const lot = purse.lots[purse.head]!;
    if (lot.amount <= left) {
      tainted += lot.tainted;
      left -= lot.amount;
      purse.head += 1;
    } else {
      const part = (lot.tainted * left) / lot.amount;
      tainted += part;
      lot.tainted -= part;
      lot.amount -= left;
      left = 0;
    }
  }
  return {
    fifo: Math.min(1, tainted / moved),
    haircut: Math.min(1, mixed / moved),
    poison: purse.poisoned ? 1 : 0,
  };
}

function take(purse: Purse, moved: number, share: { fifo: number; haircut: number; poison: number }): void {
  purse.total += moved;
  purse.balance += moved;
  purse.haircut += share.haircut * moved;
  purse.lots.push({ amount: moved, tainted: share.fifo * moved });
  purse.fifo += share.fifo * moved;
  purse.mixed += share.haircut * moved;
  purse.poison += share.poison * moved;
  if (share.poison > 0) purse.poisoned = true;
}
