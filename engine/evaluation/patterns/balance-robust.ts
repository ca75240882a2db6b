import { AGAINST_PAST } from '../also.ts';
import type { Pattern } from '../define.ts';
import { steadyPast } from '../steady-past.ts';
import { DAY } from '../world.ts';

/** A transfer far out of the account's own distribution, hidden from mean and deviation by earlier large ones. */
export default {
  id: 'balance-robust',
  plant: (s) => {
    const at = s.begin(DAY, 35);
    const holder = s.fresh('has a steady past with a few large transfers');
    const level = s.random.lognormal(600, 0.5);
    const partner = s.fresh('other side of an outlier');
    const past = { until: at, level, holds: 60 * level, sigma: s.by(0.2, 0.25, 0.3) };
    steadyPast(s, holder, past);
    const times = s.by(40, 18, 9);
    for (const before of s.times(s.by(0, 2, 3), at - 20 * DAY, 15 * DAY))
      s.aside(holder, partner, { usd: level * times * s.random.between(0.6, 0.8), time: before });
    s.plant(holder, partner, { usd: level * times, time: at });
    if (s.difficulty !== 'easy')
      s.everyday(holder, { from: at + DAY / 2, to: at + 15 * DAY, perDay: 0.6, median: level, sigma: 0.3 });
    return {
      key: [holder],
      members: [holder, partner],
      also: AGAINST_PAST,
      start: at - 21 * DAY,
      end: at,
      note: `a transfer of ${times} times the middle one`,
    };
  },
} satisfies Pattern;
