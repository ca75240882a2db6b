import { SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { seriesOf } from '../series.ts';

/** A series of amounts that are round far more often than anybody's are. */
export default {
  id: 'round-amounts',
  plant: (s) => {
    const count = s.by(100, 70, 50);
    const round = s.by(0.95, 0.75, 0.5);
    return seriesOf(
      s,
      'sends round amounts',
      count,
      () =>
        s.random.chance(round)
          ? s.random.whole(1, 12) * s.random.pick([500, 1000])
          : s.random.lognormal(2500, 0.8),
      [...SERIES],
      `${count} amounts, ${round * 100} % of them round`,
    );
  },
} satisfies Pattern;
