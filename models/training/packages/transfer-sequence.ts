import { join } from 'node:path';
import type { ModelInput, ModelManifest, Preparation } from '#engine/inference/manifest.ts';
import { featuresSqlOf } from '#engine/inference/model-package.ts';
import { measure } from '../measure.ts';
import { BEFORE, CHANNELS, sequenceGraph, sequenceScore, trainSequence } from '../network/sequence.ts';
import { onnxFile } from '../onnx/onnx-file.ts';
import { Random } from '../random.ts';
import { balancedRows, preparedWorlds } from '../worlds/training-worlds.ts';
import { sha256, writePackage } from '../write-package.ts';
import { goldenRows, HELD_OUT, TRAINING, VALIDATION } from './seeds.ts';

const ID = 'transfer-sequence';
const THRESHOLD = 0.5;
const HIDDEN = [16];
const SCHEDULE = { epochs: 20, batch: 64, rate: 0.002 };
const CANDIDATES = 4;
const PREPARATION: Preparation = { method: 'case-robust', least: 50, quiet: 0, clamp: 8 };

const KINDS = [
  { name: 'size', unit: 'σ of ln(amount) within the asset', floor: 0.5, about: 'Size' },
  { name: 'pause', unit: 'ln(1 + seconds)', floor: 1, about: 'Time since the one before' },
  { name: 'sent', unit: '1 sent, 0 received', floor: 0.5, about: 'Direction' },
  {
    name: 'again',
    unit: '1 yes, 0 no',
    floor: 0.5,
    about: 'Whether it is with the counterparty of the one before',
  },
] as const;

/** How the means of the last ten read in a sentence. */
const RECENT: Readonly<Record<(typeof KINDS)[number]['name'], Pick<ModelInput, 'phrase' | 'shown'>>> = {
  size: { phrase: 'last ten amounts on average {} σ from what is usual for the asset', shown: 'as-is' },
  pause: { phrase: 'its last ten transfers typically {} apart', shown: 'duration' },
  sent: { phrase: '{} of its last ten transfers sent', shown: 'percent' },
  again: { phrase: '{} of its last ten transfers with the counterparty of the one before', shown: 'percent' },
};

/** The ten movements before the last ten, earliest first, four values each; then the means of the last ten. */
const INPUTS: readonly ModelInput[] = [
  ...Array.from({ length: BEFORE }, (_, index) => 2 * BEFORE - index).flatMap((place) =>
    KINDS.map(
      ({ name, unit, floor, about }): ModelInput => ({
        name: `${name}_${place}`,
        dtype: 'float32',
        unit,
        description: `${about}, of the ${place}th movement from the end.`,
        phrase: `${name} {} at its ${place}th transfer from the end`,
        shown: 'as-is',
        floor,
      }),
    ),
  ),
  ...KINDS.map(
    ({ name, unit, floor, about }): ModelInput => ({
      name: `recent_${name}`,
      dtype: 'float32',
      unit,
      description: `${about}, mean of the last ten movements.`,
      floor,
      ...RECENT[name],
    }),
  ),
];

/** Trains the package anew in `models`, from nothing but seeds: the same files every time. */
export async function trainTransferSequence(models: string, note: (text: string) => void): Promise<void> {
  const dir = join(models, ID);
  const declared = {
    id: ID,
    inputs: [...INPUTS],
    features: { key: 'address_id' as const },
    preparation: PREPARATION,
  };
  const sql = featuresSqlOf({ dir, manifest: declared });
  const worlds = (seeds: readonly number[], turns: number) =>
    preparedWorlds(seeds, { outliers: 0, turns }, declared, sql, note);
  const rows = balancedRows(await worlds(TRAINING, 0), 1000, new Random(1));
  const validation = await worlds(VALIDATION, 3);
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => {
    const grown = trainSequence(rows, HIDDEN, SCHEDULE, new Random(3000 + index));
    const { prAuc } = measure(validation, (row) => sequenceScore(grown, row), THRESHOLD);
    note(`network ${index + 1}: average precision ${prAuc} on the validation worlds`);
    return { grown, prAuc: prAuc! };
  });
  const { grown: trained } = candidates.reduce((best, one) => (one.prAuc > best.prAuc ? one : best));
  const heldOut = await worlds(HELD_OUT, 3);
  const score = (row: Float32Array) => sequenceScore(trained, row);
  const graph = sequenceGraph(trained);
  const weights = onnxFile(graph);
  const manifest: ModelManifest = {
    id: ID,
    title: 'Accounts whose last transfers come as a surprise',
    version: '1.0.0',
    task: 'surprise of an account’s last ten transfers, predicted from the ten before',
    licence: 'MIT',
    weights: { file: 'model.onnx', sha256: sha256(weights), opset: { ...graph.opset } },
    features: declared.features,
    preparation: PREPARATION,
    input: 'features',
    inputs: declared.inputs,
    outputs: [
      {
        name: 'score',
        meaning:
          'n / (n + 3), n = −log10 of the share of ordinary accounts with a larger surprise: 0.5 is one in a thousand',
        range: [0, 1],
      },
      {
        name: 'contribution',
        meaning:
          'squared distance of each mean of the last ten transfers from what was predicted, in spreads',
        range: [0, 1e6],
      },
    ],
    score: 'score',
    threshold: THRESHOLD,
    explanation: { method: 'output', output: 'contribution' },
    training: {
      data: 'Made-up chains of ordinary business without outliers (private accounts, traders, shops, deposit addresses, validators, employers, market makers), from seeds. No real account was used.',
      seeds: [...TRAINING],
      rows: rows.length,
      method: `Network ${[BEFORE * CHANNELS, ...HIDDEN, 2 * CHANNELS].join('-')} with ReLU that predicts the means of the next ten movements and their spreads from the ${BEFORE} before, likelihood of Laplace’s distribution, Adam, ${SCHEDULE.epochs} epochs; of ${CANDIDATES} the one with the best average precision on ${VALIDATION.length} validation worlds with planted turns.`,
    },
    metrics: measure(heldOut, score, THRESHOLD),
  };
  writePackage(dir, manifest, weights, goldenRows(heldOut, score));
  note(`${ID}: ${JSON.stringify(manifest.metrics)}`);
}
