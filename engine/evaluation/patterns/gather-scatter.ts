import { AGAINST_PAST, COORDINATION, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** One account gathers from many and soon scatters the same money to many others. */
export default {
  id: 'gather-scatter',
  plant: (s) => {
    const count = () => s.by(s.random.whole(15, 22), s.random.whole(12, 14), s.random.whole(10, 11));
    const half = s.by(5, 9, 12) * HOUR;
    const keep = s.by(0.985, 0.96, 0.93);
    const start = s.begin(2 * half);
    const hub = s.person('gathers and scatters', start);
    const [sources, targets] = [
      s.newcomers('source of a gathering', count()),
      s.newcomers('target of a scattering', count()),
    ];
    const usd = s.random.lognormal(s.by(60_000, 25_000, 12_000), 0.3);
    const shares = s.random.shares(sources.length, 0.5);
    const inTimes = s.times(sources.length, start, half * 0.95);
    for (const [at, source] of sources.entries())
      s.plant(source, hub, { usd: usd * shares[at]!, time: inTimes[at]! });
    const outShares = s.random.shares(targets.length, 0.5);
    const outTimes = s.times(targets.length, start + half, half * 0.95);
    for (const [at, target] of targets.entries())
      s.plant(hub, target, { usd: usd * keep * outShares[at]!, time: outTimes[at]! });
    return {
      key: [hub],
      members: [hub, ...sources, ...targets],
      also: [
        ...AGAINST_PAST,
        ...COORDINATION,
        ...STARS,
        'rapid-pass-through',
        'sybil-funding',
        'split-merge',
      ],
      note: `${sources.length} in, ${targets.length} out`,
    };
  },
} satisfies Pattern;
