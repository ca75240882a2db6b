import { AGAINST_PAST } from '../also.ts';
import type { Pattern } from '../define.ts';
import { launch } from '../launch.ts';
import { DAY, HOUR, START } from '../world.ts';

/** Buys far more than usual shortly before a token takes off, and is right about it token after token. */
export default {
  id: 'insider-entry',
  plant: (s) => {
    const launches = s.by(4, 3, 2);
    const times = s.by(20, 10, 6);
    const normal = s.random.lognormal(300, 0.4);
    const insider = s.fresh('insider');
    s.everyday(insider, {
      from: START,
      to: START + 74 * DAY,
      perDay: s.by(0.4, 0.5, 0.7),
      median: normal,
      sigma: 0.35,
    });
    for (const [at, day] of s.spaced(launches, 16, 50).entries()) {
      const takeOff = START + day * DAY;
      const pool = launch(s, `NEW${s.name.split(' ').slice(1).join('')}${at}`, takeOff);
      const time =
        takeOff - s.random.between(...(s.by([0.5, 3], [2, 10], [4, 20]) as [number, number])) * HOUR;
      s.took(s.town.swap(s.random, pool, insider, normal * times * s.random.between(0.95, 1.15), time, true));
      s.town.swap(
        s.random,
        pool,
        insider,
        normal * times * 1.8,
        takeOff + s.random.between(1, 3) * DAY,
        false,
      );
    }
    return {
      key: [insider],
      members: [insider],
      also: AGAINST_PAST,
      note: `${launches} tokens, ${times} times its normal size`,
    };
  },
} satisfies Pattern;
