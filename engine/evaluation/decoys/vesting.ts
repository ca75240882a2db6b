import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** A vesting contract releases tokens to its beneficiaries on a schedule. */
export default {
  kind: 'vesting',
  each: 5,
  plant: (s) => {
    const contract = s.fresh('vesting contract');
    const people = s.others(s.random.whole(6, 15));
    const parts = people.map(() => s.random.lognormal(4000, 0.8));
    const gap = s.random.pick([7, 10, 14]) * DAY;
    for (let time = START + s.random.between(1, 6) * DAY; time < END; time += gap)
      for (const [at, person] of people.entries())
        s.aside(contract, person, {
          asset: 'ALP',
          usd: parts[at]!,
          time: time + at * s.random.between(20, 900),
          method: 'release',
        });
    return {
      accounts: [contract, ...people],
      quiet: [
        'fan-out',
        'sybil-funding',
        'hub-and-spoke',
        'burst',
        'volume-coordination',
        'temporal-coordination',
        'structuring',
        'sequence',
      ],
      neutral: ['periodic-transfer'],
    };
  },
} satisfies DecoyKind;
