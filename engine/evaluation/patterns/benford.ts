import { SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { seriesOf } from '../series.ts';

/**
 * Amounts over several orders of magnitude whose first digits are all equally likely, or nearly all high: made up. Such
 * amounts thin out above every power of ten, ten thousand dollars among them.
 */
export default {
  id: 'benford',
  plant: (s) => {
    const count = s.by(500, 350, 250);
    const invented = s.by(1, 0.9, 0.75);
    return seriesOf(
      s,
      'invents amounts',
      count,
      () => {
        const size = 10 ** s.random.whole(0, 4);
        if (!s.random.chance(invented)) return size * 10 ** s.random.next();
        return size * s.random.between(s.by(4, 1, 1), 10);
      },
      [...SERIES, 'structuring'],
      `${count} amounts, ${invented * 100} % of them with invented first digits`,
    );
  },
} satisfies Pattern;
