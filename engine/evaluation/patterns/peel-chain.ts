import { AGAINST_PAST, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR, MINUTE } from '../world.ts';

/** A sum moves on through new accounts; at every step a little of it is peeled off. */
export default {
  id: 'peel-chain',
  plant: (s) => {
    const hops = s.by(s.random.whole(9, 12), s.random.whole(7, 8), s.random.whole(5, 6));
    const [low, high] = s.by([0.02, 0.05], [0.04, 0.09], [0.08, 0.14]) as [number, number];
    const step = s.by(1, 5, 16) * HOUR;
    const start = s.begin(step * (hops + 1));
    const chain = [s.person('start of a peel chain', start)];
    while (chain.length <= hops)
      chain.push(
        s.difficulty === 'hard' && s.random.chance(0.5)
          ? s.person('link of a peel chain', start, 40)
          : s.fresh('link of a peel chain'),
      );
    const peeled = s.newcomers('takes a peel', hops);
    let usd = s.random.lognormal(s.by(120_000, 70_000, 35_000), 0.4);
    s.fund(chain[0]!, usd, start);
    for (const [at, time] of s.spaced(hops, start, step * hops).entries()) {
      const peel = usd * s.random.between(low, high);
      const first = s.random.chance(0.5);
      s.plant(chain[at]!, peeled[at]!, { usd: peel, time: time + (first ? 0 : 7 * MINUTE) });
      s.plant(chain[at]!, chain[at + 1]!, { usd: usd - peel, time: time + (first ? 7 * MINUTE : 0) });
      usd -= peel;
    }
    return {
      key: chain,
      members: [...chain, ...peeled],
      also: [...AGAINST_PAST, ...COORDINATION, ...PASSING_ON],
      note: `${hops} hops`,
    };
  },
} satisfies Pattern;
