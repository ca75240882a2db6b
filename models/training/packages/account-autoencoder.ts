import { join } from 'node:path';
import type { ModelManifest } from '#engine/inference/manifest.ts';
import { featuresSqlOf } from '#engine/inference/model-package.ts';
import { measure } from '../measure.ts';
import { autoencoderGraph, autoencoderScore, trainAutoencoder } from '../network/autoencoder.ts';
import { onnxFile } from '../onnx/onnx-file.ts';
import { Random } from '../random.ts';
import { balancedRows, preparedWorlds } from '../worlds/training-worlds.ts';
import { sha256, writePackage } from '../write-package.ts';
import { ACCOUNT_INPUTS, ACCOUNT_PREPARATION } from './account-inputs.ts';
import { goldenRows, HELD_OUT, TRAINING, VALIDATION } from './seeds.ts';

const ID = 'account-autoencoder';
const THRESHOLD = 0.55;
const HIDDEN = [32, 16, 8, 16, 32];
const SCHEDULE = { epochs: 30, batch: 64, rate: 0.002 };
const CANDIDATES = 4;

/** Trains the package anew in `models`, from nothing but seeds: the same files every time. */
export async function trainAccountAutoencoder(models: string, note: (text: string) => void): Promise<void> {
  const dir = join(models, ID);
  const features = { of: 'account-isolation-forest', key: 'address_id' as const };
  const declared = { id: ID, inputs: [...ACCOUNT_INPUTS], features, preparation: ACCOUNT_PREPARATION };
  const sql = featuresSqlOf({ dir, manifest: declared });
  const rows = balancedRows(
    await preparedWorlds(TRAINING, { outliers: 0 }, declared, sql, note),
    1000,
    new Random(1),
  );
  const validation = await preparedWorlds(VALIDATION, { outliers: 2 }, declared, sql, note);
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => {
    const grown = trainAutoencoder(rows, HIDDEN, SCHEDULE, new Random(2000 + index));
    const { prAuc } = measure(validation, (row) => autoencoderScore(grown, row), THRESHOLD);
    note(`network ${index + 1}: average precision ${prAuc} on the validation worlds`);
    return { grown, prAuc: prAuc! };
  });
  const { grown: trained } = candidates.reduce((best, one) => (one.prAuc > best.prAuc ? one : best));
  const heldOut = await preparedWorlds(HELD_OUT, { outliers: 2 }, declared, sql, note);
  const score = (row: Float32Array) => autoencoderScore(trained, row);
  const graph = autoencoderGraph(trained);
  const weights = onnxFile(graph);
  const manifest: ModelManifest = {
    id: ID,
    title: 'Accounts whose features do not go together',
    version: '1.0.0',
    task: 'outlier score of an account from the reconstruction error of its behaviour in transfers',
    licence: 'MIT',
    weights: { file: 'model.onnx', sha256: sha256(weights), opset: { ...graph.opset } },
    features,
    preparation: declared.preparation,
    input: 'features',
    inputs: declared.inputs,
    outputs: [
      {
        name: 'score',
        meaning:
          'n / (n + 3), n = −log10 of the share of ordinary accounts with a larger error: 0.5 is one in a thousand',
        range: [0, 1],
      },
      { name: 'contribution', meaning: 'weighted absolute error of each input', range: [0, 1e6] },
    ],
    score: 'score',
    threshold: THRESHOLD,
    explanation: { method: 'output', output: 'contribution' },
    training: {
      data: 'Made-up chains of ordinary business without outliers (private accounts, traders, shops, deposit addresses, validators, employers, market makers), from seeds. No real account was used.',
      seeds: [...TRAINING],
      rows: rows.length,
      method: `Autoencoder ${[ACCOUNT_INPUTS.length, ...HIDDEN, ACCOUNT_INPUTS.length].join('-')} with ReLU, Huber loss, Adam, ${SCHEDULE.epochs} epochs; of ${CANDIDATES} the one with the best average precision on ${VALIDATION.length} validation worlds with planted outliers.`,
    },
    metrics: measure(heldOut, score, THRESHOLD),
  };
  writePackage(dir, manifest, weights, goldenRows(heldOut, score));
  note(`${ID}: ${JSON.stringify(manifest.metrics)}`);
}
