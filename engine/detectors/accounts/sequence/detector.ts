import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  duration,
  instant,
  intermediaryParams,
  leftOut,
  logScale,
  number,
  param,
  RowIds,
  SECOND,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';
import { scheduledReceipts } from '../../kernels/payout.ts';
import { type SequenceChange, sequenceChanges, TEN } from './changes.ts';
import { Movements } from './movements.ts';

const params = z.object({
  min_score: param(z.number().min(0).max(1).default(0.7), 'score', 'Above this the change is alerted.'),
  memory: param(
    z.number().int().min(20).max(500).default(100),
    'movements',
    'Movements before the judged ten that make the profile.',
  ),
  min_history: param(
    z.number().int().min(10).default(20),
    'movements',
    'Movements of the asset that must lie before the judged ten.',
  ),
  amount_factor: param(
    z.number().min(1).default(2),
    '× usual',
    'Least multiple, or part, of the usual amount.',
  ),
  pace_factor: param(
    z.number().min(1).default(2),
    '× usual',
    'Least multiple of the usual pace for the intervals to count.',
  ),
  min_usd: param(
    z.number().min(0).default(1000),
    'US$',
    'Least worth of the ten together where prices are known.',
  ),
  unpriced_quantile: param(
    z.number().min(0).max(0.9999).default(0.9),
    'share',
    'Where no price is known: least sum of the ten as a quantile of the asset’s transfers.',
  ),
  ...intermediaryParams,
});

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  history: z.number(),
  amount: z.number(),
  usd: z.number().nullable(),
  amount_factor: z.number(),
  amount_z: z.number(),
  pace_factor: z.number(),
  pace_z: z.number(),
  trend: z.number(),
  trend_before: z.number(),
  regularity: z.number(),
  regularity_before: z.number(),
  change: z.number(),
  episodes: z.number(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

async function* changed(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { holdings } = ledger;
  const { rowId, to } = ledger.columns;
  const why = leftOut(ledger, given);
  const lines = amountLines(ledger, given.unpriced_quantile);
  const life = new Movements(ledger);
  const rules = {
    memory: given.memory,
    history: given.min_history,
    amountFactor: given.amount_factor,
    paceFactor: given.pace_factor,
  };
  const found: { account: number; row: Omit<Row, 'chain' | 'address'> }[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    if (holdings.start[holding + 1]! - holdings.start[holding]! < given.min_history + TEN) continue;
    const account = holdings.account[holding]!;
    if (why[account] !== 0) continue;
    const asset = holdings.asset[holding]!;
    life.read(holding, null);
    if (!strongest(asset)) continue;
    const received = life.rows.slice(0, life.count).flatMap((row) => (to[row] === account ? [row] : []));
    const scheduled = scheduledReceipts(ledger, received);
    if (scheduled.size > 0) life.read(holding, scheduled);
    const best = strongest(asset);
    if (best) found.push({ account, row: describe(best.change, asset, best.episodes) });
  }
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, row: each } of found) yield { ...name(account), ...each };

  function strongest(asset: number): { change: SequenceChange; episodes: number } | null {
    let best: SequenceChange | null = null;
    let last = Number.NEGATIVE_INFINITY;
    let episodes = 0;
    for (const change of sequenceChanges(life.logs, life.seconds, life.count, rules)) {
      if (change.score <= given.min_score || !worth(change.at, asset)) continue;
      if (change.at - last >= TEN) episodes += 1;
      last = change.at;
      if (!best || change.score > best.score) best = change;
    }
    return best && { change: best, episodes };
  }

  function sumOf(at: number): { amount: number; usd: number } {
    let amount = 0;
    let usd = 0;
    for (let each = at - TEN + 1; each <= at; each += 1) {
      amount += Math.exp(life.logs[each]!);
      usd += life.usd[each]!;
    }
    return { amount, usd };
  }

  function worth(at: number, asset: number): boolean {
    const { amount, usd } = sumOf(at);
    return Number.isNaN(usd) ? amount >= lines[asset]! : usd >= given.min_usd;
  }

  function describe(change: SequenceChange, asset: number, episodes: number): Omit<Row, 'chain' | 'address'> {
    const first = change.at - TEN + 1;
    const { amount, usd } = sumOf(change.at);
    return {
      symbol: ledger.symbol(asset),
      start: instant(Math.round(life.seconds[first]! * SECOND)),
      ended: instant(Math.round(life.seconds[change.at]! * SECOND)),
      seconds: life.seconds[change.at]! - life.seconds[first]!,
      history: Math.min(first, given.memory),
      amount,
      usd: Number.isNaN(usd) ? null : usd,
      amount_factor: change.amountFactor,
      amount_z: change.amountZ,
      pace_factor: change.paceFactor,
      pace_z: change.paceZ,
      trend: change.trend,
      trend_before: change.trendBefore,
      regularity: change.regularity,
      regularity_before: change.regularityBefore,
      change: change.score,
      episodes,
      rows: life.rows.slice(first, change.at + 1).map((each) => rowId[each]!),
    };
  }
}

export default detector({
  id: 'sequence',
  title: 'Ten transfers unlike those before',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: changed,
  score: (found) => clamp(found.change),
  confidence: (found) =>
    clamp(
      0.5 + 0.2 * logScale(found.history, 20, 100) + 0.2 * logScale(Math.max(found.amount_z, 3), 3, 30),
      0,
      0.9,
    ),
  severity: (found) =>
    found.change > 0.85 && (found.usd ?? 0) >= 100_000
      ? 'HIGH'
      : found.change > 0.8 || (found.usd ?? 0) >= 100_000
        ? 'MEDIUM'
        : 'LOW',
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(found.usd, 0)})`;
    const parts = [
      `amounts ${number(found.amount_factor, 2)} times the usual (${number(found.amount_z, 1)} standard errors)`,
      found.pace_factor >= 1
        ? `${number(found.pace_factor, 1)} times as fast (${number(found.pace_z, 1)})`
        : 'no faster than before',
      `trend ${number(found.trend, 2)} (before ${number(found.trend_before, 2)})`,
      `variation of the pauses ${number(found.regularity, 2)} (before ${number(found.regularity_before, 2)})`,
    ];
    const more = found.episodes > 1 ? `; ${counted(found.episodes - 1, 'further change')} of that kind` : '';
    return `Ten movements of ${short(found.address)} within ${duration(found.seconds)}, ${number(found.amount, 4)} ${found.symbol}${worth} together, differ from the ten before and from the ${number(found.history, 0)} before them: ${parts.join(', ')}${more}.`;
  },
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  impactUsd: (found) => found.usd,
});
