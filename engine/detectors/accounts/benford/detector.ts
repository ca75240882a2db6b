import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  instant,
  intermediaryParams,
  leftOut,
  logScale,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';
import {
  BENFORD,
  designEffect,
  digitDeviation,
  digitTest,
  firstDigit,
  firstDigits,
  smoothDigits,
} from '../../kernels/digits.ts';
import { payoutReason } from '../../kernels/payout.ts';
import { sentSeries } from '../../kernels/sent-series.ts';
import { quantile } from '../../kernels/statistics.ts';

const params = z.object({
  min_amounts: param(
    z.number().int().min(50).default(200),
    'amounts',
    'Distinct amounts of one asset that an account must have sent: fewer say nothing of digits.',
  ),
  min_orders: param(
    z.number().min(0.5).max(10).default(2),
    'powers of ten',
    'Between the 2nd and the 98th hundredth of the amounts; narrower series need not follow the law.',
  ),
  min_deviation: param(
    z.number().min(0).max(0.2).default(0.02),
    'mean absolute deviation',
    'Of the shares of first digits from Benford’s; Nigrini calls more than 0.015 non-conforming.',
  ),
  chance: param(
    z.number().min(0).max(1).default(0.001),
    'chance',
    'Most that the digits may be expected by chance, over all series tested.',
  ),
  smoothing: param(
    z.number().min(0.05).max(2).default(0.3),
    'powers of ten',
    'Width of the kernel that says which digits the mere size and spread of the amounts explain.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(500),
    'transfers',
    'Transfers shown as evidence, evenly spaced in time.',
  ),
});

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  amounts: z.number(),
  distinct: z.number(),
  orders: z.number(),
  deviation: z.number(),
  statistic: z.number(),
  design_effect: z.number(),
  p: z.number(),
  tests: z.number(),
  /** The digit furthest from its share, and both shares. */
  digit: z.number(),
  share: z.number(),
  wanted: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

async function* nonConforming(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { amount, to, micros, usd, rowId } = ledger.columns;
  const found: { account: number; row: Omit<Row, 'chain' | 'address' | 'tests'> }[] = [];
  let tests = 0;
  for await (const { account, asset, rows } of sentSeries(walk, leftOut(ledger, given), given.min_amounts)) {
    // an amount that comes again is a price or a wage, and says no more of digits than once
    const seen = new Set<number>();
    const distinct = rows.filter((each) => !seen.has(amount[each]!) && seen.add(amount[each]!));
    if (distinct.length < given.min_amounts) continue;
    const sorted = Float64Array.from(distinct, (each) => amount[each]!).sort();
    const orders = Math.log10(quantile(sorted, 0.98) / quantile(sorted, 0.02));
    if (orders < given.min_orders) continue;
    tests += 1;
    const counts = firstDigits(sorted);
    const deviation = digitDeviation(counts, BENFORD);
    if (deviation < given.min_deviation) continue;
    const effect = designEffect(
      distinct.map((each) => firstDigit(amount[each]!)),
      distinct.map((each) => to[each]!),
    );
    if (distinct.length / effect < given.min_amounts / 2) continue;
    const shape = smoothDigits(sorted, given.smoothing);
    const against = digitTest(counts, BENFORD, effect);
    const p = Math.max(against.p, digitTest(counts, shape, effect).p);
    if (p > given.chance || digitDeviation(counts, shape) < given.min_deviation) continue;
    if (payoutReason(ledger, rows) === 'on a schedule') continue;
    let digit = 0;
    const off = (at: number) => Math.abs(counts[at]! / distinct.length - BENFORD[at]!);
    for (let at = 1; at < 9; at += 1) if (off(at) > off(digit)) digit = at;
    const dollars = rows.reduce((sum, each) => sum + usd[each]!, 0);
    const step = Math.max(1, distinct.length / given.max_evidence);
    found.push({
      account,
      row: {
        symbol: ledger.symbol(asset),
        start: instant(micros[rows[0]!]!),
        ended: instant(micros[rows.at(-1)!]!),
        amounts: rows.length,
        distinct: distinct.length,
        orders,
        deviation,
        statistic: against.statistic,
        design_effect: effect,
        p,
        digit: digit + 1,
        share: counts[digit]! / distinct.length,
        wanted: BENFORD[digit]!,
        usd: Number.isNaN(dollars) ? null : dollars,
        rows: Array.from(
          { length: Math.min(distinct.length, given.max_evidence) },
          (_, at) => rowId[distinct[Math.floor(at * step)]!]!,
        ),
      },
    });
  }
  const kept = found.filter(({ row: { p } }) => p * tests <= given.chance);
  const name = await walk.names(kept.map(({ account }) => account));
  for (const { account, row: each } of kept) yield { ...name(account), ...each, tests };
}

export default detector({
  id: 'benford',
  title: 'Amounts whose first digits look made up',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: nonConforming,
  score: (found, given) =>
    0.3 +
    0.4 * logScale(found.deviation, given.min_deviation, 0.1) +
    0.3 * logScale(found.distinct / found.design_effect, 200, 5000),
  confidence: (found) => clamp(0.5 + 0.03 * -Math.log10(Math.max(found.p * found.tests, 1e-12)), 0, 0.85),
  severity: (found) => (found.deviation >= 0.05 ? 'MEDIUM' : 'LOW'),
  explain: (found) =>
    `First digits of ${counted(found.distinct, 'distinct amount')} of ${found.symbol} that ${short(found.address)} sent, over ${number(found.orders, 1)} powers of ten, do not follow Benford’s law: mean absolute deviation ${number(found.deviation, 3)}, chi-squared ${number(found.statistic, 1)} with 8 degrees of freedom (chance ${found.p < 1e-12 ? 'below 1e-12' : found.p.toPrecision(2)}, ${counted(found.tests, 'series', 'series')} tested); ${found.digit} comes first in ${number(found.share * 100, 1)} % instead of ${number(found.wanted * 100, 1)} %.`,
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  chance: (found) => Math.min(1, found.p),
  impactUsd: (found) => found.usd,
});
