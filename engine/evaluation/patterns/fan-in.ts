import { AGAINST_PAST, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** Many accounts pay one within a day. */
export default {
  id: 'fan-in',
  plant: (s) => {
    const count = s.by(s.random.whole(25, 40), s.random.whole(15, 20), s.random.whole(11, 12));
    const length = s.by(6, 16, 22) * HOUR;
    const start = s.begin(length);
    const collector = s.person('collects', start);
    const senders = Array.from({ length: count }, (_, at) =>
      at % 2 === 0 ? s.fresh('pays a collector') : s.others(1)[0]!,
    );
    const usd = s.random.lognormal(s.by(4000, 1500, 700), 0.4);
    const times = s.times(count, start, length);
    for (const [at, sender] of senders.entries())
      s.plant(sender, collector, { usd: s.random.lognormal(usd, s.by(0.1, 0.4, 0.7)), time: times[at]! });
    return {
      key: [collector],
      members: [collector, ...senders],
      also: [...AGAINST_PAST, ...COORDINATION, 'hub-and-spoke', 'gather-scatter'],
      note: `${count} payers in ${Math.round(length / HOUR)} hours`,
    };
  },
} satisfies Pattern;
