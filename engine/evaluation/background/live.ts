import type { Random } from '../random.ts';
import { type Account, DAY, HOUR, typed } from '../world.ts';
import type { Exchange, Town } from './town.ts';

/** How an account lives: how often, with whom, and with how much. */
export interface Habit {
  readonly from: number;
  readonly to: number;
  readonly perDay: number;
  /** Dollars of its middle transfer. */
  readonly median: number;
  /** Spread of its amounts in log units. */
  readonly sigma: number;
  readonly contacts: readonly Account[];
  readonly exchange: Exchange;
  readonly asset: string;
}

/** A habit as people of this town have it, between `from` and `to`. */
export function habitOf(
  random: Random,
  town: Town,
  account: Account,
  given: Partial<Habit> & { from: number; to: number },
): Habit {
  return {
    perDay: random.pareto(0.035, 1.25, 3),
    median: random.lognormal(170, 1.3),
    sigma: random.between(0.3, 0.75),
    contacts: random.sample(town.retail[account.chain], Math.min(5, town.retail[account.chain].length)),
    exchange: random.pick(town.exchangesOn(account.chain)),
    asset: random.pick(['USDC', 'USDT', 'native', 'native', 'WETH']),
    ...given,
  };
}

/** A moment of that day; few people are awake in the small hours. */
export const moment = (random: Random, day: number): number => {
  for (;;) {
    const time = random.between(0, DAY);
    if (random.chance(0.55 + 0.45 * Math.sin(((time / HOUR - 8) / 24) * 2 * Math.PI))) return day + time;
  }
};

/** Writes the everyday transfers of one account: pays, trades, deposits, withdraws. */
export function live(random: Random, town: Town, account: Account, habit: Habit): void {
  const { world } = town;
  const pools = town.poolsOn(account.chain).filter(({ launched }) => !launched);
  const merchants = town.merchantsOn(account.chain);
  let time = habit.from + random.exponential(DAY / habit.perDay);
  while (time < habit.to) {
    const at = Math.min(habit.to - 1, moment(random, Math.floor(time / DAY) * DAY));
    const usd = typed(random, random.lognormal(habit.median, habit.sigma));
    const kind = random.next();
    if (at > habit.from) {
      if (kind < 0.34 && habit.contacts.length > 0) {
        const other = random.pick(habit.contacts);
        if (other.address !== account.address)
          world.send(random, account, other, { asset: habit.asset, usd, time: at });
      } else if (kind < 0.48) town.deposit(random, habit.exchange, account, habit.asset, usd, at);
      else if (kind < 0.72) town.withdraw(random, habit.exchange, account, habit.asset, usd, at);
      else if (kind < 0.88 && pools.length > 0)
        town.swap(random, random.pick(pools), account, usd, at, random.chance(0.5));
      else if (merchants.length > 0)
        world.send(random, account, random.pick(merchants), { asset: 'USDC', usd: price(random), time: at });
    }
    time += random.exponential(DAY / habit.perDay);
  }
}

/** What shops charge: a handful of list prices, some with a basket of several things. */
const price = (random: Random): number => {
  const list = [9.99, 14.5, 19.99, 24.9, 49, 79.9, 129];
  return random.chance(0.6)
    ? random.pick(list)
    : random.pick(list) + random.pick(list) + random.between(2, 9);
};
