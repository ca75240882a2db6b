import { z } from 'zod';
import { clamp, detector } from '../../define.ts';
import { ModelHitRow, modelHit, modelHitParams, modelHitSentence } from '../../kernels/model-hit.ts';

export default detector({
  id: 'autoencoder',
  title: 'An account whose behaviour does not go together',
  version: 1,
  maturity: 'experimental',
  tier: 'lead',
  family: 'models',
  reads: ['mart_flow'],
  params: modelHitParams(
    z.number().min(0.25).max(1).default(0.55),
    'Least rarity of the error: 0.5 is one in a thousand ordinary accounts, 0.57 one in ten thousand.',
  ),
  model: { id: 'account-autoencoder', select: modelHit.select },
  row: ModelHitRow,
  sql: modelHit.sql,
  score: (row) => clamp(row.model_score),
  confidence: (row) => 0.3 + 0.4 * clamp((row.model_score - 0.5) / 0.3),
  severity: (row) => (row.model_score >= 0.65 ? 'MEDIUM' : 'LOW'),
  explain: (row) => modelHitSentence(row, 'how little its features go together', 'rarity'),
  subjects: modelHit.subjects,
  window: modelHit.window,
  evidence: modelHit.evidence,
  impactUsd: modelHit.impactUsd,
});
