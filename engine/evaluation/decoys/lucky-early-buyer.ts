import type { DecoyKind } from '../define.ts';
import { launch } from '../launch.ts';
import { DAY, HOUR, START } from '../world.ts';

/** Bought a token early, once, with no more than usual; and one who always buys new tokens early, most of which fail. */
export default {
  kind: 'lucky early buyer',
  each: 4,
  plant: (s) => {
    const takeOff = START + s.random.between(25, 60) * DAY;
    const pool = launch(s, `NEWluck${s.index}`, takeOff);
    const lucky = Array.from({ length: 3 }, () => s.person('lucky early buyer', takeOff, 200));
    for (const buyer of lucky)
      s.town.swap(
        s.random,
        pool,
        buyer,
        s.random.lognormal(200, 0.4),
        takeOff - s.random.between(3, 60) * HOUR,
        true,
      );
    return {
      accounts: lucky,
      quiet: ['insider-entry', 'burst', 'temporal-coordination', 'destination-coordination'],
    };
  },
} satisfies DecoyKind;
