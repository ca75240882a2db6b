import { z } from 'zod';
import { Address, counted, detector, logScale, number, param, RowIds, short, Time } from '../../define.ts';
import sql from './query.sql?raw';

const AssetSum = z.object({
  symbol: z.string(),
  transfers: z.number(),
  sent: z.number().nullable(),
  received: z.number().nullable(),
});

const amounts = (assets: readonly z.output<typeof AssetSum>[], side: 'sent' | 'received'): string => {
  const known = assets.filter((asset) => asset[side] !== null);
  const shown = known.slice(0, 3).map((asset) => `${number(asset[side] ?? 0, 4)} ${short(asset.symbol)}`);
  const rest = known.length - shown.length;
  return shown.length === 0
    ? 'amounts unknown'
    : shown.join(', ') + (rest > 0 ? ` and ${counted(rest, 'further asset')}` : '');
};

export default detector({
  id: 'sanctions-exposure',
  title: 'Value moved to or from a sanctioned address',
  version: 1,
  maturity: 'stable',
  tier: 'attribution',
  family: 'exposure',
  reads: ['mart_flow'],
  params: z.object({
    min_confidence: param(
      z.number().int().min(0).max(100).default(0),
      '0–100',
      'Labels of less confidence are left out.',
    ),
    max_evidence: param(
      z.number().int().min(1).max(2000).default(200),
      'transfers',
      'Transfers shown as evidence, largest first.',
    ),
  }),
  row: z.object({
    chain: z.string(),
    listed_address: Address,
    other_address: Address,
    other_listed: z.boolean(),
    first_time: Time,
    last_time: Time,
    sent_count: z.number(),
    received_count: z.number(),
    before_listing: z.number(),
    listed_at: Time.nullable(),
    usd: z.number().nullable(),
    assets: z.array(AssetSum),
    transfer_rows: RowIds,
    tag_rows: RowIds,
    labels: z.number(),
    label: z.string(),
    source: z.string(),
    confidence: z.number(),
  }),
  sql,
  score: (row) =>
    (row.sent_count > 0 ? 0.7 : 0.5) +
    0.3 *
      (row.usd === null
        ? logScale(row.sent_count + row.received_count, 1, 100)
        : logScale(row.usd, 1000, 10_000_000)),
  confidence: (row) => row.confidence / 100,
  severity: (row) => (row.sent_count > 0 ? 'HIGH' : 'MEDIUM'),
  explain: (row) => {
    const parts = [
      row.sent_count > 0
        ? `sent ${counted(row.sent_count, 'transfer')} (${amounts(row.assets, 'sent')}) to`
        : '',
      row.received_count > 0
        ? `received ${counted(row.received_count, 'transfer')} (${amounts(row.assets, 'received')}) from`
        : '',
    ].filter(Boolean);
    const further = row.labels > 1 ? ` and ${counted(row.labels - 1, 'further label')}` : '';
    const listing =
      row.listed_at === null
        ? 'the date of listing is not stated'
        : row.before_listing === 0
          ? `listed since ${row.listed_at.slice(0, 10)}, before all of them`
          : `listed on ${row.listed_at.slice(0, 10)}, after ${row.before_listing} of them`;
    return `${short(row.other_address)}${row.other_listed ? ', itself on a list,' : ''} ${parts.join(' and ')} ${short(row.listed_address)}, which ${row.source} names “${row.label}” (confidence ${row.confidence} of 100${further}; ${listing}).`;
  },
  subjects: (row) => [
    { kind: 'address', id: row.other_address, chain: row.chain },
    { kind: 'address', id: row.listed_address, chain: row.chain },
  ],
  window: (row) => ({ start: row.first_time, end: row.last_time }),
  evidence: (row) => [
    ...row.transfer_rows.map((rowId) => ({ kind: 'transfer' as const, target: 'transfer' as const, rowId })),
    ...row.tag_rows.map((rowId) => ({ kind: 'label' as const, role: 'list', target: 'tag' as const, rowId })),
  ],
  impactUsd: (row) => row.usd,
});
