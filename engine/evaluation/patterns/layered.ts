import { AGAINST_PAST, COORDINATION, PASSING_ON } from '../also.ts';
import type { Pattern } from '../define.ts';
import { HOUR } from '../world.ts';

/** Accounts in a row, each with about the same degree and the same volume in as out. */
export default {
  id: 'layered',
  plant: (s) => {
    const depth = s.by(6, 5, 4);
    const pieces = s.by(4, 3, 2);
    const keep = s.by(0.99, 0.97, 0.95);
    const step = s.by(6, 16, 30) * HOUR;
    const start = s.begin(step * depth);
    const row = Array.from({ length: depth }, (_, at) =>
      at === 0 || s.difficulty !== 'hard' ? s.fresh('layer') : s.person('layer', start, 60),
    );
    let usd = s.random.lognormal(s.by(70_000, 45_000, 30_000), 0.3);
    s.fund(row[0]!, usd, start);
    for (let at = 0; at + 1 < depth; at += 1) {
      const shares = s.random.shares(pieces, 0.3);
      for (const [part, time] of s.spaced(pieces, start + at * step, step * 0.8).entries())
        s.plant(row[at]!, row[at + 1]!, { usd: usd * shares[part]!, time });
      usd *= keep;
    }
    s.town.deposit(s.random, s.exchange, row.at(-1)!, s.asset, usd, start + depth * step);
    return {
      key: row.slice(1, -1),
      members: row,
      also: [...AGAINST_PAST, ...COORDINATION, ...PASSING_ON],
      note: `${depth} layers, ${pieces} transfers between two`,
    };
  },
} satisfies Pattern;
