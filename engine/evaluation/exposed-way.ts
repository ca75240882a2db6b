import { AGAINST_PAST, COORDINATION, PASSING_ON } from './also.ts';
import type { Planted } from './define.ts';
import type { Stage } from './stage.ts';
import { type Account, DAY, HOUR } from './world.ts';

/**
 * Money of a listed account on its way to someone: straight at easy; over one account at medium, most of it; over two at
 * hard, mixed with other money. Every second one flows the other way, to the listed account.
 */
export function exposedWay(
  s: Stage,
  listed: Account,
  detector: string,
  denominations?: readonly number[],
): Planted {
  const between = s.by(0, 1, 2);
  const length = s.by(1, 24, 60) * HOUR;
  const start = s.begin(length);
  const outward = s.index % 2 === 0;
  const way = [
    listed,
    ...Array.from({ length: between }, () => s.person('between', start, 150)),
    s.person('exposed', start, 300),
  ];
  if (!outward) way.reverse();
  const asset = denominations ? 'native' : s.asset;
  let usd = s.random.lognormal(s.by(60_000, 40_000, 30_000), 0.4);
  const times = s.spaced(way.length - 1, start, length);
  for (let at = 0; at + 1 < way.length; at += 1) {
    const whole = denominations && (way[at] === listed || way[at + 1] === listed);
    if (whole) {
      const each = s.random.pick(denominations);
      const pieces = s.by(6, 4, 3);
      for (let piece = 0; piece < pieces; piece += 1)
        s.plant(way[at]!, way[at + 1]!, {
          asset,
          amount: each,
          time: times[at]! + piece * s.random.between(60, 900),
          gasUsed: 950_000,
          method: way[at + 1] === listed ? 'deposit' : 'withdraw',
        });
      usd = each * pieces * s.world.price(s.world.asset(s.chain, 'native'), times[at]!);
    } else {
      if (s.difficulty === 'hard')
        s.town.withdraw(s.random, s.exchange, way[at]!, asset, usd * 0.5, times[at]! - 2 * HOUR);
      s.plant(way[at]!, way[at + 1]!, { asset, usd: usd * s.by(1, 0.9, 0.85), time: times[at]! });
      usd *= s.by(1, 0.9, 0.85);
    }
  }
  const exposed = outward ? way.at(-1)! : way[0]!;
  return {
    key: [exposed],
    members: way,
    also: [
      ...AGAINST_PAST,
      ...COORDINATION,
      ...PASSING_ON,
      ...(between > 0 ? [] : ['periodic-transfer']),
      detector,
      'trade-size-clustering',
      'round-amounts',
    ],
    start: start - DAY / 24,
    note: `${outward ? 'from' : 'to'} the listed account, ${between + 1} hops`,
  };
}
