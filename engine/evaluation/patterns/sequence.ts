import { AGAINST_PAST } from '../also.ts';
import type { Pattern } from '../define.ts';
import { steadyPast } from '../steady-past.ts';
import { DAY } from '../world.ts';

/** The last ten transfers are another person's: larger, faster, with a trend, than the ones before. */
export default {
  id: 'sequence',
  plant: (s) => {
    const [larger, faster] = s.by([12, 25], [6, 10], [3.5, 6]) as [number, number];
    const gap = DAY / faster;
    const length = gap * 11;
    const at = s.begin(length, 32);
    const actor = s.fresh('changes its ways');
    const level = s.random.lognormal(300, 0.5);
    steadyPast(s, actor, { until: at, level, holds: 25 * level, sigma: s.by(0.2, 0.3, 0.4), perDay: 1 });
    const [partner] = s.others(1);
    for (let turn = 0; turn < 10; turn += 1)
      s.plant(actor, partner!, {
        usd: s.random.lognormal(level * larger * (0.7 + 0.06 * turn), s.by(0.1, 0.25, 0.35)),
        time: at + gap * (turn + s.random.between(-0.3, 0.3) * s.by(0.3, 0.7, 1) + 0.4),
      });
    return {
      key: [actor],
      members: [actor, partner!],
      also: [...AGAINST_PAST, 'periodic-transfer', 'temporal-coordination'],
      note: `ten transfers ${larger} times as large and ${faster} times as fast`,
    };
  },
} satisfies Pattern;
