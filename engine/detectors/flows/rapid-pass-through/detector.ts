import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  duration,
  logScale,
  number,
  param,
  RowIds,
  short,
  Time,
} from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'rapid-pass-through',
  title: 'Value came in and went out again at once',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params: z.object({
    min_share: param(
      z.number().min(0.1).max(1).default(0.9),
      'share',
      'Part of what came in that must go out again.',
    ),
    tolerance: param(
      z.number().min(0).max(0.5).default(0.02),
      'share',
      'How far the outflow may exceed the inflow, so that a small earlier balance does not hide a pass-through.',
    ),
    window_minutes: param(
      z.number().min(1).max(1440).default(60),
      'minutes',
      'Longest mean rest on the account; also the longest pause within one pass-through.',
    ),
    max_hours: param(
      z.number().min(1).max(168).default(24),
      'hours',
      'Longest duration of one pass-through.',
    ),
    max_transfers: param(
      z.number().int().min(2).default(100),
      'transfers',
      'Most transfers of one pass-through; busier stretches are trading or service, not transit.',
    ),
    min_account_share: param(
      z.number().min(0).max(1).default(0.25),
      'share',
      'Part of all the account ever took in of the asset that must have passed through like this.',
    ),
    min_usd: param(z.number().min(0).default(1000), 'US$', 'Least inflow where prices are known.'),
    unpriced_quantile: param(
      z.number().min(0).max(0.999).default(0.5),
      'share',
      'Where no price is known: least inflow as a quantile of the asset’s transfers.',
    ),
    skip_sweeps: param(
      z.boolean().default(true),
      'yes or no',
      'Leave out accounts whose whole outflow went to accounts of the excluded categories, as deposit addresses do.',
    ),
    exclude_categories: param(
      z
        .array(z.string())
        .default([
          'exchange',
          'dex',
          'bridge',
          'fiat_gateway',
          'mining',
          'burn',
          'genesis',
          'staking',
          'mev_bot',
        ]),
      'categories',
      'Accounts with a label of one of these categories are left out.',
    ),
    max_evidence: param(
      z.number().int().min(1).max(1000).default(100),
      'transfers',
      'Transfers of each direction shown as evidence, earliest first.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    address: Address,
    asset: z.string(),
    symbol: z.string().nullable(),
    start: Time,
    ended: Time,
    times: z.number(),
    taken: z.number(),
    share: z.number(),
    usd: z.number().nullable(),
    rest_seconds: z.number(),
    transfers: z.number(),
    sources: z.number(),
    targets: z.number(),
    in_rows: RowIds,
    out_rows: RowIds,
  }),
  sql,
  score: (row, params) =>
    0.4 +
    0.2 * clamp(1 - row.rest_seconds / (params.window_minutes * 60)) +
    0.2 * logScale(row.times, 1, 20) +
    0.2 *
      (row.usd === null
        ? 0
        : logScale(row.usd, Math.max(params.min_usd, 1), Math.max(params.min_usd, 1) * 1000)),
  confidence: (row) => (row.times > 1 ? 0.8 : 0.65),
  severity: (row, params) =>
    row.usd !== null && row.usd >= params.min_usd * 100
      ? 'HIGH'
      : row.times > 1 || (row.usd !== null && row.usd >= params.min_usd * 10)
        ? 'MEDIUM'
        : 'LOW',
  explain: (row) => {
    const unit = row.symbol ?? short(row.asset);
    const worth = row.usd === null ? '' : ` (US$ ${number(row.usd, 0)})`;
    const times = row.times === 1 ? '' : `, on ${counted(row.times, 'occasion')}`;
    return `${number(row.taken, 4)} ${unit}${worth} came to ${short(row.address)} from ${counted(row.sources, 'account')} and ${number(row.share * 100, 1)} % of it went on to ${counted(row.targets, 'account')} after ${duration(row.rest_seconds)} on average${times}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) => [
    ...row.in_rows.map((rowId) => ({
      kind: 'transfer' as const,
      role: 'in',
      target: 'transfer' as const,
      rowId,
    })),
    ...row.out_rows.map((rowId) => ({
      kind: 'transfer' as const,
      role: 'out',
      target: 'transfer' as const,
      rowId,
    })),
  ],
  impactUsd: (row) => row.usd,
});
