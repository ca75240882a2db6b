import { AGAINST_PAST, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, MINUTE } from '../world.ts';

/** Whales that move within five minutes of each other time and again, in the same token and at the same pace. */
export default {
  id: 'whale-pod',
  plant: (s) => {
    const size = s.by(5, 4, 3);
    const moves = s.by(14, 10, 8);
    const within = s.by(1, 3, 4.5) * MINUTE;
    const alone = s.by(0, 0.15, 0.3);
    const length = s.by(20, 25, 30) * DAY;
    const start = s.begin(length, 8);
    const pod = s.newcomers('whale of a pod', size);
    const partners = pod.map(() => s.others(3));
    const line = { ethereum: 800_000, polygon: 180_000, arbitrum: 350_000 }[s.chain];
    for (const time of s.times(moves, start, length)) {
      const sum = s.random.lognormal(line, 0.35);
      for (const [at, whale] of pod.entries())
        s.plant(whale, s.random.pick(partners[at]!), {
          usd: s.random.lognormal(sum, s.by(0.03, 0.08, 0.12)),
          time: time + s.random.between(0, within),
        });
    }
    for (const [at, whale] of pod.entries())
      for (const time of s.times(Math.round(moves * alone), start, length))
        s.aside(whale, s.random.pick(partners[at]!), { usd: s.random.lognormal(line, 0.5), time });
    return {
      key: pod,
      members: pod,
      also: [...AGAINST_PAST, ...COORDINATION],
      note: `${size} whales, ${moves} moves within ${within / MINUTE} minutes`,
    };
  },
} satisfies Pattern;
