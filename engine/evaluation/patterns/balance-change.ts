import { AGAINST_PAST } from '../also.ts';
import type { Pattern } from '../define.ts';
import { steadyPast } from '../steady-past.ts';
import { DAY, MINUTE } from '../world.ts';

/** A balance that was steady drops or jumps at once, far beyond what the account ever moved. */
export default {
  id: 'balance-change',
  plant: (s) => {
    const at = s.begin(DAY, 35);
    const holder = s.fresh('has a steady balance');
    const level = s.random.lognormal(800, 0.5);
    const balance = steadyPast(s, holder, {
      until: at,
      level,
      holds: s.by(40, 25, 14) * level,
      sigma: s.by(0.2, 0.3, 0.4),
    });
    const other = s.fresh('other side of a jump');
    const drop = s.index % 2 === 0;
    const usd = balance * (drop ? s.by(0.95, 0.82, 0.65) : s.by(3, 1.5, 0.8));
    const parts = s.random.shares(s.by(1, 2, 3), 0.3);
    for (const [part, share] of parts.entries()) {
      const time = at + part * s.random.between(4, 15) * MINUTE;
      s.plant(...(drop ? ([holder, other] as const) : ([other, holder] as const)), {
        usd: usd * share,
        time,
      });
    }
    if (s.difficulty !== 'easy')
      s.everyday(holder, { from: at + DAY / 2, to: at + 15 * DAY, perDay: 0.6, median: level, sigma: 0.3 });
    return {
      key: [holder],
      members: [holder, other],
      also: [...AGAINST_PAST, 'rapid-pass-through'],
      note: `${drop ? 'lost' : 'gained'} ${Math.round(usd)} dollars of a balance of ${Math.round(balance)}`,
    };
  },
} satisfies Pattern;
