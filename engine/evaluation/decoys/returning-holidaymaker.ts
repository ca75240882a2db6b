import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** Away for six weeks, then back to the same people with the same sums. */
export default {
  kind: 'return from a holiday',
  each: 6,
  plant: (s) => {
    const traveller = s.fresh('back from a holiday');
    const friends = s.others(3);
    const level = s.random.lognormal(180, 0.5);
    const away = START + s.random.between(14, 20) * DAY;
    const back = away + s.random.between(38, 48) * DAY;
    const spell = (from: number, to: number) => {
      for (let time = from; time < to; time += DAY * s.random.between(0.6, 2.2)) {
        const friend = s.random.pick(friends);
        s.aside(...(s.random.chance(0.4) ? ([friend, traveller] as const) : ([traveller, friend] as const)), {
          usd: s.random.lognormal(level, 0.4),
          time,
        });
      }
    };
    spell(START, away);
    spell(back, END);
    return {
      accounts: [traveller],
      quiet: ['dormant-awakening', 'burst', 'sequence', 'balance-robust', 'balance-change'],
      start: back - DAY,
      end: END,
    };
  },
} satisfies DecoyKind;
