import { AGAINST_PAST, CLOSED, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY } from '../world.ts';

/** A small group in which most pairs deal with each other. */
export default {
  id: 'dense-cluster',
  plant: (s) => {
    const size = s.by(8, 7, 6);
    const density = s.by(0.95, 0.8, 0.65);
    const length = s.by(10, 20, 30) * DAY;
    const start = s.begin(length, 8);
    const group = s.crew('in a dense group', size, start, 250);
    const pairs = group.flatMap((a, at) => group.slice(at + 1).map((b) => [a, b] as const));
    const joined = s.random.sample(pairs, Math.ceil(pairs.length * density));
    for (const [a, b] of joined)
      for (const time of s.times(s.by(4, 3, 2), start, length))
        s.plant(...(s.random.chance(0.5) ? ([a, b] as const) : ([b, a] as const)), {
          usd: s.random.lognormal(1500, 0.8),
          time,
        });
    return {
      key: group,
      members: group,
      also: [
        ...AGAINST_PAST,
        ...CLOSED,
        ...COORDINATION,
        'hub-and-spoke',
        'rapid-pass-through',
        'layered',
        'split-merge',
        'gather-scatter',
      ],
      note: `${size} accounts, ${joined.length} of ${pairs.length} pairs`,
    };
  },
} satisfies Pattern;
