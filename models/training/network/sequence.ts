import type { Graph } from '../onnx/onnx-file.ts';
import type { Random } from '../random.ts';
import { LEAST_ERROR } from './autoencoder.ts';
import { asFloat32, type Network, newNetwork, predict } from './dense-network.ts';
import { networkPart, rarityPart } from './network-graph.ts';
import { type Rarity, rarityOf, rarityScore } from './rarity.ts';
import { type Loss, type Schedule, trainNetwork } from './train-network.ts';

/** Movements that tell what is to be expected. */
export const BEFORE = 10;
/** Values of a movement: size, pause, sent, again. */
export const CHANNELS = 4;
const PAST = BEFORE * CHANNELS;
/** A row: the movements before, then the means of the ten that followed. */
export const WIDTH = PAST + CHANNELS;

/**
 * A network that reads ten movements and says what the next ten will be like on average: for each value a median and
 * the logarithm of a spread. An account that was always erratic is credited with a large spread and surprises little.
 */
export interface SequenceModel {
  readonly network: Network;
  readonly rarity: Rarity;
}

/** Logarithm of the smallest spread an average is credited with in scoring: that of the case, which is 1. */
const LEAST_LOG_SPREAD = 0;
const LEAST_IN_TRAINING = Math.log(0.1);
/** No single value may pull the spread further than this in one step. */
const STEEPEST = 2;

/** Negative log-likelihood of Laplace's distribution; outputs are medians, then logarithms of spreads. */
const laplace: Loss = (answer, target, slope) => {
  let loss = 0;
  for (let one = 0; one < CHANNELS; one += 1) {
    const given = answer[CHANNELS + one]!;
    const wide = Math.max(given, LEAST_IN_TRAINING);
    const error = answer[one]! - target[one]!;
    const distance = Math.abs(error) / Math.exp(wide);
    loss += distance + wide;
    slope[one] = Math.sign(error) / Math.exp(wide);
    slope[CHANNELS + one] = given > LEAST_IN_TRAINING || distance > 1 ? Math.max(-STEEPEST, 1 - distance) : 0;
  }
  return loss;
};

const pastOf = (row: Float32Array) => row.subarray(0, PAST);

export function trainSequence(
  rows: readonly Float32Array[],
  hidden: readonly number[],
  schedule: Schedule,
  random: Random,
): SequenceModel {
  const grown = newNetwork([PAST, ...hidden, 2 * CHANNELS], random);
  const examples = rows.map((row) => ({ input: pastOf(row), target: row.subarray(PAST) }));
  trainNetwork(grown, examples, schedule, random, laplace);
  const network = asFloat32(grown);
  return { network, rarity: rarityOf(rows.map((row) => surpriseOf(network, row))) };
}

/** Sum of the squared distances of the averages from their medians, in spreads. */
function surpriseOf(network: Network, row: Float32Array): number {
  const answer = predict(network, pastOf(row));
  let sum = LEAST_ERROR;
  for (let one = 0; one < CHANNELS; one += 1) {
    const spread = Math.exp(Math.max(answer[CHANNELS + one]!, LEAST_LOG_SPREAD));
    sum += ((row[PAST + one]! - answer[one]!) / spread) ** 2;
  }
  return sum;
}

/** Rarity of the surprise of a prepared row. */
export const sequenceScore = ({ network, rarity }: SequenceModel, row: Float32Array): number =>
  rarityScore(rarity, surpriseOf(network, row));

/** Input `features` [rows, 44]; outputs `score` [rows, 1] and `contribution` [rows, 44], 0 for the past. */
export function sequenceGraph({ network, rarity }: SequenceModel): Graph {
  const predicted = networkPart(network, 'past', 'predicted');
  const scored = rarityPart(rarity, 'surprise', 'score');
  /** A matrix of zeros and ones that takes `count` values from place `from` on to place `to` on. */
  const moving = (
    name: string,
    [rows, columns]: readonly [number, number],
    from: number,
    to: number,
    count: number,
  ) => {
    const values = new Float32Array(rows * columns);
    for (let index = 0; index < count; index += 1) values[(from + index) * columns + to + index] = 1;
    return { name, dims: [rows, columns], values };
  };
  return {
    name: 'transfer-sequence',
    opset: { 'ai.onnx': 17 },
    inputs: [{ name: 'features', dims: [0, WIDTH] }],
    outputs: [
      { name: 'score', dims: [0, 1] },
      { name: 'contribution', dims: [0, WIDTH] },
    ],
    constants: [
      moving('to_past', [WIDTH, PAST], 0, 0, PAST),
      moving('to_recent', [WIDTH, CHANNELS], PAST, 0, CHANNELS),
      moving('to_row', [CHANNELS, WIDTH], 0, PAST, CHANNELS),
      moving('to_median', [2 * CHANNELS, CHANNELS], 0, 0, CHANNELS),
      moving('to_spread', [2 * CHANNELS, CHANNELS], CHANNELS, 0, CHANNELS),
      ...predicted.constants,
      { name: 'least_log_spread', dims: [1], values: [LEAST_LOG_SPREAD] },
      { name: 'ones', dims: [CHANNELS, 1], values: new Float32Array(CHANNELS).fill(1) },
      { name: 'least_error', dims: [1], values: [LEAST_ERROR] },
      ...scored.constants,
    ],
    nodes: [
      { op: 'MatMul', inputs: ['features', 'to_past'], outputs: ['past'] },
      ...predicted.nodes,
      { op: 'MatMul', inputs: ['features', 'to_recent'], outputs: ['recent'] },
      { op: 'MatMul', inputs: ['predicted', 'to_median'], outputs: ['median'] },
      { op: 'MatMul', inputs: ['predicted', 'to_spread'], outputs: ['given_log_spread'] },
      { op: 'Max', inputs: ['given_log_spread', 'least_log_spread'], outputs: ['log_spread'] },
      { op: 'Exp', inputs: ['log_spread'], outputs: ['spread'] },
      { op: 'Sub', inputs: ['recent', 'median'], outputs: ['difference'] },
      { op: 'Div', inputs: ['difference', 'spread'], outputs: ['distance'] },
      { op: 'Mul', inputs: ['distance', 'distance'], outputs: ['square'] },
      { op: 'MatMul', inputs: ['square', 'to_row'], outputs: ['contribution'] },
      { op: 'MatMul', inputs: ['square', 'ones'], outputs: ['square_sum'] },
      { op: 'Add', inputs: ['square_sum', 'least_error'], outputs: ['surprise'] },
      ...scored.nodes,
    ],
  };
}
