import type { DecoyKind } from '../define.ts';
import { DAY, END, HOUR, START } from '../world.ts';

/** A company moves the wages to its payroll account and pays its people every other week. */
export default {
  kind: 'payroll',
  each: 5,
  plant: (s) => {
    const [treasury, payroll] = [s.fresh('company treasury'), s.fresh('payroll account')];
    const staff = s.others(s.random.whole(12, 28));
    const wages = staff.map(() => s.random.lognormal(2100, 0.35));
    for (let day = START + s.random.whole(1, 13) * DAY; day < END; day += 14 * DAY) {
      const at = day + 9 * HOUR + s.random.between(0, HOUR);
      s.aside(treasury, payroll, { asset: 'USDC', usd: wages.reduce((a, b) => a + b, 0) * 1.002, time: at });
      for (const [turn, person] of staff.entries())
        s.aside(payroll, person, {
          asset: 'USDC',
          usd: wages[turn]!,
          time: at + 20 * 60 + turn * s.random.between(5, 60),
        });
    }
    return {
      accounts: [treasury, payroll, ...staff],
      quiet: [
        'fan-out',
        'sybil-funding',
        'hub-and-spoke',
        'burst',
        'volume-coordination',
        'rapid-pass-through',
        'gather-scatter',
        'structuring',
        'dense-cluster',
        'split-merge',
        'dormant-awakening',
        'layered',
        'peel-chain',
      ],
      neutral: ['periodic-transfer'],
    };
  },
} satisfies DecoyKind;
