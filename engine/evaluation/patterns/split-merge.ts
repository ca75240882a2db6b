import { AGAINST_PAST, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** One sum is split over several accounts and comes together again in one. */
export default {
  id: 'split-merge',
  plant: (s) => {
    const branches = s.by(s.random.whole(3, 4), s.random.whole(4, 6), s.random.whole(2, 3));
    const loss = s.by(0.01, s.random.between(0.03, 0.05), s.random.between(0.06, 0.085));
    const length = s.by(2, 8, 20) * HOUR;
    const start = s.begin(length);
    const [origin, sink] = [s.person('origin of a split', start), s.crew('end of a split', 1, start)[0]!];
    const usd = s.random.lognormal(s.by(60_000, 35_000, 18_000), 0.4);
    s.fund(origin, usd, start);
    const between = [];
    for (const share of s.random.shares(branches, s.by(0.05, 0.4, 0.5))) {
      const steps = s.crew('branch of a split', s.by(1, 1, 2), start);
      between.push(...steps);
      const way = [origin, ...steps, sink];
      const times = s.spaced(way.length - 1, start, length);
      for (let at = 0; at + 1 < way.length; at += 1)
        s.plant(way[at]!, way[at + 1]!, {
          usd: usd * share * (1 - loss) ** (at / (way.length - 2)),
          time: times[at]!,
        });
    }
    return {
      key: [origin, sink],
      members: [origin, ...between, sink],
      also: [...AGAINST_PAST, ...COORDINATION, ...PASSING_ON, 'sybil-funding', 'dense-cluster'],
      note: `${branches} branches, ${(loss * 100).toFixed(1)} % lost`,
    };
  },
} satisfies Pattern;
