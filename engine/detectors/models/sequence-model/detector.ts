import { z } from 'zod';
import { clamp, detector, RowIds, transfers } from '../../define.ts';
import { ModelHitRow, modelHit, modelHitParams, modelHitSentence } from '../../kernels/model-hit.ts';
import sql from './query.sql?raw';

export default detector({
  id: 'sequence-model',
  title: 'The last transfers come as a surprise',
  version: 1,
  maturity: 'experimental',
  tier: 'lead',
  family: 'models',
  reads: ['mart_flow'],
  params: modelHitParams(
    z.number().min(0.25).max(1).default(0.5),
    'Least rarity of the surprise: 0.5 is one in a thousand ordinary accounts, 0.57 one in ten thousand.',
  ),
  model: { id: 'transfer-sequence', select: modelHit.select },
  row: ModelHitRow.omit({ largest_rows: true, typical_rows: true }).extend({
    recent_rows: RowIds,
    before_rows: RowIds,
  }),
  sql,
  score: (row) => clamp(row.model_score),
  confidence: (row) => 0.3 + 0.4 * clamp((row.model_score - 0.45) / 0.3),
  severity: (row) => (row.model_score >= 0.65 ? 'MEDIUM' : 'LOW'),
  explain: (row) =>
    modelHitSentence(row, 'how little its last ten transfers follow from the ten before', 'rarity'),
  subjects: modelHit.subjects,
  window: modelHit.window,
  evidence: (row) => [...transfers(row.recent_rows, 'recent'), ...transfers(row.before_rows, 'before')],
  impactUsd: modelHit.impactUsd,
});
