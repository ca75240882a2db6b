import { AGAINST_PAST, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** One account pays many within a day. */
export default {
  id: 'fan-out',
  plant: (s) => {
    const count = s.by(s.random.whole(25, 40), s.random.whole(15, 20), s.random.whole(11, 12));
    const length = s.by(6, 16, 22) * HOUR;
    const start = s.begin(length);
    const payer = s.person('disperses', start);
    const targets = s.newcomers('is paid by a disperser', count);
    const usd = s.random.lognormal(s.by(4000, 1500, 700), 0.4);
    s.fund(payer, usd * count * 1.2, start);
    const times = s.times(count, start, length);
    for (const [at, target] of targets.entries())
      s.plant(payer, target, { usd: s.random.lognormal(usd, s.by(0.1, 0.4, 0.7)), time: times[at]! });
    return {
      key: [payer],
      members: [payer, ...targets],
      also: [...AGAINST_PAST, ...COORDINATION, 'hub-and-spoke', 'gather-scatter', 'sybil-funding'],
      note: `${count} payees in ${Math.round(length / HOUR)} hours`,
    };
  },
} satisfies Pattern;
