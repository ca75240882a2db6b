import type { Graph } from '../onnx/onnx-file.ts';
import type { Random } from '../random.ts';
import { asFloat32, type Network, newNetwork, predict } from './dense-network.ts';
import { networkPart, rarityPart } from './network-graph.ts';
import { type Rarity, rarityOf, rarityScore } from './rarity.ts';
import { type Schedule, trainNetwork } from './train-network.ts';

/** A network that reproduces ordinary rows, and how rare its errors are among them. */
export interface Autoencoder {
  readonly network: Network;
  /** Weight of each input's absolute error: one over the error usual for it. */
  readonly weights: Float32Array;
  readonly rarity: Rarity;
}

/** Added to the usual error, so that an input that hardly varies does not decide alone. */
const USUAL_AT_LEAST = 0.5;
/** Keeps the logarithm of an error of nothing finite. */
export const LEAST_ERROR = 1e-6;

export function trainAutoencoder(
  rows: readonly Float32Array[],
  hidden: readonly number[],
  schedule: Schedule,
  random: Random,
): Autoencoder {
  const width = rows[0]!.length;
  const grown = newNetwork([width, ...hidden, width], random);
  trainNetwork(
    grown,
    rows.map((row) => ({ input: row, target: row })),
    schedule,
    random,
  );
  const network = asFloat32(grown);
  const usual = new Float64Array(width);
  const answers = rows.map((row) => predict(network, row));
  for (const [index, row] of rows.entries())
    for (let one = 0; one < width; one += 1)
      usual[one]! += Math.abs(row[one]! - answers[index]![one]!) / rows.length;
  const weights = Float32Array.from(usual, (error) => 1 / (error + USUAL_AT_LEAST) / width);
  const rarity = rarityOf(rows.map((row, index) => errorOf(weights, row, answers[index]!)));
  return { network, weights, rarity };
}

const errorOf = (weights: Float32Array, row: ArrayLike<number>, answer: ArrayLike<number>): number => {
  let error = LEAST_ERROR;
  for (let one = 0; one < weights.length; one += 1)
    error += weights[one]! * Math.abs(row[one]! - answer[one]!);
  return error;
};

/** Rarity of the weighted reconstruction error of a prepared row. */
export const autoencoderScore = ({ network, weights, rarity }: Autoencoder, row: ArrayLike<number>): number =>
  rarityScore(rarity, errorOf(weights, row, predict(network, row)));

/** Input `features` [rows, width]; outputs `score` [rows, 1] and `contribution` [rows, width], the weighted absolute errors. */
export function autoencoderGraph({ network, weights, rarity }: Autoencoder): Graph {
  const width = weights.length;
  const reproduced = networkPart(network, 'features', 'reproduced');
  const scored = rarityPart(rarity, 'error', 'score');
  return {
    name: 'autoencoder',
    opset: { 'ai.onnx': 17 },
    inputs: [{ name: 'features', dims: [0, width] }],
    outputs: [
      { name: 'score', dims: [0, 1] },
      { name: 'contribution', dims: [0, width] },
    ],
    constants: [
      ...reproduced.constants,
      { name: 'error_weights', dims: [width], values: weights },
      { name: 'ones', dims: [width, 1], values: new Float32Array(width).fill(1) },
      { name: 'least_error', dims: [1], values: [LEAST_ERROR] },
      ...scored.constants,
    ],
    nodes: [
      ...reproduced.nodes,
      { op: 'Sub', inputs: ['features', 'reproduced'], outputs: ['difference'] },
      { op: 'Abs', inputs: ['difference'], outputs: ['distance'] },
      { op: 'Mul', inputs: ['distance', 'error_weights'], outputs: ['contribution'] },
      { op: 'MatMul', inputs: ['contribution', 'ones'], outputs: ['error_sum'] },
      { op: 'Add', inputs: ['error_sum', 'least_error'], outputs: ['error'] },
      ...scored.nodes,
    ],
  };
}
