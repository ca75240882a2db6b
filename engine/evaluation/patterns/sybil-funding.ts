import { AGAINST_PAST, COORDINATION, SERIES, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, HOUR } from '../world.ts';

/** New accounts, first funded by one source, that then all do the same. */
export default {
  id: 'sybil-funding',
  plant: (s) => {
    const size = s.by(30, 16, 10);
    const length = s.by(2, 12, 60) * HOUR;
    const start = s.begin(length + 6 * DAY);
    const source = s.person('funds sybils', start);
    const sybils = s.newcomers('sybil', size);
    const usd = s.random.lognormal(160, 0.4);
    s.fund(source, usd * size * 1.3, start);
    const places = s.newcomers('contract that sybils use', s.by(3, 3, 2));
    const funded = s.times(size, start, length);
    const spread = s.by(0.01, 0.12, 0.3);
    const methods = ['claim', 'stake', 'vote'];
    for (const [at, sybil] of sybils.entries()) {
      s.plant(source, sybil, { usd: usd * (1 + s.random.between(-spread, spread)), time: funded[at]! });
      for (const [step, place] of places.entries())
        s.plant(sybil, place, {
          usd: usd * s.by(0.2, 0.22, 0.25) * (1 + s.random.between(-spread, spread)),
          time:
            start +
            length +
            (step + 1) * s.by(3, 12, 36) * HOUR +
            s.random.between(0, s.by(0.5, 4, 20)) * HOUR,
          method: methods[step]!,
          gasUsed: 90_000 + 17_000 * step + s.random.whole(0, 900),
        });
    }
    return {
      key: [source, ...sybils],
      members: [source, ...sybils, ...places],
      also: [
        ...AGAINST_PAST,
        ...COORDINATION,
        ...STARS,
        ...SERIES,
        'split-merge',
        'dense-cluster',
        'layered',
      ],
      note: `${size} accounts funded in ${length / HOUR} hours`,
    };
  },
} satisfies Pattern;
