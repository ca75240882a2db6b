import { z } from 'zod';
import { counted, detector, duration, logScale, number, param, RowIds, Time } from '../../define.ts';
import sql from './query.sql?raw';

/** Share of the rise that must be lost again for the word collapse. */
const COLLAPSED = 0.5;

const percent = (share: number): string => `${number(share * 100, 1)} %`;

export default detector({
  id: 'pump-and-dump',
  title: 'Price and volume exploded in a rush of market buys',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'markets',
  reads: ['stg_trade'],
  params: z.object({
    chunk_seconds: param(
      z.number().int().min(5).max(300).default(25),
      'seconds',
      'Length of the chunks that are judged.',
    ),
    history_hours: param(
      z.number().min(1).max(168).default(12),
      'hours',
      'Past of the market a chunk is compared with; the chunk itself is left out.',
    ),
    quiet_hours: param(
      z.number().min(0.5).max(168).default(1),
      'hours',
      'Below this much past nothing is said of a market.',
    ),
    min_rush: param(
      z.number().int().min(2).default(8),
      'orders',
      'Rush orders (market buys that swept several levels) a chunk must hold.',
    ),
    rush_sigma: param(
      z.number().min(0).default(10),
      'σ',
      'Standard deviations by which the rush orders of a chunk exceed the mean of the past.',
    ),
    volume_sigma: param(
      z.number().min(0).default(10),
      'σ',
      'Standard deviations by which the volume of a chunk exceeds the mean of the past.',
    ),
    volume_factor: param(
      z.number().min(1).default(10),
      '× usual',
      'Multiple of its mean volume a chunk must reach.',
    ),
    price_rise: param(
      z.number().min(0).default(0.05),
      'share',
      'Rise of the chunk’s highest price over the volume-weighted price of the hour before it.',
    ),
    merge_minutes: param(
      z.number().int().min(1).default(60),
      'minutes',
      'Chunks no further apart than this are one pump.',
    ),
    collapse_minutes: param(
      z.number().int().min(2).default(60),
      'minutes',
      'Time after the peak in whose second half the price is looked at again.',
    ),
    max_evidence: param(
      z.number().int().min(2).max(2000).default(200),
      'trades',
      'Buys shown as evidence, largest first; half as many sells.',
    ),
  }),
  row: z.object({
    venue: z.string(),
    market: z.string(),
    start: Time,
    peak_time: Time,
    ended: Time,
    rise_seconds: z.number(),
    usual_price: z.number(),
    peak: z.number(),
    rise: z.number(),
    after_price: z.number().nullable(),
    given_back: z.number().nullable(),
    chunks: z.number(),
    rush: z.number(),
    usual_rush: z.number(),
    volume_factor: z.number(),
    pump_trades: z.number(),
    pump_rows: RowIds,
    dump_trades: z.number(),
    dump_rows: z.array(z.number()),
  }),
  sql,
  score: (row) =>
    0.4 +
    0.25 * logScale(row.rise, 0.05, 1) +
    0.2 * logScale(row.volume_factor, 10, 1000) +
    0.15 * Math.min(1, Math.max(0, row.given_back ?? 0)),
  confidence: (row) => (row.given_back === null ? 0.75 : row.given_back >= COLLAPSED ? 0.9 : 0.55),
  severity: (row) =>
    row.rise >= 0.1 && (row.given_back ?? 0) >= COLLAPSED
      ? 'HIGH'
      : row.rise >= 0.1 || (row.given_back ?? 0) >= COLLAPSED
        ? 'MEDIUM'
        : 'LOW',
  explain: (row, params) =>
    `${row.market} on venue ${row.venue} stood ${percent(row.rise)} above its price of the hour before at ${row.peak_time}, ${duration(row.rise_seconds)} after the rush began (${number(row.usual_price, 8)} to ${number(row.peak, 8)}): ${counted(row.rush, 'market buy')} in ${params.chunk_seconds} seconds swept several price levels each (usual ${number(row.usual_rush)}), volume was ${number(row.volume_factor, 0)} times the usual` +
    (row.given_back === null
      ? '; the trades end before it can be said whether the price held'
      : row.given_back >= 0
        ? `; within ${params.collapse_minutes} minutes of the peak ${percent(Math.min(1, row.given_back))} of the rise was lost again`
        : `; the price was higher still within ${params.collapse_minutes} minutes of that peak`) +
    `. Shown: ${number(row.pump_rows.length, 0)} of ${counted(row.pump_trades, 'buy')} of the densest chunk and ${number(row.dump_rows.length, 0)} of ${counted(row.dump_trades, 'sell')} of the minute after the peak.`,
  subjects: (row) => [{ kind: 'market', id: `${row.venue}:${row.market}` }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) => [
    ...row.pump_rows.map((rowId) => ({
      kind: 'trade' as const,
      role: 'pump',
      target: 'trade' as const,
      rowId,
    })),
    ...row.dump_rows.map((rowId) => ({
      kind: 'trade' as const,
      role: 'dump',
      target: 'trade' as const,
      rowId,
    })),
  ],
  impactUsd: () => null,
});
