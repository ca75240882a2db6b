import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forestOf, isolationScore } from '#engine/inference/forest.ts';
import type { ModelManifest } from '#engine/inference/manifest.ts';
import { forestGraph } from '../forest/forest-graph.ts';
import { trainForest } from '../forest/train-forest.ts';
import { measure } from '../measure.ts';
import { onnxFile } from '../onnx/onnx-file.ts';
import { Random } from '../random.ts';
import { balancedRows, preparedWorlds } from '../worlds/training-worlds.ts';
import { sha256, writePackage } from '../write-package.ts';
import { ACCOUNT_INPUTS, ACCOUNT_PREPARATION } from './account-inputs.ts';
import { goldenRows, HELD_OUT, TRAINING, VALIDATION } from './seeds.ts';

const ID = 'account-isolation-forest';
const THRESHOLD = 0.6;
const SHAPE = { trees: 100, sampleSize: 256 };
const CANDIDATES = 8;

/** Trains the package anew in `models`, from nothing but seeds: the same files every time. */
export async function trainAccountIsolationForest(
  models: string,
  note: (text: string) => void,
): Promise<void> {
  const dir = join(models, ID);
  const sql = readFileSync(join(dir, 'features.sql'), 'utf8');
  const declared = {
    id: ID,
    inputs: [...ACCOUNT_INPUTS],
    features: { key: 'address_id' as const },
    preparation: ACCOUNT_PREPARATION,
  };
  const rows = balancedRows(
    await preparedWorlds(TRAINING, { outliers: 0 }, declared, sql, note),
    1000,
    new Random(1),
  );
  const validation = await preparedWorlds(VALIDATION, { outliers: 2 }, declared, sql, note);
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => {
    const file = trainForest(rows, SHAPE, new Random(1000 + index));
    const forest = forestOf(file);
    const { prAuc } = measure(validation, (row) => isolationScore(forest, row), THRESHOLD);
    note(`forest ${index + 1}: average precision ${prAuc} on the validation worlds`);
    return { file, forest, prAuc: prAuc! };
  });
  const { file, forest } = candidates.reduce((best, one) => (one.prAuc > best.prAuc ? one : best));
  const heldOut = await preparedWorlds(HELD_OUT, { outliers: 2 }, declared, sql, note);
  const score = (row: Float32Array) => isolationScore(forest, row);
  const weights = onnxFile(forestGraph(forest, ACCOUNT_INPUTS.length));
  const trees = `${JSON.stringify(file)}\n`;
  const manifest: ModelManifest = {
    id: ID,
    title: 'Accounts that are easily told from the others',
    version: '1.0.0',
    task: 'outlier score of an account from its behaviour in transfers',
    licence: 'MIT',
    weights: { file: 'model.onnx', sha256: sha256(weights), opset: { 'ai.onnx': 17, 'ai.onnx.ml': 3 } },
    features: declared.features,
    preparation: declared.preparation,
    input: 'features',
    inputs: declared.inputs,
    outputs: [
      {
        name: 'score',
        meaning: '2^(−mean path length / expected path length): near 1 isolated at once, below 0.5 ordinary',
        range: [0, 1],
      },
    ],
    score: 'score',
    threshold: THRESHOLD,
    explanation: { method: 'tree-shap', trees: 'trees.json', sha256: sha256(trees) },
    training: {
      data: 'Made-up chains of ordinary business without outliers (private accounts, traders, shops, deposit addresses, validators, employers, market makers), from seeds. No real account was used.',
      seeds: [...TRAINING],
      rows: rows.length,
      method: `Isolation forest of ${SHAPE.trees} trees on ${SHAPE.sampleSize} rows each; of ${CANDIDATES} forests the one with the best average precision on ${VALIDATION.length} validation worlds with planted outliers.`,
    },
    metrics: measure(heldOut, score, THRESHOLD),
  };
  writePackage(dir, manifest, weights, goldenRows(heldOut, score), { 'trees.json': trees });
  note(`${ID}: ${JSON.stringify(manifest.metrics)}`);
}
