import { AGAINST_PAST } from '../also.ts';
import type { DecoyKind } from '../define.ts';
import { DAY, HOUR } from '../world.ts';

/** A public sale: hundreds pay into one contract in a day and get their tokens from it. */
export default {
  kind: 'token sale',
  each: 3,
  plant: (s) => {
    const [sale, project] = [s.fresh('sale contract'), s.fresh('project behind a sale')];
    const buyers = s.others(s.random.whole(120, 200));
    const start = s.begin(10 * DAY);
    for (const [at, time] of s.times(buyers.length, start, DAY).entries()) {
      const usd = s.random.lognormal(220, 0.8);
      s.aside(buyers[at]!, sale, { asset: 'USDC', usd, time, method: 'contribute' });
      s.aside(sale, buyers[at]!, {
        asset: 'BRK',
        usd,
        time: start + 2 * DAY + at * s.random.between(10, 90),
        method: 'distribute',
      });
    }
    s.aside(sale, project, {
      asset: 'USDC',
      usd: buyers.length * 200,
      time: start + 3 * DAY + s.random.between(0, 8) * HOUR,
    });
    return {
      accounts: [sale, project, ...buyers],
      quiet: [
        'fan-in',
        'fan-out',
        'gather-scatter',
        'destination-coordination',
        'temporal-coordination',
        'hub-and-spoke',
        'sybil-funding',
        'volume-coordination',
        'direct-cycle',
      ],
      neutral: AGAINST_PAST,
      start,
      end: start + 4 * DAY,
    };
  },
} satisfies DecoyKind;
