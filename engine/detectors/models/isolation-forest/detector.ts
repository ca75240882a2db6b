import { z } from 'zod';
import { Address, clamp, detector, number, param, RowIds, short, Time, transfers } from '../../define.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'isolation-forest',
  title: 'An account unlike the others',
  version: 1,
  maturity: 'experimental',
  tier: 'lead',
  family: 'models',
  reads: ['mart_flow'],
  params: z.object({
    threshold: param(
      z.number().min(0.5).max(1).default(0.6),
      'score',
      'Least isolation score; 0.5 is ordinary, 1 is set apart by the first cut.',
    ),
    share: param(
      z.number().min(0.0001).max(0.1).default(0.005),
      'share',
      'At most this part of the accounts compared, the most isolated first.',
    ),
    most: param(z.number().int().min(1).max(1000).default(50), 'alerts', 'At most so many.'),
  }),
  model: {
    id: 'account-isolation-forest',
    select: ({ threshold, share, most }) => ({ threshold, share, most }),
  },
  row: z.object({
    chain: z.string(),
    address: Address,
    model_score: z.number(),
    rank: z.number(),
    compared: z.number(),
    reasons: z.array(z.string()),
    start: Time,
    end: Time,
    usd: z.number().nullable(),
    largest_rows: RowIds,
    typical_rows: z.array(z.number().int().nonnegative()).nullable(),
  }),
  sql,
  score: (row) => clamp(row.model_score),
  confidence: (row) => 0.3 + 0.4 * clamp((row.model_score - 0.55) / 0.2),
  severity: (row) => (row.model_score >= 0.68 ? 'MEDIUM' : 'LOW'),
  explain: (row) =>
    `${short(row.address)} is number ${number(row.rank, 0)} of ${number(row.compared, 0)} accounts by how easily it is told from the others (isolation ${number(row.model_score)}), by ${list(row.reasons.slice(0, 3))}.`,
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.end }),
  evidence: (row) => [
    ...transfers(row.largest_rows, 'largest'),
    ...transfers(row.typical_rows ?? [], 'typical'),
  ],
  impactUsd: (row) => row.usd,
});

const list = (parts: readonly string[]): string =>
  parts.length <= 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
