import { AGAINST_PAST } from '../also.ts';
import type { DecoyKind } from '../define.ts';
import { HOUR, MINUTE } from '../world.ts';

/** The news break and everybody trades at once, whales among them: one event, no plot. */
export default {
  kind: 'market-wide burst',
  each: 4,
  plant: (s) => {
    const start = s.begin(HOUR);
    const crowd = s.others(260);
    const whales = Array.from({ length: 6 }, () => s.person('whale of its own mind', start, 30_000));
    const pools = s.town.poolsOn(s.chain).filter(({ launched }) => !launched);
    for (const trader of crowd)
      for (let turn = s.random.whole(1, 2); turn > 0; turn -= 1)
        s.town.swap(
          s.random,
          s.random.pick(pools),
          trader,
          s.random.lognormal(250, 1),
          start + s.random.exponential(12 * MINUTE),
          s.random.chance(0.2),
        );
    for (const whale of whales)
      s.town.swap(
        s.random,
        s.random.pick(pools.slice(0, 2)),
        whale,
        s.random.lognormal(60_000, 0.5),
        start + s.random.exponential(8 * MINUTE),
        false,
      );
    return {
      accounts: [...crowd, ...whales, ...pools.map(({ account }) => account)],
      quiet: [
        'temporal-coordination',
        'whale-pod',
        'destination-coordination',
        'volume-coordination',
        'sybil-funding',
        'sequential-coordination',
        'dense-cluster',
      ],
      neutral: AGAINST_PAST,
      start,
      end: start + 2 * HOUR,
    };
  },
} satisfies DecoyKind;
