import type { Stage } from './stage.ts';
import { type Account, DAY, START } from './world.ts';

export interface Past {
  readonly until: number;
  /** Dollars of its ordinary transfer. */
  readonly level: number;
  /** Dollars it keeps. */
  readonly holds: number;
  readonly sigma: number;
  /** Transfers a day. */
  readonly perDay?: number;
}

/**
 * Gives an account an even life: it is filled once, then gains and spends about the same in turn, with the same few
 * partners, at a steady pace. Gives its balance in dollars at the end.
 */
export function steadyPast(
  s: Stage,
  account: Account,
  { until, level, holds, sigma, perDay = 0.9 }: Past,
): number {
  const partners = s.others(3);
  let balance = 0;
  let time = START + s.random.between(0.2, 3) * DAY;
  const steps = Math.max(4, Math.round(holds / (level * 6)));
  for (let at = 0; at < steps; at += 1) {
    s.town.withdraw(s.random, s.exchange, account, s.asset, holds / steps, time);
    balance += holds / steps;
    time += s.random.between(2, 10) * 3600;
  }
  while (time < until - DAY / 4) {
    const usd = s.random.lognormal(level, sigma);
    const gains = balance < holds;
    const partner = s.random.pick(partners);
    s.aside(...(gains ? ([partner, account] as const) : ([account, partner] as const)), { usd, time });
    balance += gains ? usd : -usd;
    time += (DAY / perDay) * s.random.between(0.4, 1.6);
  }
  return balance;
}
