import { z } from 'zod';
import { Address, detector, logScale, number, param, short, Time } from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'whale-movement',
  title: 'A single transfer of whale size',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params: z.object({
    ethereum_usd: param(z.number().positive().default(500_000), 'US$', 'Whale line on Ethereum.'),
    solana_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Solana.'),
    bsc_usd: param(z.number().positive().default(200_000), 'US$', 'Whale line on BNB Smart Chain.'),
    polygon_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Polygon.'),
    arbitrum_usd: param(z.number().positive().default(200_000), 'US$', 'Whale line on Arbitrum.'),
    polkadot_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Polkadot.'),
    other_usd: param(z.number().positive().default(500_000), 'US$', 'Whale line on any other chain.'),
    native_medium: param(
      z.number().positive().default(10),
      'ETH',
      'Native Ethereum amounts from here are of medium severity.',
    ),
    native_high: param(
      z.number().positive().default(100),
      'ETH',
      'Native Ethereum amounts from here are of high severity.',
    ),
    native_critical: param(
      z.number().positive().default(1000),
      'ETH',
      'Native Ethereum amounts from here score 1.',
    ),
    quantile: param(
      z.number().min(0.5).max(0.99999).default(0.999),
      'share',
      'Where no price is known: amounts above this share of the asset’s transfers.',
    ),
    min_transfers: param(
      z.number().int().min(10).default(1000),
      'transfers',
      'Below this many transfers of an asset its quantile says nothing.',
    ),
  }),
  row: z.object({
    row_id: z.number(),
    chain: z.string(),
    time: Time,
    from_address: Address,
    to_address: Address,
    asset: z.string(),
    symbol: z.string().nullable(),
    amount: z.number(),
    amount_usd: z.number().nullable(),
    line: z.number(),
    rule: z.enum(['usd', 'native', 'quantile']),
  }),
  sql,
  score: (row, params) =>
    row.rule === 'usd'
      ? 0.5 + 0.5 * logScale(row.amount_usd ?? row.line, row.line, row.line * 100)
      : row.rule === 'native'
        ? 0.3 + 0.7 * logScale(row.amount, params.native_medium, params.native_critical)
        : 0.4 + 0.4 * logScale(row.amount, row.line, row.line * 100),
  confidence: (row) => (row.rule === 'quantile' ? 0.7 : 0.95),
  severity: (row, params) => {
    if (row.rule === 'usd') return (row.amount_usd ?? 0) >= row.line * 10 ? 'HIGH' : 'MEDIUM';
    if (row.rule === 'native') return row.amount >= params.native_high ? 'HIGH' : 'MEDIUM';
    return 'LOW';
  },
  explain: (row) => {
    const unit = row.symbol ?? short(row.asset);
    const worth = row.amount_usd === null ? '' : ` (US$ ${number(row.amount_usd, 0)})`;
    const against =
      row.rule === 'quantile'
        ? `more than the asset’s largest transfers otherwise (line at ${number(row.line)} ${unit}; its price is unknown)`
        : row.rule === 'native'
          ? `at or above the line of ${number(row.line)} ${unit}`
          : `at or above the line of US$ ${number(row.line, 0)} for ${row.chain}`;
    return `${number(row.amount)} ${unit}${worth} went from ${short(row.from_address)} to ${short(row.to_address)}, ${against}.`;
  },
  subjects: (row) => [
    { kind: 'address', id: row.from_address, chain: row.chain },
    { kind: 'address', id: row.to_address, chain: row.chain },
  ],
  window: (row) => ({ start: row.time, end: row.time }),
  evidence: (row) => [{ kind: 'transfer', target: 'transfer', rowId: row.row_id }],
  impactUsd: (row) => row.amount_usd,
});
