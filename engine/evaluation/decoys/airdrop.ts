import { AGAINST_PAST } from '../also.ts';
import type { DecoyKind } from '../define.ts';
import { HOUR } from '../world.ts';

/** A project gives a token to hundreds who have long been there; they do with it what they like. */
export default {
  kind: 'airdrop',
  each: 4,
  plant: (s) => {
    const giver = s.fresh('airdrop distributor');
    const holders = s.others(s.random.whole(220, 380));
    const start = s.begin(3 * HOUR);
    const usd = s.random.lognormal(60, 0.5);
    for (const [at, time] of s.times(holders.length, start, 3 * HOUR).entries())
      s.aside(giver, holders[at]!, {
        asset: 'BRK',
        usd: usd * s.random.pick([1, 1, 1, 2, 5]),
        time,
        method: 'airdrop',
      });
    return {
      accounts: [giver, ...holders],
      quiet: [
        'fan-out',
        'sybil-funding',
        'hub-and-spoke',
        'gather-scatter',
        'volume-coordination',
        'temporal-coordination',
        'destination-coordination',
        'dense-cluster',
        'trade-size-clustering',
      ],
      neutral: AGAINST_PAST,
      start,
      end: start + 3 * HOUR,
    };
  },
} satisfies DecoyKind;
