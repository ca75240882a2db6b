import { AGAINST_PAST } from '../also.ts';
import type { DecoyKind } from '../define.ts';
import { DAY, END, HOUR, START } from '../world.ts';

/** Somebody moves to a new wallet: everything goes over at once and life goes on there. */
export default {
  kind: 'wallet migration',
  each: 5,
  plant: (s) => {
    const move = s.begin(DAY, 30);
    const [old, fresh] = [s.fresh('old wallet'), s.fresh('new wallet')];
    const level = s.random.lognormal(300, 0.5);
    s.everyday(old, { from: START, to: move - DAY, perDay: 0.5, median: level });
    for (const [at, asset] of ['USDC', 'native', 'WETH'].entries())
      s.aside(old, fresh, {
        asset,
        usd: s.random.lognormal(level * 12, 0.4),
        time: move + at * s.random.between(0.05, 0.3) * HOUR,
      });
    s.everyday(fresh, { from: move + DAY, to: END, perDay: 0.5, median: level });
    return {
      accounts: [old, fresh],
      quiet: [
        'rapid-pass-through',
        'peel-chain',
        'layered',
        'sequential-coordination',
        'sybil-funding',
        'direct-cycle',
        'structuring',
      ],
      neutral: AGAINST_PAST,
    };
  },
} satisfies DecoyKind;
