import type { DecoyKind } from '../define.ts';
import { DAY, HOUR } from '../world.ts';

/** A sanctioned account deposited at an exchange; a customer of the same exchange withdraws. The exchange stands between. */
export default {
  kind: 'customer of a tainted exchange',
  each: 4,
  plant: (s) => {
    const start = s.begin(3 * DAY);
    const exchange = s.town.exchangesOn(s.chain).find(({ labelled }) => labelled)!;
    const listed = s.random.pick(s.town.sanctioned.filter(({ chain }) => chain === s.chain));
    const customer = s.person('customer of a tainted exchange', start, 500);
    s.town.deposit(s.random, exchange, listed, 'USDC', 40_000, start);
    s.town.withdraw(s.random, exchange, customer, 'USDC', 900, start + s.random.between(2, 30) * HOUR);
    return { accounts: [customer], quiet: ['sanctions-exposure', 'mixer-exposure'] };
  },
} satisfies DecoyKind;
