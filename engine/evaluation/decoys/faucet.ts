import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** A faucet gives newcomers a little to start with; each then goes a way of its own. */
export default {
  kind: 'faucet',
  each: 3,
  plant: (s) => {
    const faucet = s.fresh('faucet');
    const newcomers = s.newcomers('newcomer helped by a faucet', s.random.whole(40, 70));
    for (const newcomer of newcomers) {
      const time = START + s.random.between(2, 50) * DAY;
      s.aside(faucet, newcomer, { asset: 'native', usd: 4, time });
      s.everyday(newcomer, {
        from: time + DAY / 3,
        to: END,
        perDay: s.random.between(0.05, 0.4),
        median: s.random.lognormal(120, 0.9),
      });
    }
    return {
      accounts: [faucet, ...newcomers],
      quiet: [
        'sybil-funding',
        'fan-out',
        'hub-and-spoke',
        'temporal-coordination',
        'volume-coordination',
        'destination-coordination',
        'burst',
      ],
    };
  },
} satisfies DecoyKind;
