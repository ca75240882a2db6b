import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** A shares a bill, B pays back; three flatmates square their accounts now and then. Sums of daily life. */
export default {
  kind: 'friends who settle up',
  each: 6,
  plant: (s) => {
    const friends = Array.from({ length: 3 }, () => s.person('flatmate', START, 120));
    for (let time = START + s.random.between(0, 4) * DAY; time < END; time += s.random.between(3, 8) * DAY) {
      const [from, to] = s.random.sample(friends, 2) as [(typeof friends)[0], (typeof friends)[0]];
      const usd = s.random.lognormal(45, 0.6);
      s.aside(from, to, { usd, time });
      if (s.random.chance(0.3))
        s.aside(to, from, {
          usd: usd * s.random.between(0.5, 1),
          time: time + s.random.between(0.5, 2) * DAY,
        });
    }
    return {
      accounts: friends,
      quiet: [
        'direct-cycle',
        'ring',
        'rapid-pass-through',
        'dense-cluster',
        'layered',
        'temporal-coordination',
        'sequential-coordination',
        'volume-coordination',
        'peel-chain',
        'split-merge',
      ],
    };
  },
} satisfies DecoyKind;
