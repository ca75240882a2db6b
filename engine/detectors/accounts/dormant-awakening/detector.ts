import { z } from 'zod';
import { Address, counted, detector, duration, number, param, RowIds, short, Time } from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'dormant-awakening',
  title: 'A long-silent account moved value',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_transfer'],
  params: z.object({
    min_days: param(
      z.number().min(1).default(30),
      'days',
      'Shortest silence; 90, 180 and 365 days weigh more.',
    ),
    look_hours: param(
      z.number().min(1).max(720).default(24),
      'hours',
      'Time after the first act that describes the awakening.',
    ),
    new_share: param(
      z.number().min(0).max(1).default(0.7),
      'share',
      'Share of receivers the account never dealt with before, above which they count.',
    ),
    min_risk: param(z.number().min(0).max(100).default(40), 'points', 'Risk from which an alert is raised.'),
    medium_risk: param(
      z.number().min(0).max(100).default(40),
      'points',
      'Above this the severity is medium.',
    ),
    high_risk: param(z.number().min(0).max(100).default(70), 'points', 'Above this the severity is high.'),
    min_usd: param(z.number().min(0).default(10_000), 'US$', 'Least outflow where prices are known.'),
    unpriced_quantile: param(
      z.number().min(0).max(0.9999).default(0.95),
      'share',
      'Where no price is known: least outflow as a quantile of the asset’s transfers.',
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
    max_evidence: param(
      z.number().int().min(1).max(2000).default(200),
      'transfers',
      'Transfers shown as evidence, earliest first.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    address: Address,
    symbol: z.string().nullable(),
    asset: z.string(),
    since: Time,
    time: Time,
    ended: Time,
    never_acted: z.boolean(),
    silent_days: z.number(),
    amount: z.number().nullable(),
    usd: z.number().nullable(),
    moved_share: z.number().nullable(),
    volume_factor: z.number().nullable(),
    frequency_factor: z.number().nullable(),
    receivers: z.number(),
    new_share: z.number(),
    to_mixer: z.boolean(),
    to_sanctioned: z.boolean(),
    to_exchange: z.boolean(),
    gap_cv: z.number().nullable(),
    rapid_share: z.number().nullable(),
    sends: z.number(),
    kind: z.enum(['liquidation', 'testing', 'distribution', 'consolidation', 'movement']),
    risk: z.number(),
    rows: RowIds,
    tag_rows: z.array(z.number()),
  }),
  sql,
  score: (row) => row.risk / 100,
  confidence: (row) => (row.never_acted ? 0.6 : 0.8),
  severity: (row, params) =>
    row.risk > params.high_risk ? 'HIGH' : row.risk > params.medium_risk ? 'MEDIUM' : 'LOW',
  explain: (row) => {
    const unit = row.symbol ?? short(row.asset);
    const amount = row.amount === null ? `${unit} of unknown amount` : `${number(row.amount, 4)} ${unit}`;
    const worth = row.usd === null ? '' : ` (US$ ${number(row.usd, 0)} in all assets)`;
    const facts = [
      row.moved_share === null ? '' : `${number(row.moved_share * 100, 0)} % of the known balance`,
      row.volume_factor === null ? '' : `${number(row.volume_factor, 1)} times its usual day`,
      `${number(row.new_share * 100, 0)} % of ${counted(row.receivers, 'receiver')} new to it`,
      row.to_sanctioned ? 'to an address labelled as sanctioned' : '',
      row.to_mixer ? 'to an address labelled as mixer' : '',
      row.to_exchange ? 'to an address labelled as exchange' : '',
      row.gap_cv !== null && row.gap_cv < 0.2 ? 'at regular intervals' : '',
      row.rapid_share !== null && row.rapid_share >= 0.5 ? 'in quick succession' : '',
    ].filter(Boolean);
    const silence = row.never_acted
      ? `had not acted since it first received value ${duration(row.silent_days * 86_400)} before`
      : `had been silent for ${duration(row.silent_days * 86_400)}`;
    return `${short(row.address)} ${silence} and then sent ${amount}${worth} in ${counted(row.sends, 'transfer')} (${row.kind}): ${facts.join(', ')}; risk ${number(row.risk, 0)} of 100.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.time, end: row.ended }),
  evidence: (row) => [
    ...row.rows.map((rowId) => ({
      kind: 'transfer' as const,
      role: 'awakening',
      target: 'transfer' as const,
      rowId,
    })),
    ...row.tag_rows.map((rowId) => ({
      kind: 'label' as const,
      role: 'destination',
      target: 'tag' as const,
      rowId,
    })),
  ],
  impactUsd: (row) => row.usd,
});
