import { AGAINST_PAST, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, MINUTE } from '../world.ts';

/** Sums go along the same accounts one after another, several times, losing little on the way. */
export default {
  id: 'sequential-coordination',
  plant: (s) => {
    const runs = s.by(5, 3, 2);
    const hops = 3;
    const loss = s.by(0.005, 0.02, 0.027);
    const length = s.by(5, 10, 18) * DAY;
    const start = s.begin(length, 10);
    const way = s.crew('passes on in turn', hops + 1, start, 250);
    for (const time of s.spaced(runs, start, length)) {
      let usd = s.random.lognormal(9000, 0.7);
      const times = s.spaced(hops, time, s.by(20, 40, 55) * MINUTE);
      for (let at = 0; at < hops; at += 1) {
        s.plant(way[at]!, way[at + 1]!, { usd, time: times[at]! });
        usd *= 1 - loss * s.random.between(0.7, 1.2);
      }
    }
    return {
      key: way,
      members: way,
      also: [...AGAINST_PAST, ...COORDINATION, ...PASSING_ON, 'periodic-transfer'],
      note: `${runs} times over ${hops} hops, ${(loss * 100).toFixed(1)} % lost at each`,
    };
  },
} satisfies Pattern;
