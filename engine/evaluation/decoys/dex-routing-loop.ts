import type { DecoyKind } from '../define.ts';
import { DAY, END, START } from '../world.ts';

/** An arbitrage bot sends a sum through three pools and back within one transaction, day after day. */
export default {
  kind: 'DEX routing loop',
  each: 4,
  plant: (s) => {
    const bot = s.fresh('arbitrage bot');
    const [first, second, third] = [
      s.town.poolsOn(s.chain, 'WETH')[0]!,
      s.town.poolsOn(s.chain, 'ALP')[0]!,
      s.town.poolsOn(s.chain, 'BRK')[0]!,
    ];
    for (let day = START; day < END; day += DAY)
      for (const time of s.times(s.random.whole(1, 4), day, DAY)) {
        const usd = s.random.lognormal(3000, 0.7);
        const call = { time, method: 'execute', gasUsed: s.random.whole(260_000, 420_000) };
        const { hash } = s.world.send(s.random, bot, first.account, { ...call, asset: 'USDC', usd });
        for (const [from, to, asset] of [
          [first, second, 'WETH'],
          [second, third, 'USDC'],
          [third, null, 'USDC'],
        ] as const)
          s.world.send(s.random, from.account, to?.account ?? bot, {
            ...call,
            hash,
            asset,
            usd: usd * 1.001,
          });
      }
    return {
      accounts: [bot, first.account, second.account, third.account],
      quiet: [
        'direct-cycle',
        'ring',
        'rapid-pass-through',
        'layered',
        'sequential-coordination',
        'split-merge',
        'peel-chain',
        'dense-cluster',
        'periodic-transfer',
      ],
    };
  },
} satisfies DecoyKind;
