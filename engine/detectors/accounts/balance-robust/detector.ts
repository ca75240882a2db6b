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
  MINUTE,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';
import { Observations } from '../../kernels/observations.ts';
import { quantile } from '../../kernels/statistics.ts';

const params = z.object({
  robust_z: param(
    z.number().min(0).default(3.5),
    'modified z',
    'Distance of a change from the median of the account’s past changes, in median absolute deviations times 1/0.6745.',
  ),
  log_z: param(
    z.number().min(0).default(4.5),
    'modified z',
    'The same of the logarithms: amounts are heavy-tailed by nature, and a plain distance alone would call every tenth change an outlier.',
  ),
  memory: param(
    z.number().int().min(5).max(500).default(100),
    'observations',
    'Changes before the judged one that make the profile.',
  ),
  min_observations: param(
    z.number().int().min(5).default(20),
    'observations',
    'Changes that must lie before the judged one.',
  ),
  least_log_spread: param(
    z.number().min(0).max(1).default(0.1),
    'of the logarithm',
    'Least median absolute deviation of the logarithms, so that an account that always moves the same sum is not an outlier at the first difference.',
  ),
  merge_minutes: param(
    z.number().min(0).default(30),
    'minutes',
    'Movements with no longer pause between them are one change.',
  ),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Least change where prices are known.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.9999).default(0.8),
    'share',
    'Where no price is known: least change as a quantile of the asset’s transfers.',
  ),
  ...intermediaryParams,
});

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  change: z.number(),
  usd: z.number().nullable(),
  median: z.number(),
  observations: z.number(),
  robust_z: z.number(),
  log_z: z.number(),
  outliers: z.number(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

async function* outliers(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { holdings } = ledger;
  const { rowId } = ledger.columns;
  const why = leftOut(ledger, given);
  const lines = amountLines(ledger, given.unpriced_quantile);
  const life = new Observations(ledger, given.merge_minutes * MINUTE);
  const sizes = new Float64Array(given.memory);
  const distances = new Float64Array(given.memory);
  const found: { account: number; row: Omit<Row, 'chain' | 'address'> }[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    if (holdings.start[holding + 1]! - holdings.start[holding]! <= given.min_observations) continue;
    const account = holdings.account[holding]!;
    if (why[account] !== 0) continue;
    life.read(holding);
    const row = ofHolding(holdings.asset[holding]!);
    if (row) found.push({ account, row });
  }
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, row } of found) yield { ...name(account), ...row };

  /** The strongest outlier speaks for all of the holding. */
  function ofHolding(asset: number): Omit<Row, 'chain' | 'address'> | null {
    let best: Omit<Row, 'chain' | 'address'> | null = null;
    const evidence: number[] = [];
    let count = 0;
    let start = '';
    let largest = 0;
    for (let at = 0; at < life.count; at += 1) {
      const size = Math.abs(life.change[at]!);
      if (at >= given.min_observations && worth(at, asset)) {
        const measured = measure(at, size);
        if (measured.robust > given.robust_z && measured.log > given.log_z) {
          count += 1;
          if (count === 1) start = instant(life.micros[at]!);
          evidence.push(...Array.from(life.rows(at)).slice(0, 20));
          if (measured.log > largest) {
            largest = measured.log;
            best = {
              symbol: ledger.symbol(asset),
              start,
              ended: '',
              change: life.change[at]!,
              usd: Number.isNaN(life.usd[at]!) ? null : life.usd[at]!,
              median: measured.median,
              observations: Math.min(at, given.memory),
              robust_z: measured.robust,
              log_z: measured.log,
              outliers: 0,
              rows: [],
            };
          }
          best = { ...best!, ended: instant(life.micros[at]!) };
        }
      }
    }
    return best && { ...best, outliers: count, rows: evidence.slice(0, 100).map((each) => rowId[each]!) };
  }

  function worth(at: number, asset: number): boolean {
    const dollars = life.usd[at]!;
    return Number.isNaN(dollars)
      ? Math.abs(life.change[at]!) >= lines[asset]!
      : Math.abs(dollars) >= given.min_usd;
  }

  function measure(at: number, size: number): { median: number; robust: number; log: number } {
    const from = Math.max(0, at - given.memory);
    const past = sizes.subarray(0, at - from);
    for (let index = 0; index < past.length; index += 1) past[index] = Math.abs(life.change[from + index]!);
    past.sort();
    const median = quantile(past, 0.5);
    const spread = Math.max(distance(past, median), 1e-9 * median);
    for (let index = 0; index < past.length; index += 1) past[index] = Math.log(past[index]!);
    const logSpread = Math.max(distance(past, Math.log(median)), given.least_log_spread);
    return {
      median,
      robust: (0.6745 * (size - median)) / spread,
      log: (0.6745 * (Math.log(size) - Math.log(median))) / logSpread,
    };
  }

  function distance(sorted: Float64Array, centre: number): number {
    const all = distances.subarray(0, sorted.length);
    for (let index = 0; index < sorted.length; index += 1) all[index] = Math.abs(sorted[index]! - centre);
    return quantile(all.sort(), 0.5);
  }
}

export default detector({
  id: 'balance-robust',
  title: 'A change far outside the account’s own range',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: outliers,
  score: (found, given) =>
    0.35 +
    0.35 * logScale(found.log_z, given.log_z, given.log_z * 6) +
    0.3 * (found.usd === null ? 0.3 : logScale(Math.abs(found.usd), 1000, 10_000_000)),
  confidence: (found, given) =>
    clamp(
      0.55 +
        0.25 * clamp(found.observations / given.memory) +
        0.15 * logScale(found.log_z, given.log_z, given.log_z * 4),
    ),
  severity: (found) => (Math.abs(found.usd ?? 0) >= 100_000 ? 'HIGH' : found.log_z >= 10 ? 'MEDIUM' : 'LOW'),
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(Math.abs(found.usd), 0)})`;
    const more = found.outliers > 1 ? `; ${counted(found.outliers - 1, 'further outlier')}` : '';
    return `${short(found.address)} ${found.change > 0 ? 'took in' : 'paid out'} ${number(Math.abs(found.change), 4)} ${found.symbol}${worth} at once, ${number(Math.abs(found.change) / found.median, 1)} times the middle of its ${found.observations} changes before: modified z ${number(found.robust_z, 1)}, of the logarithms ${number(found.log_z, 1)}${more}.`;
  },
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  impactUsd: (found) => (found.usd === null ? null : Math.abs(found.usd)),
});
