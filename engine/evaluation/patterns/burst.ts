import { AGAINST_PAST, STARS } from '../also.ts';
import type { Pattern } from '../define.ts';
import { steadyPast } from '../steady-past.ts';
import { DAY, HOUR, MINUTE } from '../world.ts';

const MEASURES = ['count', 'volume', 'gas', 'counterparties', 'messages'] as const;

/** One measure of an account's activity leaps within minutes, against a steady past: each of the five in turn. */
export default {
  id: 'burst',
  each: MEASURES.length,
  plant: (s) => {
    const measure = MEASURES[s.index]!;
    const length = s.by(10 * MINUTE, 15 * MINUTE, HOUR);
    const at = s.begin(length, 30);
    const actor = s.fresh(`bursts in ${measure}`);
    const level = s.random.lognormal(400, 0.5);
    const bridge = s.town.bridges[s.chain];
    steadyPast(s, actor, { until: at, level, holds: 20 * level, sigma: 0.35, perDay: 2 });
    if (measure === 'messages')
      for (let time = at - 26 * DAY; time < at; time += 3 * DAY * s.random.between(0.7, 1.3))
        s.aside(actor, bridge, { usd: level, time, method: 'sendMessage' });
    const partners = s.others(2);
    const events = {
      count: s.by(40, 22, 12),
      volume: s.by(6, 5, 4),
      gas: s.by(10, 7, 5),
      counterparties: s.by(30, 16, 9),
      messages: s.by(25, 14, 8),
    }[measure];
    const everyone = s.others(events);
    for (const [turn, time] of s.times(events, at, length).entries()) {
      const to =
        measure === 'messages'
          ? bridge
          : measure === 'counterparties'
            ? everyone[turn]!
            : partners[turn % 2]!;
      s.plant(actor, to, {
        time,
        usd: s.random.lognormal(measure === 'volume' ? level * s.by(40, 20, 10) : level, 0.3),
        ...(measure === 'gas'
          ? { gasUsed: s.random.whole(1, 3) * s.by(2_400_000, 1_200_000, 600_000), method: 'execute' }
          : {}),
        ...(measure === 'messages' ? { method: 'sendMessage' } : {}),
      });
    }
    if (s.difficulty !== 'easy')
      s.everyday(actor, { from: at + DAY / 2, to: at + 15 * DAY, perDay: 1.5, median: level, sigma: 0.35 });
    return {
      key: [actor],
      members: measure === 'counterparties' ? [actor, ...everyone] : [actor, ...partners, bridge],
      also: [...AGAINST_PAST, ...STARS, 'temporal-coordination', 'volume-coordination'],
      note: `${measure}: ${events} transfers in ${length / MINUTE} minutes`,
    };
  },
} satisfies Pattern;
