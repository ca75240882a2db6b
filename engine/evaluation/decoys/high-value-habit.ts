import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** A business whose invoices happen to lie around ten thousand dollars, on both sides of it. */
export default {
  kind: 'invoices around ten thousand',
  each: 5,
  plant: (s) => {
    const business = s.fresh('pays invoices around ten thousand');
    const suppliers = s.others(6);
    for (let time = START + DAY; time < END; time += s.random.between(0.5, 2.5) * DAY)
      s.aside(business, s.random.pick(suppliers), {
        asset: 'USDT',
        usd: s.random.lognormal(10_200, 0.28),
        time,
      });
    return {
      accounts: [business],
      quiet: [
        'structuring',
        'balance-robust',
        'round-amounts',
        'trade-size-clustering',
        'burst',
        'sequence',
        'periodic-transfer',
      ],
    };
  },
} satisfies DecoyKind;
