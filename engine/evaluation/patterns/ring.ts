import { AGAINST_PAST, CLOSED, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** Money goes round the same accounts turn after turn, over days; what survives a hop matters less than that it goes on. */
export default {
  id: 'ring',
  plant: (s) => {
    const size = s.by(s.random.whole(4, 5), 6, s.random.whole(7, 8));
    const turns = s.by(6, 3, 2);
    const step = s.by(4, 14, 30) * HOUR;
    const start = s.begin(step * size * turns, 5);
    const ring = s.crew('in a ring', size, start, 250);
    let usd = s.random.lognormal(12_000, 0.5);
    s.fund(ring[0]!, usd, start);
    for (const [at, time] of s.spaced(size * turns, start, step * size * turns).entries()) {
      s.plant(ring[at % size]!, ring[(at + 1) % size]!, { usd, time });
      usd *= s.random.between(...(s.by([0.97, 1], [0.88, 1.05], [0.75, 1.2]) as [number, number]));
    }
    return {
      key: ring,
      members: ring,
      also: [...AGAINST_PAST, ...CLOSED, ...COORDINATION, ...PASSING_ON, 'periodic-transfer'],
      note: `${size} accounts, ${turns} turns`,
    };
  },
} satisfies Pattern;
