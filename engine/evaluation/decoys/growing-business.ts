import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** Business doubles over ten weeks, evenly: no day stands out from the week before. */
export default {
  kind: 'growing business',
  each: 5,
  plant: (s) => {
    const business = s.fresh('growing business');
    const customers = s.others(8);
    const level = s.random.lognormal(350, 0.4);
    for (let time = START; time < END; ) {
      const grown = 1 + (time - START) / (END - START);
      const customer = s.random.pick(customers);
      s.aside(
        ...(s.random.chance(0.55) ? ([customer, business] as const) : ([business, customer] as const)),
        { asset: 'USDC', usd: s.random.lognormal(level * grown, 0.35), time },
      );
      time += (DAY / (1.2 * grown)) * s.random.between(0.4, 1.6);
    }
    return {
      accounts: [business],
      quiet: [
        'burst',
        'sequence',
        'balance-change',
        'balance-robust',
        'dormant-awakening',
        'periodic-transfer',
        'benford',
      ],
    };
  },
} satisfies DecoyKind;
