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
import { isRound } from '../../kernels/digits.ts';
import { payoutReason } from '../../kernels/payout.ts';
import { peaksOf } from '../../kernels/peaks.ts';
import { type AssetSample, assetSamples, sentSeries, shareOfOthers } from '../../kernels/sent-series.ts';
import { logPoissonTail } from '../../kernels/statistics.ts';

const params = z.object({
  min_amounts: param(
    z.number().int().min(20).default(50),
    'amounts',
    'Amounts of one asset that an account must have sent.',
  ),
  tolerance: param(
    z.number().min(0).max(0.05).default(0.002),
    'of the amount',
    'Amounts within so narrow a window are one size.',
  ),
  most_sizes: param(
    z.number().int().min(1).max(20).default(3),
    'sizes',
    'Sizes counted together, fullest first.',
  ),
  min_share: param(
    z.number().min(0).max(1).default(0.3),
    'share',
    'Least part of the series that these sizes must carry.',
  ),
  min_peak: param(
    z.number().min(0).max(1).default(0.07),
    'share',
    'Least part of the series that each of them must carry.',
  ),
  round_share: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Least part of the series for a round size, which people like for itself.',
  ),
  usual_factor: param(
    z.number().min(1).default(5),
    '× chance',
    'Multiple of what the shape of the other amounts and the asset’s other movements would put there.',
  ),
  chance: param(
    z.number().min(0).max(1).default(0.001),
    'chance',
    'Most that a size so full may be expected by chance, over all places and all series tested.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(200),
    'transfers',
    'Transfers of these sizes shown as evidence, earliest first.',
  ),
});

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  amounts: z.number(),
  clustered: z.number(),
  sizes: z.array(z.object({ size: z.number(), count: z.number(), expected: z.number() })).min(1),
  /** Entropy of the sizes over that of as many different ones: 0 for one size, 1 for none alike. */
  entropy: z.number(),
  receivers: z.number(),
  p: z.number(),
  tests: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

async function* clusteredSeries(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { amount, micros, usd, rowId, to } = ledger.columns;
  const samples = assetSamples(ledger);
  const found: { account: number; row: Omit<Row, 'chain' | 'address' | 'tests'> }[] = [];
  let tests = 0;
  for await (const { account, asset, rows } of sentSeries(walk, leftOut(ledger, given), given.min_amounts)) {
    tests += 1;
    const sorted = Float64Array.from(rows, (each) => amount[each]!).sort();
    const least = Math.max(5, Math.ceil(given.min_peak * rows.length));
    const sample = samples[asset]!;
    let logChance = 0;
    const peaks = peaksOf(sorted, given.tolerance, least, given.most_sizes).flatMap(
      ({ first, end, smooth }) => {
        const count = end - first;
        const low = sorted[first]!;
        const high = sorted[end - 1]!;
        const others = shareOfOthers(sample, within(sample, low, high), count, rows.length, 1) ?? 0;
        const expected = smooth + others * rows.length;
        const middle = sorted[(first + end) >>> 1]!;
        if (count < given.usual_factor * expected) return [];
        if (isRound(middle) && count < given.round_share * rows.length) return [];
        const log = logPoissonTail(count, Math.max(expected, 0.5)) + Math.log(rows.length);
        if (log > Math.log(given.chance)) return [];
        logChance = Math.min(logChance, log);
        return [{ low, high, size: middle, count, expected }];
      },
    );
    const inPeak = (each: number) =>
      peaks.some(({ low, high }) => amount[each]! >= low && amount[each]! <= high);
    const clustered = rows.filter(inPeak);
    if (peaks.length === 0 || clustered.length < given.min_share * rows.length) continue;
    if (payoutReason(ledger, clustered) !== null) continue;
    const dollars = clustered.reduce((sum, each) => sum + usd[each]!, 0);
    found.push({
      account,
      row: {
        symbol: ledger.symbol(asset),
        start: instant(micros[clustered[0]!]!),
        ended: instant(micros[clustered.at(-1)!]!),
        amounts: rows.length,
        clustered: clustered.length,
        sizes: peaks.map(({ size, count, expected }) => ({ size, count, expected })),
        entropy: entropyOf(
          peaks.map(({ count }) => count),
          rows.length,
        ),
        receivers: new Set(clustered.map((each) => to[each]!)).size,
        p: Math.exp(logChance),
        usd: Number.isNaN(dollars) ? null : dollars,
        rows: clustered.slice(0, given.max_evidence).map((each) => rowId[each]!),
      },
    });
  }
  const kept = found.filter(({ row: { p } }) => p * tests <= given.chance);
  const name = await walk.names(kept.map(({ account }) => account));
  for (const { account, row: each } of kept) yield { ...name(account), ...each, tests };
}

/** Amounts of a sorted sample from `low` to `high`, both within. */
function within({ amounts }: AssetSample, low: number, high: number): number {
  const below = (limit: number, orEqual: boolean) => {
    let from = 0;
    let upto = amounts.length;
    while (from < upto) {
      const middle = (from + upto) >>> 1;
      if (amounts[middle]! < limit || (orEqual && amounts[middle] === limit)) from = middle + 1;
      else upto = middle;
    }
    return from;
  };
  return below(high, true) - below(low, false);
}

/** Shannon entropy over its most, with each amount outside the peaks taken for a size of its own. */
function entropyOf(counts: readonly number[], all: number): number {
  let sum = 0;
  let alone = all;
  for (const count of counts) {
    sum -= (count / all) * Math.log(count / all);
    alone -= count;
  }
  return (sum + (alone / all) * Math.log(all)) / Math.log(all);
}

export default detector({
  id: 'trade-size-clustering',
  title: 'One or a few sizes carry a series of transfers',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: clusteredSeries,
  score: (found) =>
    0.25 +
    0.35 * clamp(found.clustered / found.amounts) +
    0.15 * (1 - found.entropy) +
    0.25 * logScale(found.clustered, 20, 1000),
  confidence: (found) => clamp(0.5 + 0.025 * -Math.log10(Math.max(found.p * found.tests, 1e-14)), 0, 0.85),
  severity: (found) => (found.clustered >= 0.5 * found.amounts && found.clustered >= 50 ? 'MEDIUM' : 'LOW'),
  explain: (found) =>
    `${number(found.clustered, 0)} of ${counted(found.amounts, 'amount')} of ${found.symbol} that ${short(found.address)} sent, to ${counted(found.receivers, 'account')} at irregular times, have ${found.sizes.length === 1 ? 'the same size' : `one of ${found.sizes.length} sizes`}: ${found.sizes.map(({ size, count, expected }) => `${number(size, 4)} ${number(count, 0)} times (expected ${number(expected, 1)})`).join(', ')}; entropy ${number(found.entropy, 2)} of 1 (chance ${found.p < 1e-12 ? 'below 1e-12' : found.p.toPrecision(2)}, ${counted(found.tests, 'series', 'series')} tested).`,
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  chance: (found) => Math.min(1, found.p),
  impactUsd: (found) => found.usd,
});
