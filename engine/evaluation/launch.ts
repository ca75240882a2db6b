import type { Pool } from './background/town.ts';
import type { Stage } from './stage.ts';
import { DAY, HOUR } from './world.ts';

/** A new token with its pool: a trickle of buyers for days, then at `takeOff` a crowd within hours. Nobody knew. */
export function launch(s: Stage, symbol: string, takeOff: number): Pool {
  s.world.addToken(s.chain, symbol, s.random.lognormal(0.05, 0.8), false);
  const pool = {
    chain: s.chain,
    account: s.fresh(`pool of the launched ${symbol}`),
    base: 'USDC',
    token: symbol,
    launched: true,
  };
  s.town.pools.push(pool);
  const trade = (time: number, buy: boolean) =>
    s.town.swap(s.random, pool, s.others(1)[0]!, s.random.lognormal(180, 0.6), time, buy);
  for (const time of s.times(s.random.whole(2, 4), takeOff - 9 * DAY, 8.9 * DAY)) trade(time, true);
  for (const time of s.times(s.random.whole(70, 110), takeOff, 10 * HOUR)) trade(time, s.random.chance(0.85));
  for (const time of s.times(s.random.whole(15, 30), takeOff + 10 * HOUR, 4 * DAY))
    trade(time, s.random.chance(0.45));
  return pool;
}
