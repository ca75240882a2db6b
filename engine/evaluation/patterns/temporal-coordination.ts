import { AGAINST_PAST, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, MINUTE } from '../world.ts';

/** Several accounts act at the same moments again and again, each with partners and sums of its own. */
export default {
  id: 'temporal-coordination',
  plant: (s) => {
    const size = s.by(5, 4, 3);
    const rounds = s.by(9, 6, 5);
    const within = s.by(1, 4, 8) * MINUTE;
    const length = s.by(8, 15, 20) * DAY;
    const start = s.begin(length, 10);
    const group = s.crew('acts together', size, start, 400);
    for (const time of s.times(rounds, start, length))
      for (const actor of group)
        s.plant(actor, s.others(1)[0]!, {
          asset: s.random.pick(['USDC', 'USDT', 'native', 'WETH']),
          usd: s.random.lognormal(700, 0.8),
          time: time + s.random.between(0, within),
        });
    return {
      key: group,
      members: group,
      also: [...AGAINST_PAST, ...COORDINATION, 'whale-pod', 'sybil-funding'],
      note: `${size} accounts, ${rounds} times within ${within / MINUTE} minutes`,
    };
  },
} satisfies Pattern;
