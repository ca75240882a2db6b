import { describe, expect, it } from 'vitest';
import { TraceMethod } from '#contract/trace.ts';
import {
  leftByAccount,
  rowSeed,
  type SmallMovement,
  SmallSource,
  smallHistory,
  traceSmall,
} from './testing.ts';

interface Example {
  readonly source: string;
  readonly accounts: readonly string[];
  readonly payments: readonly (readonly [from: string, to: string, amount: number])[];
  /** The payment that is traced. */
  readonly traced: number;
  /** Traced units that stand at each account in the end, by method; accounts left out have none. */
  readonly expected: Record<TraceMethod, Record<string, number>>;
}

const tenPayees = Array.from({ length: 10 }, (_, index) => `payee ${index + 1}`);
const each = (names: readonly string[], amount: number) =>
  Object.fromEntries(names.map((name) => [name, amount]));

const examples: Record<string, Example> = {
  'three stolen bitcoin and seven mined ones in one address': {
    source:
      'Anderson, Shumailov, Ahmed, “Tracing stolen bitcoin”, Light Blue Touchpaper, 26 March 2018: poison marks ten, haircut marks each 30 %, FIFO the first three. Paid out one by one here; LIFO follows from its rule. A bitcoin is 10 units.',
    accounts: ['thief', 'miner', 'address', ...tenPayees],
    payments: [
      ['thief', 'address', 30],
      ['miner', 'address', 70],
      ...tenPayees.map((payee) => ['address', payee, 10] as const),
    ],
    traced: 0,
    expected: {
      fifo: each(tenPayees.slice(0, 3), 10),
      lifo: each(tenPayees.slice(7), 10),
      haircut: each(tenPayees, 3),
      poison: each(tenPayees, 10),
    },
  },
  'Paul, Michael and Karen: the share of the one who paid first': {
    source:
      'Paul Todd, “Equitable tracing – mixed funds” (1996), after Lowrie and Todd, “In defence of the North American rolling charge”, Denning Law Journal: ten in from each of three, ten spent after the second and after the third. Clayton’s case leaves what came last; by the rolling charge the first withdrawal takes 5 of Paul’s, the second a quarter of what is there. An amount of 1 is 4 units.',
    accounts: ['Paul', 'Michael', 'Karen', 'fund', 'first spending', 'second spending'],
    payments: [
      ['Paul', 'fund', 40],
      ['Michael', 'fund', 40],
      ['fund', 'first spending', 40],
      ['Karen', 'fund', 40],
      ['fund', 'second spending', 40],
    ],
    traced: 0,
    expected: {
      fifo: { 'first spending': 40 },
      lifo: { fund: 40 },
      haircut: { 'first spending': 20, 'second spending': 10, fund: 10 },
      poison: { 'first spending': 40, 'second spending': 40, fund: 40 },
    },
  },
  'Paul, Michael and Karen: the share of the one who paid last': {
    source: 'The same.',
    accounts: ['Paul', 'Michael', 'Karen', 'fund', 'first spending', 'second spending'],
    payments: [
      ['Paul', 'fund', 40],
      ['Michael', 'fund', 40],
      ['fund', 'first spending', 40],
      ['Karen', 'fund', 40],
      ['fund', 'second spending', 40],
    ],
    traced: 3,
    expected: {
      fifo: { fund: 40 },
      lifo: { 'second spending': 40 },
      haircut: { 'second spending': 20, fund: 20 },
      poison: { 'second spending': 40, fund: 40 },
    },
  },
  'Clayton’s balance at the death of Devaynes': {
    source:
      'Devaynes v Noble: Clayton’s Case (1816) 1 Mer 572: 1,713 pounds stood to Clayton’s credit when Devaynes died; he went on to pay in, and drew more than 1,713; held: the balance of that day was paid off. The report gives no single later payments, so these are worked after it: 2,000 paid in, 1,800 drawn.',
    accounts: ['Clayton’s funds', 'account', 'Clayton', 'later funds'],
    payments: [
      ['Clayton’s funds', 'account', 1713],
      ['later funds', 'account', 2000],
      ['account', 'Clayton', 1800],
    ],
    traced: 0,
    expected: {
      fifo: { Clayton: 1713 },
      lifo: { account: 1713 },
      haircut: { Clayton: 830, account: 883 },
      poison: { Clayton: 1800, account: 1913 },
    },
  },
};

describe.each(Object.entries(examples))('%s', (_, example) => {
  const movements = example.payments.map<SmallMovement>(([from, to, amount]) => ({
    from: example.accounts.indexOf(from),
    to: example.accounts.indexOf(to),
    amount,
  }));
  const history = smallHistory(movements);

  it.each(TraceMethod.options)('%s gives the shares of the text', async (method) => {
    const [found] = await traceSmall(new SmallSource(history), rowSeed(history, example.traced), {
      methods: [method],
    });
    const left = Object.fromEntries(
      [...leftByAccount(found!)].map(([account, units]) => [example.accounts[account], Number(units)]),
    );
    expect(left).toEqual(example.expected[method]);
  });
});
