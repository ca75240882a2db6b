import { AGAINST_PAST, COORDINATION, SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY } from '../world.ts';

/** A larger sum in pieces that each stay just under ten thousand dollars. */
export default {
  id: 'structuring',
  plant: (s) => {
    const count = s.by(s.random.whole(8, 10), s.random.whole(5, 6), 4);
    const length = s.by(1, 2, 4) * DAY;
    const start = s.begin(length);
    const payer = s.person('structures', start, 400);
    const targets = s.newcomers('is paid in pieces', s.by(1, 2, 3));
    s.fund(payer, count * 9800, start);
    for (const [at, time] of s.times(count, start, length).entries())
      s.plant(payer, targets[at % targets.length]!, {
        asset: s.asset === 'WETH' || s.asset === 'native' ? 'USDT' : s.asset,
        usd: s.by(s.random.between(9700, 9980), s.random.between(9300, 9950), s.random.between(9050, 9950)),
        time,
      });
    return {
      key: [payer],
      members: [payer, ...targets],
      also: [...AGAINST_PAST, ...COORDINATION, ...SERIES, 'periodic-transfer'],
      note: `${count} pieces over ${length / DAY} days`,
    };
  },
} satisfies Pattern;
