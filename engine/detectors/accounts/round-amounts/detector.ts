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
import { assetSamples, sentSeries, shareOfOthers } from '../../kernels/sent-series.ts';
import { binomialTail } from '../../kernels/statistics.ts';

const params = z.object({
  min_amounts: param(
    z.number().int().min(10).default(30),
    'amounts',
    'Amounts of one asset that an account must have sent.',
  ),
  min_share: param(
    z.number().min(0).max(1).default(0.35),
    'share',
    'Least part of them that is round: at most two significant digits.',
  ),
  usual_factor: param(
    z.number().min(1).default(2.5),
    '× usual',
    'Multiple of the part that is round among all other movements of the asset.',
  ),
  least_usual: param(
    z.number().min(0).max(1).default(0.1),
    'share',
    'Part of anybody’s amounts that is taken to be round at least; also where the asset has too few other movements.',
  ),
  min_others: param(
    z.number().int().min(1).default(200),
    'transfers',
    'Other movements of the asset from which on their round part is known.',
  ),
  one_size: param(
    z.number().min(0).max(1).default(0.6),
    'share',
    'Part of the round amounts that one and the same may be; beyond that it is a price, a fee or a fixed gift.',
  ),
  chance: param(
    z.number().min(0).max(1).default(0.001),
    'chance',
    'Most that so many may be expected by chance, over all series tested.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(200),
    'transfers',
    'Round transfers shown as evidence, earliest first.',
  ),
});

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  amounts: z.number(),
  round: z.number(),
  sizes: z.number(),
  usual: z.number(),
  usual_known: z.boolean(),
  p: z.number(),
  tests: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

async function* roundSeries(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { amount, micros, usd, rowId } = ledger.columns;
  const samples = assetSamples(ledger);
  const roundInSample = samples.map(({ amounts }) =>
    amounts.reduce((sum, each) => sum + Number(isRound(each)), 0),
  );
  const found: { account: number; row: Omit<Row, 'chain' | 'address' | 'tests'> }[] = [];
  let tests = 0;
  for await (const { account, asset, rows } of sentSeries(walk, leftOut(ledger, given), given.min_amounts)) {
    tests += 1;
    const round = rows.filter((each) => isRound(amount[each]!));
    const share = round.length / rows.length;
    if (share < given.min_share) continue;
    const known = shareOfOthers(
      samples[asset]!,
      roundInSample[asset]!,
      round.length,
      rows.length,
      given.min_others,
    );
    const usual = Math.max(known ?? 0, given.least_usual);
    if (share < Math.min(1, given.usual_factor * usual)) continue;
    const p = binomialTail(round.length, rows.length, usual);
    if (p > given.chance) continue;
    const sizes = new Map<number, number>();
    for (const each of round) sizes.set(amount[each]!, (sizes.get(amount[each]!) ?? 0) + 1);
    if (Math.max(...sizes.values()) > given.one_size * round.length) continue;
    if (payoutReason(ledger, rows) !== null || payoutReason(ledger, round) !== null) continue;
    const dollars = round.reduce((sum, each) => sum + usd[each]!, 0);
    found.push({
      account,
      row: {
        symbol: ledger.symbol(asset),
        start: instant(micros[round[0]!]!),
        ended: instant(micros[round.at(-1)!]!),
        amounts: rows.length,
        round: round.length,
        sizes: sizes.size,
        usual,
        usual_known: known !== null,
        p,
        usd: Number.isNaN(dollars) ? null : dollars,
        rows: round.slice(0, given.max_evidence).map((each) => rowId[each]!),
      },
    });
  }
  const kept = found.filter(({ row: { p } }) => p * tests <= given.chance);
  const name = await walk.names(kept.map(({ account }) => account));
  for (const { account, row: each } of kept) yield { ...name(account), ...each, tests };
}

export default detector({
  id: 'round-amounts',
  title: 'Round amounts far more often than usual',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: roundSeries,
  score: (found) =>
    0.3 +
    0.4 * clamp((found.round / found.amounts - found.usual) / (1 - found.usual)) +
    0.3 * logScale(found.amounts, 30, 1000),
  confidence: (found) =>
    clamp(
      (found.usual_known ? 0.5 : 0.4) + 0.025 * -Math.log10(Math.max(found.p * found.tests, 1e-14)),
      0,
      0.85,
    ),
  severity: (found) => (found.round >= 0.8 * found.amounts && found.round >= 50 ? 'MEDIUM' : 'LOW'),
  explain: (found) =>
    `${number(found.round, 0)} of ${counted(found.amounts, 'amount')} of ${found.symbol} that ${short(found.address)} sent are round (${number((found.round / found.amounts) * 100, 0)} %, ${counted(found.sizes, 'different one')}), ${found.usual_known ? 'against' : 'against an assumed'} ${number(found.usual * 100, 1)} % usual for the asset (chance ${found.p < 1e-12 ? 'below 1e-12' : found.p.toPrecision(2)}, ${counted(found.tests, 'series', 'series')} tested).`,
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  chance: (found) => Math.min(1, found.p),
  impactUsd: (found) => found.usd,
});
