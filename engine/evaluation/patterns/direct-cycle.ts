import { AGAINST_PAST, CLOSED, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR, MINUTE } from '../world.ts';

/** Money goes around and comes back to its sender, forward in time, most of it surviving every hop. */
export default {
  id: 'direct-cycle',
  plant: (s) => {
    const hops = s.by(3, s.random.whole(4, 5), s.random.whole(5, 6));
    const [low, high] = s.by([0.975, 0.995], [0.92, 0.97], [0.82, 0.89]) as [number, number];
    const length = s.by(3, 10, 22) * HOUR;
    const start = s.begin(length);
    const around = s.crew('in a cycle', hops, start);
    let usd = s.random.lognormal(s.by(40_000, 25_000, 12_000), 0.4);
    s.fund(around[0]!, usd, start);
    const split = s.difficulty === 'hard' && s.index === 0 ? s.random.whole(0, hops - 1) : -1;
    for (const [at, time] of s.spaced(hops, start, length).entries()) {
      const from = around[at]!;
      const to = around[(at + 1) % hops]!;
      const parts = at === split ? s.random.shares(2, 0.4) : [1];
      for (const [part, share] of parts.entries())
        s.plant(from, to, { usd: usd * share, time: time + part * 9 * MINUTE });
      usd *= s.random.between(low, high);
    }
    return {
      key: around,
      members: around,
      also: [...AGAINST_PAST, ...CLOSED, ...PASSING_ON],
      note: `${hops} hops back to the sender${split < 0 ? '' : ', one of them in two pieces'}`,
    };
  },
} satisfies Pattern;
