import { z } from 'zod';
import { Address, counted, detector, number, param, RowIds, short, Time } from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'sandwich',
  title: 'Swaps were sandwiched in one block',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'mev',
  reads: ['mart_swap'],
  params: z.object({
    output_tolerance: param(
      z.number().min(0).max(0.5).default(0.1),
      'share',
      'How far the back-run’s input may differ from the front-run’s output.',
    ),
    max_victims: param(
      z.number().int().min(1).max(500).default(50),
      'swaps',
      'Swaps between front-run and back-run that count as victims of one sandwich.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    time: Time,
    block: z.number(),
    pool: Address,
    bot: Address,
    front_tx: z.string(),
    back_tx: z.string(),
    front_row: z.number(),
    back_row: z.number(),
    victim_rows: RowIds,
    victims: z.number(),
    profit: z.number().nullable(),
    profit_symbol: z.string().nullable(),
    profit_asset: z.string().nullable(),
    linked_by: z.string(),
    balance_error: z.number(),
  }),
  sql,
  score: (row, params) =>
    0.9 + 0.1 * Math.max(0, 1 - row.balance_error / Math.max(params.output_tolerance, 1e-9)),
  confidence: (row) =>
    row.linked_by === 'contract and sender' ? 0.98 : row.linked_by === 'contract' ? 0.95 : 0.9,
  severity: (row) => (row.profit !== null && row.profit > 0 ? 'HIGH' : 'MEDIUM'),
  explain: (row) =>
    `${short(row.bot)} swapped before and after ${counted(row.victims, 'swap')} of others in pool ${short(row.pool)} in block ${row.block}` +
    (row.profit === null
      ? '; what it gained cannot be stated because the token’s decimals are unknown.'
      : ` and came out ${row.profit >= 0 ? `${number(row.profit, 6)} ${row.profit_symbol ?? short(row.profit_asset ?? '')} ahead` : `${number(-row.profit, 6)} ${row.profit_symbol ?? short(row.profit_asset ?? '')} behind`} before gas.`),
  subjects: (row) => [
    { kind: 'address', id: row.bot, chain: row.chain },
    { kind: 'address', id: row.pool, chain: row.chain },
  ],
  window: (row) => ({ start: row.time, end: row.time }),
  evidence: (row) => [
    { kind: 'transaction', role: 'front', target: 'log', rowId: row.front_row },
    ...row.victim_rows.map((rowId) => ({
      kind: 'transaction' as const,
      role: 'victim',
      target: 'log' as const,
      rowId,
    })),
    { kind: 'transaction', role: 'back', target: 'log', rowId: row.back_row },
  ],
  impactUsd: () => null,
});
