import { AGAINST_PAST } from './also.ts';
import type { Planted } from './define.ts';
import type { Stage } from './stage.ts';
import { DAY, END, START } from './world.ts';

/** A long series of stablecoin transfers of one account to a changing circle, with amounts in dollars from `amount`. */
export function seriesOf(
  s: Stage,
  role: string,
  count: number,
  amount: () => number,
  also: readonly string[],
  note: string,
): Planted {
  const length = 40 * DAY;
  const at = s.begin(length, 8);
  const sender = s.fresh(role);
  const circle = s.others(12);
  const asset = s.random.pick(['USDC', 'USDT']);
  for (const time of s.times(count, at, length))
    s.plant(sender, s.random.pick(circle), { asset, usd: amount(), time });
  if (s.difficulty !== 'easy')
    s.everyday(sender, { from: START, to: END, perDay: s.by(0, 0.1, 0.15), median: 300 });
  return { key: [sender], members: [sender], also: [...AGAINST_PAST, ...also], note };
}
