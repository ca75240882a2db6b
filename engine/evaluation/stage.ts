import { habitOf, live } from './background/live.ts';
import type { Exchange, Town } from './background/town.ts';
import type { Difficulty } from './define.ts';
import type { Random } from './random.ts';
import { type Account, type Chain, DAY, END, HOUR, type Sending, START, type World } from './world.ts';

/** Where one pattern is planted: its chain, its luck, and what it has sent so far. */
export class Stage {
  readonly chain: Chain;
  readonly asset: string;
  readonly planted: string[] = [];
  /** Accounts filled for the pattern, and when. */
  readonly funded: { readonly account: Account; readonly time: number }[] = [];
  readonly exchange: Exchange;

  constructor(
    readonly world: World,
    readonly town: Town,
    readonly random: Random,
    readonly difficulty: Difficulty,
    readonly index: number,
    readonly name: string,
  ) {
    this.chain = random.pick(['ethereum', 'ethereum', 'ethereum', 'polygon', 'arbitrum']);
    this.asset = random.pick(['USDC', 'USDT', 'native', 'WETH']);
    this.exchange = random.pick(town.exchangesOn(this.chain));
  }

  /** The value for this stage's difficulty. */
  by<T>(easy: T, medium: T, hard: T): T {
    return { easy, medium, hard }[this.difficulty];
  }

  /** A time that leaves `before` days of history and room for `length` seconds after it. */
  begin(length: number, before = 18): number {
    return START + before * DAY + this.random.between(0, END - START - before * DAY - length - 2 * DAY);
  }

  /** A new account that has done nothing yet. */
  fresh(role: string, chain = this.chain): Account {
    return this.world.account(this.random, chain, `${this.name}: ${role}`);
  }

  /**
   * A new account with a life beside the pattern: at easy a little of it, over before `quietFrom`; at medium and
   * hard through the whole time, about its own `median` dollars.
   */
  person(role: string, quietFrom: number, median = this.random.lognormal(300, 0.8)): Account {
    const account = this.fresh(role);
    const easy = this.difficulty === 'easy';
    this.everyday(account, {
      from: START + this.random.between(0, 8) * DAY,
      to: easy ? quietFrom - DAY : END,
      perDay: this.by(0.15, 0.3, 0.6),
      median,
    });
    return account;
  }

  /** Everyday transfers of an account, none of them part of the pattern. */
  everyday(
    account: Account,
    given: { from: number; to: number; perDay: number; median: number; sigma?: number },
  ): void {
    if (given.to <= given.from) return;
    live(
      this.random,
      this.town,
      account,
      habitOf(this.random, this.town, account, { asset: this.asset, ...given }),
    );
  }

  /** A transfer that is part of the pattern. Gives the amount in units of the asset. */
  plant(from: Account, to: Account, sending: Omit<Sending, 'asset'> & { asset?: string }): number {
    const { hash, amount } = this.world.send(this.random, from, to, { asset: this.asset, ...sending });
    this.planted.push(hash);
    return amount;
  }

  /** Counts a transaction made by other means as part of the pattern. */
  took(hash: string): void {
    this.planted.push(hash);
  }

  /** A transfer beside the pattern. */
  aside(from: Account, to: Account, sending: Omit<Sending, 'asset'> & { asset?: string }): void {
    this.world.send(this.random, from, to, { asset: this.asset, ...sending });
  }

  /** Money from an exchange some hours before `time`. */
  fund(account: Account, usd: number, time: number): void {
    const before = time - this.random.between(5, 30) * HOUR;
    this.funded.push({ account, time: before });
    this.town.withdraw(this.random, this.exchange, account, this.asset, usd, before);
  }

  /** Different people of the town on this chain. */
  others(count: number): Account[] {
    return this.random.sample(this.town.retail[this.chain], count);
  }

  /** `count` times from `from` over `length` seconds, in order, unevenly apart. */
  times(count: number, from: number, length: number): number[] {
    return Array.from({ length: count }, () => from + this.random.between(0, length)).sort((a, b) => a - b);
  }

  /** `count` times over `length` seconds at even steps, each moved by up to `jitter` of a step. */
  spaced(count: number, from: number, length: number, jitter = 0.3): number[] {
    const step = length / count;
    return Array.from(
      { length: count },
      (_, at) => from + step * (at + 0.5 + this.random.between(-jitter, jitter)),
    );
  }

  /** Persons of one role, `count` of them. */
  persons(role: string, count: number, quietFrom: number, median?: number): Account[] {
    return Array.from({ length: count }, () => this.person(role, quietFrom, median));
  }

  /** New accounts of one role, `count` of them. */
  newcomers(role: string, count: number): Account[] {
    return Array.from({ length: count }, () => this.fresh(role));
  }

  /** Persons where the difficulty camouflages, half of them new where it does not. */
  crew(role: string, count: number, quietFrom: number, median?: number): Account[] {
    return Array.from({ length: count }, (_, at) =>
      this.difficulty === 'easy' && at % 2 === 1 ? this.fresh(role) : this.person(role, quietFrom, median),
    );
  }
}
