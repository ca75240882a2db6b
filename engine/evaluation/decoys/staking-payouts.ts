import type { DecoyKind } from '../define.ts';
import { DAY, END, HOUR, START } from '../world.ts';

/** A staking pool pays its stakers their share every day. */
export default {
  kind: 'staking payouts',
  each: 4,
  plant: (s) => {
    const pool = s.fresh('staking pool');
    const stakers = s.others(s.random.whole(18, 35));
    const stakes = stakers.map(() => s.random.lognormal(9, 0.9));
    const hour = s.random.between(0, 23) * HOUR;
    for (let day = START + DAY; day < END; day += DAY) {
      const yieldToday = s.random.between(0.93, 1.07);
      for (const [at, staker] of stakers.entries())
        s.aside(pool, staker, {
          asset: 'native',
          usd: stakes[at]! * yieldToday,
          time: day + hour + at * s.random.between(3, 20),
          method: 'payout',
        });
    }
    return {
      accounts: [pool, ...stakers],
      quiet: [
        'fan-out',
        'sybil-funding',
        'hub-and-spoke',
        'burst',
        'volume-coordination',
        'temporal-coordination',
        'benford',
        'trade-size-clustering',
      ],
      neutral: ['periodic-transfer'],
    };
  },
} satisfies DecoyKind;
