import type { DecoyKind } from '../define.ts';
import { WHALE_LINE } from '../facts/whale-movement.ts';
import { HOUR } from '../world.ts';

/** A transfer just under the line, and one far over it that failed. */
export default {
  kind: 'not quite a whale',
  each: 4,
  plant: (s) => {
    const start = s.begin(HOUR);
    const [from, to] = [s.fresh('not quite a whale'), s.fresh('not quite a whale')];
    s.aside(from, to, { asset: 'USDC', usd: WHALE_LINE[s.chain] * s.random.between(0.9, 0.98), time: start });
    s.aside(from, to, {
      asset: 'USDC',
      usd: WHALE_LINE[s.chain] * 5,
      time: start + HOUR / 2,
      success: false,
    });
    return {
      accounts: [from, to],
      quiet: ['whale-movement', 'whale-pod', 'rapid-pass-through', 'structuring'],
    };
  },
} satisfies DecoyKind;
