import type { Pattern } from '../define.ts';
import { WHALE_LINE } from '../facts/whale-movement.ts';
import { HOUR } from '../world.ts';

/** Large transfers by priced assets and by a small token without a price. Truth is read off all rows afterwards. */
export default {
  id: 'whale-movement',
  plant: (s) => {
    const time = s.begin(HOUR);
    const [from, to] = [s.person('whale', time, 5000), s.fresh('whale')];
    if (s.index === 2) s.plant(from, to, { asset: 'CYD', usd: s.by(900_000, 400_000, 150_000), time });
    else s.plant(from, to, { usd: WHALE_LINE[s.chain] * s.by(4, 1.8, 1.06), time });
    return { key: [from, to], members: [from, to], note: 'large transfer' };
  },
} satisfies Pattern;
