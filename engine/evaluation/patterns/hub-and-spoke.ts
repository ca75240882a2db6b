import { AGAINST_PAST, COORDINATION, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, HOUR } from '../world.ts';

/** One account and many that deal with it alone, both ways, over weeks. */
export default {
  id: 'hub-and-spoke',
  plant: (s) => {
    const pure = s.by(30, 16, 9);
    const mixed = s.by(0, 3, 4);
    const length = s.by(10, 20, 30) * DAY;
    const start = s.begin(length, 8);
    const hub = s.person('hub', start, 500);
    const spokes = s.newcomers('spoke', pure);
    for (let at = 0; at < mixed; at += 1) spokes.push(s.person('spoke with a life', start, 200));
    for (const spoke of spokes) {
      const rounds = s.by(4, 3, 2);
      for (const time of s.spaced(rounds, start, length)) {
        const usd = s.random.lognormal(1200, 0.6);
        s.plant(hub, spoke, { usd, time });
        s.plant(spoke, hub, {
          usd: usd * s.random.between(0.6, 1.2),
          time: time + s.random.between(2, 40) * HOUR,
        });
      }
    }
    return {
      key: [hub],
      members: [hub, ...spokes],
      also: [
        ...AGAINST_PAST,
        ...COORDINATION,
        ...STARS,
        'sybil-funding',
        'dense-cluster',
        'direct-cycle',
        'rapid-pass-through',
        'periodic-transfer',
      ],
      note: `${pure} spokes of its own and ${mixed} with others`,
    };
  },
} satisfies Pattern;
