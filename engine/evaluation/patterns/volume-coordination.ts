import { AGAINST_PAST, COORDINATION, SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, MINUTE } from '../world.ts';

/** Several accounts send nearly the same sums within the hour, round after round, the sum changing each time. */
export default {
  id: 'volume-coordination',
  plant: (s) => {
    const size = s.by(5, 4, 3);
    const rounds = s.by(6, 4, 3);
    const spread = s.by(0.004, 0.015, 0.022);
    const length = s.by(6, 12, 16) * DAY;
    const start = s.begin(length, 10);
    const group = s.crew('sends alike', size, start, 400);
    for (const time of s.times(rounds, start, length)) {
      const sum = s.random.lognormal(3200, 0.9);
      for (const actor of group)
        s.plant(actor, s.others(1)[0]!, {
          usd: sum * (1 + s.random.between(-spread, spread)),
          time: time + s.random.between(0, s.by(15, 35, 55)) * MINUTE,
        });
    }
    return {
      key: group,
      members: group,
      also: [...AGAINST_PAST, ...COORDINATION, ...SERIES, 'whale-pod', 'sybil-funding'],
      note: `${size} accounts, ${rounds} sums within ${(spread * 200).toFixed(1)} %`,
    };
  },
} satisfies Pattern;
