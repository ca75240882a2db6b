import { AGAINST_PAST, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, HOUR, MINUTE } from '../world.ts';

/** Silent for months, then much more than ever, to people it never dealt with. */
export default {
  id: 'dormant-awakening',
  plant: (s) => {
    const silence =
      s.by(s.random.between(370, 500), s.random.between(100, 200), s.random.between(40, 75)) * DAY;
    const length = s.by(3, 20, 60) * HOUR;
    const at = s.begin(length, 20);
    const sleeper = s.fresh('sleeper');
    const level = s.random.lognormal(500, 0.5);
    const old = s.others(3);
    for (const [turn, time] of s.spaced(s.by(14, 10, 10), at - silence - 60 * DAY, 60 * DAY).entries()) {
      const usd = s.random.lognormal(level, 0.4);
      const partner = old[turn % 3]!;
      s.aside(...(turn % 3 < 2 ? ([partner, sleeper] as const) : ([sleeper, partner] as const)), {
        usd,
        time,
      });
    }
    const count = s.by(16, 10, 8);
    const fresh = s.newcomers('paid by a sleeper', 4);
    const known = s.by(0, 0.1, 0.25);
    for (const [turn, time] of s.spaced(count, at, length, 0.45).entries()) {
      const usd = s.random.lognormal(level * s.by(40, 18, 11), 0.3);
      if (turn === 0 && s.difficulty === 'hard') s.plant(sleeper, fresh[0]!, { usd: level * 0.05, time });
      else if (turn % 4 === 3)
        s.took(s.town.deposit(s.random, s.exchange, sleeper, s.asset, usd, time + MINUTE));
      else
        s.plant(sleeper, s.random.chance(known) ? s.random.pick(old) : s.random.pick(fresh), { usd, time });
    }
    return {
      key: [sleeper],
      members: [sleeper, ...fresh, ...old],
      also: [...AGAINST_PAST, ...STARS, 'volume-coordination', 'temporal-coordination', 'structuring'],
      note: `${Math.round(silence / DAY)} days of silence, then ${count} transfers in ${length / HOUR} hours`,
    };
  },
} satisfies Pattern;
