import type { TraceMethod } from '#contract/trace.ts';

/** Units handed over one after another, all traced or all not. */
interface Part {
  readonly amount: bigint;
  readonly traced: boolean;
}

/** What one transfer carries. `parts` is the order of its units, where the method keeps one. */
export interface Parcel {
  readonly amount: bigint;
  readonly traced: bigint;
  readonly parts: readonly Part[];
}

/** What one account holds of one asset, and which part of it is traced, under one method. Amounts are base units. */
export interface Purse {
  readonly balance: bigint;
  readonly traced: bigint;
  /** Poison: untraced units that became traced here by being mixed; 0 under methods that conserve. */
  readonly mixed: bigint;
  receive(parcel: Parcel): void;
  /** @throws RangeError when more is paid than is held. */
  pay(amount: bigint): Parcel;
  /** From now on all that is held is traced; returns how much that is. */
  markAll(): bigint;
}

export const plain = (amount: bigint): Parcel => parcelOf(amount, 0n);

/** A parcel whose first `traced` units are traced. */
export function parcelOf(amount: bigint, traced: bigint): Parcel {
  const parts: Part[] = [];
  if (traced > 0n) parts.push({ amount: traced, traced: true });
  if (amount > traced) parts.push({ amount: amount - traced, traced: false });
  return { amount, traced, parts };
}

/** A purse that already holds `opening` untraced units. */
export function purseFor(method: TraceMethod, opening: bigint): Purse {
  switch (method) {
    case 'fifo':
      return new OrderedPurse(opening, 'first');
    case 'lifo':
      return new OrderedPurse(opening, 'last');
    case 'haircut':
      return new MixedPurse(opening);
    case 'poison':
      return new PoisonedPurse(opening);
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function covered(balance: bigint, amount: bigint): void {
  if (amount > balance) throw new RangeError(`${amount} units are paid out of ${balance}`);
}

/**
 * Units in the order in which they came; the first or the last of them is spent next (Clayton's rule, and its
 * opposite). Units move one after another: those taken first arrive first.
 */
class OrderedPurse implements Purse {
  readonly mixed = 0n;
  balance = 0n;
  traced = 0n;
  #lots: { amount: bigint; traced: boolean }[] = [];
  #head = 0;
  readonly #spends: 'first' | 'last';

  constructor(opening: bigint, spends: 'first' | 'last') {
    this.#spends = spends;
    if (opening > 0n) this.receive(plain(opening));
  }

  receive(parcel: Parcel): void {
    for (const part of parcel.parts) {
      const last = this.#lots.length > this.#head ? this.#lots.at(-1)! : undefined;
      if (last?.traced === part.traced) last.amount += part.amount;
      else this.#lots.push({ ...part });
    }
    this.balance += parcel.amount;
    this.traced += parcel.traced;
  }

  pay(amount: bigint): Parcel {
    covered(this.balance, amount);
    const parts: { amount: bigint; traced: boolean }[] = [];
    let left = amount;
    let traced = 0n;
    while (left > 0n) {
      const lot = this.#spends === 'first' ? this.#lots[this.#head]! : this.#lots.at(-1)!;
      const taken = least(lot.amount, left);
      parts.push({ amount: taken, traced: lot.traced });
      if (lot.traced) traced += taken;
      left -= taken;
      lot.amount -= taken;
      if (lot.amount === 0n) this.#drop();
    }
    this.balance -= amount;
    this.traced -= traced;
    return { amount, traced, parts };
  }

  markAll(): bigint {
    this.#lots = this.balance > 0n ? [{ amount: this.balance, traced: true }] : [];
    this.#head = 0;
    this.traced = this.balance;
    return this.balance;
  }

  #drop(): void {
    if (this.#spends === 'last') {
      this.#lots.pop();
      return;
    }
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#lots.length) {
      this.#lots = this.#lots.slice(this.#head);
      this.#head = 0;
    }
  }
}

/**
 * Every payment carries the mixture that is held. A part of a unit cannot be paid: a payment carries the whole units
 * of its share, and what rounding leaves stays in the purse, so that nothing is made or lost.
 */
class MixedPurse implements Purse {
  readonly mixed = 0n;
  traced = 0n;
  balance: bigint;

  constructor(opening: bigint) {
    this.balance = opening;
  }

  receive(parcel: Parcel): void {
    this.balance += parcel.amount;
    this.traced += parcel.traced;
  }

  pay(amount: bigint): Parcel {
    covered(this.balance, amount);
    const traced = this.balance === 0n ? 0n : (this.traced * amount) / this.balance;
    this.balance -= amount;
    this.traced -= traced;
    return { amount, traced, parts: [] };
  }

  markAll(): bigint {
    this.traced = this.balance;
    return this.balance;
  }
}

/**
 * A purse that holds one traced unit holds nothing else: what was there and what comes later becomes traced by being
 * mixed. A purse that was emptied has nothing left to mix with and is clean again.
 */
class PoisonedPurse implements Purse {
  mixed = 0n;
  balance: bigint;
  #poisoned = false;

  constructor(opening: bigint) {
    this.balance = opening;
  }

  get traced(): bigint {
    return this.#poisoned ? this.balance : 0n;
  }

  receive(parcel: Parcel): void {
    if (this.#poisoned) this.mixed += parcel.amount - parcel.traced;
    else if (parcel.traced > 0n) {
      this.#poisoned = true;
      this.mixed += this.balance + parcel.amount - parcel.traced;
    }
    this.balance += parcel.amount;
  }

  pay(amount: bigint): Parcel {
    covered(this.balance, amount);
    const traced = this.#poisoned ? amount : 0n;
    this.balance -= amount;
    if (this.balance === 0n) this.#poisoned = false;
    return { amount, traced, parts: [] };
  }

  markAll(): bigint {
    if (this.balance > 0n) this.#poisoned = true;
    return this.balance;
  }
}
