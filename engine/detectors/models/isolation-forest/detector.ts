import { z } from 'zod';
import { clamp, detector } from '../../define.ts';
import { ModelHitRow, modelHit, modelHitParams, modelHitSentence } from '../../kernels/model-hit.ts';

export default detector({
  id: 'isolation-forest',
  title: 'An account unlike the others',
  version: 1,
  maturity: 'experimental',
  tier: 'lead',
  family: 'models',
  reads: ['mart_flow'],
  params: modelHitParams(
    z.number().min(0.5).max(1).default(0.6),
    'Least isolation score; 0.5 is ordinary, 1 is set apart by the first cut.',
  ),
  model: { id: 'account-isolation-forest', select: modelHit.select },
  row: ModelHitRow,
  sql: modelHit.sql,
  score: (row) => clamp(row.model_score),
  confidence: (row) => 0.3 + 0.4 * clamp((row.model_score - 0.55) / 0.2),
  severity: (row) => (row.model_score >= 0.68 ? 'MEDIUM' : 'LOW'),
  explain: (row) => modelHitSentence(row, 'how easily it is told from the others', 'isolation'),
  subjects: modelHit.subjects,
  window: modelHit.window,
  evidence: modelHit.evidence,
  impactUsd: modelHit.impactUsd,
});
