import { AGAINST_PAST, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { MINUTE } from '../world.ts';

/** What comes in goes out again within the hour, nearly all of it. */
export default {
  id: 'rapid-pass-through',
  plant: (s) => {
    const within = s.by(s.random.between(4, 10), s.random.between(20, 35), s.random.between(45, 54)) * MINUTE;
    const share = s.by(0.99, 0.95, s.random.between(0.915, 0.93));
    const start = s.begin(within);
    const middle = s.person('passes through', start);
    const sources = s.others(s.by(1, 2, 2));
    const targets = s.newcomers('is paid by a pass-through', s.by(1, 2, 3));
    const usd = s.random.lognormal(s.by(60_000, 40_000, 20_000), 0.4);
    const inShares = s.random.shares(sources.length, 0.4);
    const inTimes = s.spaced(sources.length, start, within * 0.25);
    for (const [at, source] of sources.entries())
      s.plant(source, middle, { usd: usd * inShares[at]!, time: inTimes[at]! });
    const outShares = s.random.shares(targets.length, 0.4);
    const outTimes = s.spaced(targets.length, start + within * 0.4, within * 0.6);
    for (const [at, target] of targets.entries())
      s.plant(middle, target, { usd: usd * share * outShares[at]!, time: outTimes[at]! });
    return {
      key: [middle],
      members: [middle, ...sources, ...targets],
      also: [...AGAINST_PAST, ...COORDINATION, ...PASSING_ON, 'split-merge'],
      note: `${(share * 100).toFixed(0)} % out within ${Math.round(within / MINUTE)} minutes`,
    };
  },
} satisfies Pattern;
