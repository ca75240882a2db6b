import { AGAINST_PAST, CLOSED, COORDINATION, OPINIONS, SERIES, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, END, HOUR, START } from '../world.ts';

/** Accounts that live like nobody else in several respects at once. One planting serves every model. */
export default {
  id: 'behavioural-outlier',
  plant: (s) => {
    const events = s.by(600, 250, 90);
    const days = s.by(2, 5, 12);
    const at = s.begin(days * DAY, 10);
    const actor = s.fresh('behavioural outlier');
    s.everyday(actor, { from: START, to: s.by(at, END, END), perDay: s.by(0.05, 0.2, 0.5), median: 200 });
    const assets = ['USDC', 'USDT', 'native', 'WETH', 'ALP', 'BRK'];
    const partners = s.index % 2 === 0 ? s.others(2) : s.others(60);
    const level = s.by(s.random.pick([0.02, 6000]), s.random.pick([0.2, 4000]), s.random.pick([1, 2500]));
    for (let turn = 0; turn < events; turn += 1) {
      const night = Math.floor(at / DAY) * DAY + s.random.whole(0, days - 1) * DAY + 3 * HOUR;
      const out = s.random.chance(s.index % 2 === 0 ? 0.5 : 0.97);
      const partner = s.random.pick(partners);
      s.plant(...(out ? ([actor, partner] as const) : ([partner, actor] as const)), {
        asset: s.random.pick(assets),
        usd: s.random.lognormal(level, 0.15),
        time: night + s.random.between(0, s.by(0.5, 1, 2)) * HOUR,
        gasUsed: s.random.whole(300_000, s.by(900_000, 600_000, 400_000)),
        method: 'execute',
      });
    }
    return {
      detectors: OPINIONS,
      key: [actor],
      members: [actor, ...partners],
      start: START,
      end: END,
      also: [
        ...AGAINST_PAST,
        ...COORDINATION,
        ...STARS,
        ...SERIES,
        ...CLOSED,
        'rapid-pass-through',
        'periodic-transfer',
      ],
      note: `${events} transfers in ${days} nights`,
    };
  },
} satisfies Pattern;
