import { z } from 'zod';
import {
  Address,
  counted,
  detector,
  duration,
  HOUR,
  intermediaryParams,
  leftOut,
  logScale,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
} from '../../define.ts';
import { search } from './search.ts';

const params = z.object({
  min_hops: param(
    z.number().int().min(2).max(8).default(3),
    'transfers',
    'Shortest cycle; two transfers are a refund as often as not.',
  ),
  max_hops: param(z.number().int().min(2).max(8).default(6), 'transfers', 'Longest cycle.'),
  kept: param(
    z.number().min(0.1).max(1).default(0.8),
    'share',
    'Part of a transfer’s amount the next one carries at least; it may exceed it by the same factor.',
  ),
  window_hours: param(
    z.number().min(0.1).max(720).default(24),
    'hours',
    'Time from the first to the last transfer.',
  ),
  min_usd: param(z.number().min(0).default(100), 'US$', 'Transfers known to be worth less are left out.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0),
    'share',
    'Where no price is known: transfers below this quantile of the asset are left out.',
  ),
  hub_transfers: param(
    z.number().int().min(10).default(2000),
    'transfers',
    'Accounts with more transfers of the asset are set aside and reported.',
  ),
  account_budget: param(
    z.number().int().min(1000).default(200_000),
    'transfers',
    'Transfers looked at for one account before its search is given up and reported.',
  ),
  total_budget: param(
    z.number().int().min(1000).default(100_000_000),
    'transfers',
    'Transfers looked at in the whole search.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(8).max(2000).default(200),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});

export default detector({
  id: 'direct-cycle',
  title: 'Funds returned to their sender',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'circular',
  reads: ['mart_flow'],
  params,
  row: z.object({
    chain: z.string(),
    symbol: z.string(),
    accounts: z.array(Address).min(2),
    start: Time,
    end: Time,
    seconds: z.number(),
    first_amount: z.number(),
    last_amount: z.number(),
    rounds: z.number(),
    transfers: z.number(),
    usd: z.number().nullable(),
    rows: RowIds,
  }),
  walk: (walk, given) =>
    search(walk, {
      minHops: given.min_hops,
      maxHops: given.max_hops,
      kept: given.kept,
      windowMicros: given.window_hours * HOUR,
      minUsd: given.min_usd,
      unpricedQuantile: given.unpriced_quantile,
      hubTransfers: given.hub_transfers,
      accountBudget: given.account_budget,
      totalBudget: given.total_budget,
      leftOut: leftOut(walk.ledger, given),
      maxEvidence: given.max_evidence,
    }),
  score: (row) =>
    0.4 +
    0.2 * (1 - (row.accounts.length - 2) / 6) +
    0.25 * (row.usd === null ? 0.3 : logScale(row.usd, 1000, 10_000_000)) +
    0.15 * logScale(row.rounds, 1, 20),
  confidence: (row) =>
    Math.min(0.95, 0.7 + 0.05 * (row.rounds - 1) + 0.1 * Math.min(1, row.last_amount / row.first_amount)),
  severity: (row) =>
    (row.usd ?? 0) >= 100_000 || row.rounds >= 3
      ? 'HIGH'
      : row.usd !== null && row.usd < 1000
        ? 'LOW'
        : 'MEDIUM',
  explain: (row) => {
    const unit = short(row.symbol);
    const worth =
      row.usd === null ? '' : ` (US$ ${number(row.usd, 0)}${row.rounds > 1 ? ' in all rounds' : ''})`;
    const rounds =
      row.rounds === 1
        ? ''
        : `; ${counted(row.rounds, 'round')} in all, ${counted(row.transfers, 'transfer')}`;
    return `${number(row.first_amount, 4)} ${unit}${worth} left ${short(row.accounts[0] ?? '')} and ${number(row.last_amount, 4)} ${unit} (${number((row.last_amount / row.first_amount) * 100, 1)} %) came back after ${counted(row.accounts.length, 'transfer')} in ${duration(row.seconds)}: ${[...row.accounts, row.accounts[0] ?? ''].map(short).join(' → ')}${rounds}.`;
  },
  subjects: (row) => row.accounts.map((id) => ({ kind: 'address' as const, id, chain: row.chain })),
  window: (row) => ({ start: row.start, end: row.end }),
  evidence: (row) => transfers(row.rows),
  impactUsd: (row) => row.usd,
});
