import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** A service collects the same price from each of its subscribers every week of their own. */
export default {
  kind: 'subscription',
  each: 3,
  plant: (s) => {
    const service = s.fresh('subscription service');
    const people = s.others(s.random.whole(35, 60));
    const price = s.random.pick([7.99, 12.5, 29, 49.9]);
    for (const person of people)
      for (
        let time = START + s.random.between(0, 20) * DAY;
        time < END;
        time += 7 * DAY + s.random.between(-1, 1) * 3600
      )
        s.aside(person, service, { asset: 'USDC', usd: price, time, method: 'collect' });
    return {
      accounts: [service, ...people],
      quiet: [
        'fan-in',
        'destination-coordination',
        'volume-coordination',
        'temporal-coordination',
        'hub-and-spoke',
        'trade-size-clustering',
        'round-amounts',
        'benford',
        'burst',
      ],
      neutral: ['periodic-transfer'],
    };
  },
} satisfies DecoyKind;
