import { z } from 'zod';
import { Address, type EvidenceRef, number, param, RowIds, short, Time, transfers } from '../define.ts';
import sql from './model-hit.sql?raw';

/** What a detector that rests on a model lets its user set; `threshold` says what the model's score means. */
export const modelHitParams = (threshold: z.ZodDefault<z.ZodNumber>, meaning: string) =>
  z.object({
    threshold: param(threshold, 'score', meaning),
    share: param(
      z.number().min(0.0001).max(0.1).default(0.005),
      'share',
      'At most this part of the accounts compared, the strangest first.',
    ),
    most: param(z.number().int().min(1).max(1000).default(50), 'alerts', 'At most so many.'),
  });

/** An account a model selected, with transfers to look at. */
export const ModelHitRow = z.object({
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
});
export type ModelHitRow = z.infer<typeof ModelHitRow>;

/** The query after the model, and what follows from its rows alone. */
export const modelHit = {
  sql,
  select: ({ threshold, share, most }: { threshold: number; share: number; most: number }) => ({
    threshold,
    share,
    most,
  }),
  subjects: (row: Pick<ModelHitRow, 'address' | 'chain'>) => [
    { kind: 'address' as const, id: row.address, chain: row.chain },
  ],
  window: (row: Pick<ModelHitRow, 'start' | 'end'>) => ({ start: row.start, end: row.end }),
  evidence: (row: ModelHitRow): EvidenceRef[] => [
    ...transfers(row.largest_rows, 'largest'),
    ...transfers(row.typical_rows ?? [], 'typical'),
  ],
  impactUsd: (row: Pick<ModelHitRow, 'usd'>) => row.usd,
};

/** `0x28c6…1d60 is number 3 of 1,204 accounts by HOW (SCORE 0.71), by A, B and C.` */
export function modelHitSentence(
  row: Pick<ModelHitRow, 'address' | 'rank' | 'compared' | 'model_score' | 'reasons'>,
  how: string,
  score: string,
): string {
  const said = row.reasons.slice(0, 3);
  const reasons = said.length <= 1 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
  return `${short(row.address)} is number ${number(row.rank, 0)} of ${number(row.compared, 0)} accounts by ${how} (${score} ${number(row.model_score)})${reasons === '' ? '' : `, by ${reasons}`}.`;
}
