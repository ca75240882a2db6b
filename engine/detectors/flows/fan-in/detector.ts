import { z } from 'zod';
import {
  Address,
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
  id: 'fan-in',
  title: 'Many accounts paid into one within a day',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params: z.object({
    min_counterparties: param(
      z.number().int().min(2).default(10),
      'accounts',
      'Distinct senders of one asset within the window.',
    ),
    window_hours: param(z.number().min(0.1).max(168).default(24), 'hours', 'Length of the sliding window.'),
    usual_factor: param(
      z.number().min(1).default(3),
      '× usual',
      'Multiple of the senders on the account’s other active days.',
    ),
    usual_sigma: param(
      z.number().min(0).default(5),
      'σ',
      'Spreads above that median (median absolute deviation, at least the square root of the median).',
    ),
    usual_days: param(
      z.number().int().min(1).default(5),
      'days',
      'Other active days from which on the account has a usual.',
    ),
    min_usd: param(
      z.number().min(0).default(1),
      'US$',
      'Transfers known to be worth less are left out; those without a price are kept.',
    ),
    exclude_categories: param(
      z
        .array(z.string())
        .default(['exchange', 'dex', 'bridge', 'fiat_gateway', 'mining', 'burn', 'genesis', 'staking']),
      'categories',
      'Accounts with a label of one of these categories are left out.',
    ),
    max_evidence: param(
      z.number().int().min(1).max(2000).default(200),
      'transfers',
      'Transfers shown as evidence, largest first.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    address: Address,
    asset: z.string(),
    symbol: z.string().nullable(),
    start: Time,
    ended: Time,
    seconds: z.number(),
    counterparties: z.number(),
    usual: z.number().nullable(),
    usual_days: z.number(),
    transfers: z.number(),
    amount: z.number().nullable(),
    usd: z.number().nullable(),
    rows: RowIds,
  }),
  sql,
  score: (row, params) =>
    0.3 +
    0.4 * logScale(row.counterparties, params.min_counterparties, params.min_counterparties * 50) +
    0.3 * (row.usual === null ? 0.5 : logScale(row.counterparties / Math.max(row.usual, 1), 1, 30)),
  confidence: (row) => (row.usual === null ? 0.6 : 0.85),
  severity: (row, params) =>
    row.counterparties >= params.min_counterparties * 5
      ? 'HIGH'
      : row.usual === null && row.counterparties < params.min_counterparties * 2
        ? 'LOW'
        : 'MEDIUM',
  explain: (row) => {
    const unit = row.symbol ?? short(row.asset);
    const sum =
      row.amount === null
        ? `${unit} of unknown amount`
        : `${number(row.amount, 4)} ${unit}${row.usd === null ? '' : ` (US$ ${number(row.usd, 0)})`}`;
    const usual =
      row.usual === null
        ? `with ${counted(row.usual_days, 'other active day')} it has no usual to compare with`
        : `on its ${row.usual_days} other active days the median was ${number(row.usual, 1)}`;
    return `${counted(row.counterparties, 'account')} sent ${sum} in ${counted(row.transfers, 'transfer')} to ${short(row.address)} within ${duration(row.seconds)}; ${usual}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) =>
    row.rows.map((rowId) => ({ kind: 'transfer' as const, role: 'in', target: 'transfer' as const, rowId })),
  impactUsd: (row) => row.usd,
});
