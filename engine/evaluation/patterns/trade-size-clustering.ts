import { SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { seriesOf } from '../series.ts';

/** A series of amounts of which many have one of a few odd sizes, as a script sends them. */
export default {
  id: 'trade-size-clustering',
  plant: (s) => {
    const count = s.by(120, 90, 70);
    const clustered = s.by(0.92, 0.65, 0.42);
    const sizes = Array.from({ length: s.by(1, 2, 3) }, () => s.random.lognormal(1700, 0.5));
    return seriesOf(
      s,
      'repeats sizes',
      count,
      () =>
        s.random.chance(clustered)
          ? s.random.pick(sizes) * (1 + s.by(0, 0.0004, 0.0008) * s.random.between(-1, 1))
          : s.random.lognormal(1500, 0.9),
      [...SERIES, 'volume-coordination'],
      `${count} amounts, ${clustered * 100} % of them of ${sizes.length} sizes`,
    );
  },
} satisfies Pattern;
