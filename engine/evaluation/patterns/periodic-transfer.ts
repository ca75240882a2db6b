import { AGAINST_PAST, SERIES } from '../also.ts';
import type { Pattern } from '../define.ts';
import { DAY, HOUR } from '../world.ts';

/** The same payer, the same payee, at nearly equal intervals. */
export default {
  id: 'periodic-transfer',
  plant: (s) => {
    const count = s.by(24, 12, 7);
    const gap = s.by(s.random.between(4, 24), s.random.between(18, 48), s.random.between(30, 80)) * HOUR;
    const jitter = s.by(0.03, 0.1, 0.15);
    const start = s.begin(gap * count * 1.05, 8);
    const [payer, payee] = [s.person('pays at intervals', start), s.person('is paid at intervals', start)];
    const usd = s.random.lognormal(2500, 0.6);
    let time = start;
    for (let at = 0; at < count; at += 1) {
      s.plant(payer, payee, { usd: s.random.lognormal(usd, s.by(0.02, 0.1, 0.25)), time });
      time += gap * Math.max(0.6, 1 + jitter * Math.max(-2, Math.min(2, s.random.normal())));
    }
    return {
      key: [payer, payee],
      members: [payer, payee],
      also: [...AGAINST_PAST, ...SERIES],
      note: `${count} transfers every ${Math.round(gap / HOUR)} hours (${(gap / DAY).toFixed(1)} days)`,
    };
  },
} satisfies Pattern;
