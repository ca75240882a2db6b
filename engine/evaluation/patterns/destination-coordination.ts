import { AGAINST_PAST, COORDINATION } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR, MINUTE } from '../world.ts';

/** Several accounts send to the same few destinations, which nobody else uses, within the hour. */
export default {
  id: 'destination-coordination',
  plant: (s) => {
    const size = s.by(6, 4, 3);
    const shared = s.by(4, 3, 2);
    const gap = s.by(6, 30, 60) * HOUR;
    const start = s.begin(gap * shared, 10);
    const group = s.crew('sends to shared places', size, start, 400);
    const places = s.newcomers('shared destination', shared);
    for (const [at, place] of places.entries())
      for (const actor of group)
        s.plant(actor, place, {
          usd: s.random.lognormal(900, 0.8),
          time: start + at * gap + s.random.between(0, s.by(20, 35, 55)) * MINUTE,
        });
    return {
      key: group,
      members: [...group, ...places],
      also: [
        ...AGAINST_PAST,
        ...COORDINATION,
        'whale-pod',
        'dense-cluster',
        'sybil-funding',
        'hub-and-spoke',
      ],
      note: `${size} accounts, ${shared} destinations`,
    };
  },
} satisfies Pattern;
