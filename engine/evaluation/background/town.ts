import type { Random } from '../random.ts';
import { type Account, type Chain, DAY, HOUR, MINUTE, type World } from '../world.ts';

export interface Exchange {
  readonly name: string;
  readonly chain: Chain;
  readonly hot: Account;
  readonly cold: Account;
  /** Whether the label file names its wallets. */
  readonly labelled: boolean;
  /** Sweeps every deposit at once, or all of a day together. */
  readonly sweeps: 'each' | 'daily';
  readonly deposits: Map<string, Account>;
}

export interface Pool {
  readonly chain: Chain;
  readonly account: Account;
  readonly base: string;
  readonly token: string;
  /** Whether its token only came into being in the time of the files. */
  readonly launched: boolean;
}

/** Where ordinary life happens: who trades, pays and holds money for others. */
export class Town {
  readonly retail: Record<Chain, Account[]> = { ethereum: [], polygon: [], arbitrum: [] };
  readonly exchanges: Exchange[] = [];
  readonly pools: Pool[] = [];
  readonly routers = {} as Record<Chain, Account>;
  readonly bridges = {} as Record<Chain, Account>;
  readonly mixers = {} as Record<Chain, Account>;
  readonly merchants: Account[] = [];
  readonly sanctioned: Account[] = [];
  readonly #awaiting = new Map<
    string,
    { exchange: Exchange; from: Account; asset: string; day: number; amount: number }
  >();

  constructor(readonly world: World) {}

  exchangesOn = (chain: Chain): Exchange[] => this.exchanges.filter((exchange) => exchange.chain === chain);
  poolsOn = (chain: Chain, token?: string): Pool[] =>
    this.pools.filter((pool) => pool.chain === chain && (token === undefined || pool.token === token));
  merchantsOn = (chain: Chain): Account[] => this.merchants.filter((merchant) => merchant.chain === chain);

  /** The deposit address an exchange keeps for a customer; made at first use. */
  depositAddress(random: Random, exchange: Exchange, customer: Account): Account {
    const known = exchange.deposits.get(customer.address);
    if (known) return known;
    const made = this.world.account(random, exchange.chain, `deposit address of ${exchange.name}`);
    exchange.deposits.set(customer.address, made);
    return made;
  }

  /** Customer to deposit address, and from there to the hot wallet when the exchange sweeps. */
  deposit(
    random: Random,
    exchange: Exchange,
    from: Account,
    asset: string,
    usd: number,
    time: number,
  ): string {
    const address = this.depositAddress(random, exchange, from);
    const { hash, amount } = this.world.send(random, from, address, { asset, usd, time });
    if (exchange.sweeps === 'each') {
      this.world.send(random, address, exchange.hot, {
        asset,
        amount: asset === 'native' ? amount * 0.999 : amount,
        time: time + random.between(2 * MINUTE, 50 * MINUTE),
      });
    } else {
      const day = Math.floor(time / DAY) + 1;
      const key = `${address.address}:${asset}:${day}`;
      const waiting = this.#awaiting.get(key) ?? { exchange, from: address, asset, day, amount: 0 };
      waiting.amount += amount;
      this.#awaiting.set(key, waiting);
    }
    return hash;
  }

  withdraw(
    random: Random,
    exchange: Exchange,
    to: Account,
    asset: string,
    usd: number,
    time: number,
  ): string {
    return this.world.send(random, exchange.hot, to, { asset, usd, time }).hash;
  }

  /** One leg in, one leg out, in one transaction; `buy` gives the pool's token for its base. */
  swap(random: Random, pool: Pool, trader: Account, usd: number, time: number, buy: boolean): string {
    const paid = buy ? pool.base : pool.token;
    const got = buy ? pool.token : pool.base;
    const gasUsed = random.whole(110_000, 190_000);
    const through = random.chance(0.3) ? this.routers[pool.chain] : null;
    const first = this.world.send(random, trader, through ?? pool.account, {
      asset: paid,
      usd,
      time,
      method: 'swap',
      gasUsed,
    });
    const rest = { time, method: 'swap', gasUsed, hash: first.hash };
    if (through)
      this.world.send(random, through, pool.account, { ...rest, asset: paid, amount: first.amount });
    this.world.send(random, pool.account, trader, {
      ...rest,
      asset: got,
      usd: usd * random.between(0.992, 0.998),
    });
    return first.hash;
  }

  /** Daily sweeps that are still due, in the small hours, in the order of the addresses. */
  sweepWhatWaits(random: Random): void {
    const waiting = [...this.#awaiting].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { exchange, from, asset, day, amount }] of waiting)
      this.world.send(random, from, exchange.hot, {
        asset,
        amount: asset === 'native' ? amount * 0.999 : amount,
        time: day * DAY + 2 * HOUR + random.between(0, 2 * HOUR),
      });
    this.#awaiting.clear();
  }
}
