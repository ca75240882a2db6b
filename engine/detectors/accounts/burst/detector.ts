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
  id: 'burst',
  title: 'An account was suddenly far busier than usual',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_transfer'],
  params: z.object({
    min_transfers: param(
      z.number().int().min(2).default(15),
      'transfers',
      'A window with fewer is never a burst.',
    ),
    min_history: param(
      z.number().int().min(2).default(10),
      'windows',
      'Active windows before the judged one that make a history.',
    ),
    count_factor: param(
      z.number().min(1).default(3),
      '× usual',
      'Transfers against the mean of the account’s active windows.',
    ),
    sigma: param(
      z.number().min(0).default(3),
      'σ',
      'Standard deviations over the mean, for transfers and for dollar volume.',
    ),
    gas_factor: param(
      z.number().min(1).default(5),
      '× usual',
      'Gas of sent transactions, where it is known.',
    ),
    counterparty_factor: param(z.number().min(1).default(3), '× usual', 'Distinct counterparties.'),
    min_usd: param(
      z.number().min(0).default(10_000),
      'US$',
      'Dollar volume a window must hold for its volume to count.',
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
      z.number().int().min(1).max(2000).default(200),
      'transfers',
      'Transfers shown as evidence, earliest first.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    address: Address,
    start: Time,
    ended: Time,
    length: z.number(),
    transfers: z.number(),
    sent: z.number(),
    counterparties: z.number(),
    usd: z.number().nullable(),
    gas: z.number().nullable(),
    history: z.number(),
    transfers_mean: z.number(),
    counterparties_mean: z.number(),
    usd_mean: z.number().nullable(),
    transfers_factor: z.number(),
    counterparties_factor: z.number().nullable(),
    gas_factor: z.number().nullable(),
    usd_factor: z.number().nullable(),
    by_count: z.boolean(),
    by_counterparties: z.boolean(),
    by_gas: z.boolean(),
    by_volume: z.boolean(),
    measures: z.number(),
    rows: RowIds,
  }),
  sql,
  score: (row) =>
    0.25 +
    0.35 * logScale(row.transfers_factor, 3, 60) +
    0.25 * ((row.measures - 1) / 3) +
    0.15 * logScale(row.transfers, 10, 500),
  confidence: (row) => 0.6 + 0.2 * logScale(row.history, 10, 200) + 0.05 * (row.measures - 1),
  severity: (row) =>
    row.measures >= 3 && row.transfers_factor >= 6
      ? 'HIGH'
      : row.measures >= 2 || row.transfers_factor >= 6
        ? 'MEDIUM'
        : 'LOW',
  explain: (row) => {
    const parts = [
      `${counted(row.transfers, 'transfer')} (usual ${number(row.transfers_mean, 1)})`,
      row.by_counterparties
        ? `${counted(row.counterparties, 'counterparty', 'counterparties')} (usual ${number(row.counterparties_mean, 1)})`
        : '',
      row.by_volume ? `US$ ${number(row.usd ?? 0, 0)} (usual ${number(row.usd_mean ?? 0, 0)})` : '',
      row.by_gas ? `${number(row.gas_factor ?? 0, 1)} times the usual gas` : '',
    ].filter(Boolean);
    return `${short(row.address)} had ${parts.join(', ')} within ${duration(row.length)}, ${row.sent} of them sent by it, against ${counted(row.history, 'active window')} of that length before.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) =>
    row.rows.map((rowId) => ({ kind: 'transfer' as const, target: 'transfer' as const, rowId })),
  impactUsd: (row) => row.usd,
});
