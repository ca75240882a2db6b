import { z } from 'zod';
import { Address, clamp, counted, detector, number, param, RowIds, short, Time } from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'balance-change',
  title: 'A balance changed suddenly against its own past',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params: z.object({
    alpha: param(
      z.number().gt(0).lt(1).default(0.1),
      'weight',
      'Weight of the newest balance in the moving average.',
    ),
    memory: param(
      z.number().int().min(5).max(500).default(60),
      'observations',
      'Balances before the change that make the profile; older ones are cut off.',
    ),
    min_observations: param(
      z.number().int().min(5).default(5),
      'observations',
      'Balances that must lie before the change.',
    ),
    min_jump: param(
      z.number().min(0).default(3),
      '× mean change',
      'A change smaller than this multiple of the account’s mean past change is not looked at.',
    ),
    min_record: param(
      z.number().min(0).default(0.9),
      '× largest change',
      'A change smaller than this multiple of the account’s largest past change is not looked at.',
    ),
    ema_z: param(
      z.number().min(0).default(3),
      'σ',
      'Distance of the balance from its moving average that counts.',
    ),
    iqr_factor: param(
      z.number().min(0).default(1.5),
      '× interquartile range',
      'Distance of the balance beyond the quartiles that counts.',
    ),
    relative: param(
      z.number().min(0).default(0.5),
      'share',
      'Change against the balance before it that counts.',
    ),
    rate_factor: param(
      z.number().min(0).default(10),
      '× usual',
      'Change per hour against the usual change per hour that counts.',
    ),
    robust_z: param(
      z.number().min(0).default(3.5),
      'modified z',
      'Distance from the median in median absolute deviations (times 0.6745) that counts as robust.',
    ),
    robust_only: param(
      z.boolean().default(false),
      'yes or no',
      'Only raise changes the robust measure confirms.',
    ),
    alert_above: param(
      z.number().min(0).max(1).default(0.3),
      'score',
      'Combined score above which an alert is raised.',
    ),
    medium_above: param(z.number().min(0).max(1).default(0.4), 'score', 'Above this the severity is medium.'),
    high_above: param(z.number().min(0).max(1).default(0.7), 'score', 'Above this the severity is high.'),
    min_usd: param(z.number().min(0).default(1000), 'US$', 'Least change where prices are known.'),
    unpriced_quantile: param(
      z.number().min(0).max(0.9999).default(0.999),
      'share',
      'Where no price is known: least change as a quantile of the asset’s transfers.',
    ),
    quantile_from: param(
      z.number().int().min(1).default(1000),
      'transfers',
      'Below this many transfers of an asset its quantile is no guard.',
    ),
    exclude_categories: param(
      z
        .array(z.string())
        .default(['exchange', 'dex', 'bridge', 'fiat_gateway', 'mining', 'burn', 'genesis', 'staking']),
      'categories',
      'Accounts with a label of one of these categories are left out.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    address: Address,
    asset: z.string(),
    symbol: z.string().nullable(),
    time: Time,
    change: z.number(),
    balance: z.number(),
    usd: z.number().nullable(),
    observations: z.number(),
    ema_z: z.number().nullable(),
    iqr_factor: z.number().nullable(),
    relative: z.number().nullable(),
    rate_factor: z.number().nullable(),
    robust_z: z.number().nullable(),
    combined: z.number(),
    changes: z.number(),
    rows: RowIds,
  }),
  sql,
  score: (row) => clamp(row.combined),
  confidence: (row, params) =>
    clamp(
      0.5 +
        0.1 * Math.min(1, row.observations / params.memory) +
        ((row.robust_z ?? 0) > params.robust_z ? 0.25 : 0),
    ),
  severity: (row, params) =>
    row.combined > params.high_above ? 'HIGH' : row.combined > params.medium_above ? 'MEDIUM' : 'LOW',
  explain: (row, params) => {
    const unit = row.symbol ?? short(row.asset);
    const measured = [
      (row.ema_z ?? 0) > params.ema_z ? `${number(row.ema_z ?? 0, 1)} σ from its moving average` : '',
      (row.iqr_factor ?? 0) > params.iqr_factor
        ? `${number(row.iqr_factor ?? 0, 1)} interquartile ranges beyond its quartiles`
        : '',
      (row.relative ?? 0) > params.relative
        ? `${number((row.relative ?? 0) * 100, 0)} % of the balance before`
        : '',
      (row.rate_factor ?? 0) > params.rate_factor
        ? `${number(row.rate_factor ?? 0, 0)} times its usual hourly change`
        : '',
    ].filter(Boolean);
    const robust =
      row.robust_z === null
        ? ''
        : `; modified z ${number(row.robust_z, 1)}${row.robust_z > params.robust_z ? '' : ', which does not confirm it'}`;
    const more = row.changes > 1 ? `; ${counted(row.changes - 1, 'further change')} that day` : '';
    return `${short(row.address)} ${row.change > 0 ? 'gained' : 'lost'} ${number(Math.abs(row.change), 4)} ${unit}${row.usd === null ? '' : ` (US$ ${number(Math.abs(row.usd), 0)})`}, against the ${row.observations} balances before: ${measured.join(', ')}${robust}${more}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.time, end: row.time }),
  evidence: (row) =>
    row.rows.map((rowId) => ({ kind: 'transfer' as const, target: 'transfer' as const, rowId })),
  impactUsd: (row) => (row.usd === null ? null : Math.abs(row.usd)),
});
