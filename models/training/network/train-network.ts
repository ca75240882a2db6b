import type { Random } from '../random.ts';
import { forward, type Network } from './dense-network.ts';

export interface Example {
  readonly input: ArrayLike<number>;
  readonly target: ArrayLike<number>;
}

export interface Schedule {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;
/** The loss of an answer; puts its slope at each output into `slope`. */
export type Loss = (answer: Float64Array, target: ArrayLike<number>, slope: Float64Array) => number;

/** Beyond this an error counts linearly: one strange row shall not steer the rest. */
const LINEAR_FROM = 1;

/** Huber's loss, summed over the outputs. */
export const huber: Loss = (answer, target, slope) => {
  let loss = 0;
  for (let out = 0; out < answer.length; out += 1) {
    const error = answer[out]! - target[out]!;
    const size = Math.abs(error);
    loss += size <= LINEAR_FROM ? 0.5 * error * error : LINEAR_FROM * (size - 0.5 * LINEAR_FROM);
    slope[out] = Math.max(-LINEAR_FROM, Math.min(LINEAR_FROM, error));
  }
  return loss;
};

/**
 * Trains a network in place with Adam (Kingma and Ba, ICLR 2015), the rate falling to zero along a
 * cosine. The order of examples follows from `random` alone.
 * @returns mean loss per output of the last epoch
 */
export function trainNetwork(
  network: Network,
  examples: readonly Example[],
  { epochs, batch, rate }: Schedule,
  random: Random,
  lossOf: Loss = huber,
): number {
  const moments = network.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
    weightsFirst: new Float64Array(weights.length),
    weightsSecond: new Float64Array(weights.length),
    biasFirst: new Float64Array(bias.length),
    biasSecond: new Float64Array(bias.length),
  }));
  const order = examples.map((_, index) => index);
  const steps = epochs * Math.ceil(examples.length / batch);
  let step = 0;
  let loss = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order);
    loss = 0;
    for (let from = 0; from < order.length; from += batch) {
      const chosen = order.slice(from, from + batch);
      for (const moment of moments) {
        moment.weights.fill(0);
        moment.bias.fill(0);
      }
      for (const index of chosen) loss += backward(network, examples[index]!, moments, lossOf);
      step += 1;
      const now = rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      for (const [index, layer] of network.entries()) {
        const { weights, bias, weightsFirst, weightsSecond, biasFirst, biasSecond } = moments[index]!;
        adam(layer.weights, weights, weightsFirst, weightsSecond, now, step, chosen.length);
        adam(layer.bias, bias, biasFirst, biasSecond, now, step, chosen.length);
      }
    }
  }
  return loss / examples.length / network.at(-1)!.outputs;
}

function backward(
  network: Network,
  { input, target }: Example,
  gradients: readonly { weights: Float64Array; bias: Float64Array }[],
  lossOf: Loss,
): number {
  const activations = forward(network, input);
  const answer = activations.at(-1)!;
  let delta = new Float64Array(answer.length);
  const loss = lossOf(answer, target, delta);
  for (let index = network.length - 1; index >= 0; index -= 1) {
    const { inputs, outputs, weights } = network[index]!;
    const before = index === 0 ? input : activations[index - 1]!;
    const gradient = gradients[index]!;
    const next = new Float64Array(inputs);
    for (let out = 0; out < outputs; out += 1) {
      const slope = delta[out]!;
      if (slope === 0) continue;
      gradient.bias[out]! += slope;
      for (let one = 0, at = out * inputs; one < inputs; one += 1, at += 1) {
        gradient.weights[at]! += slope * before[one]!;
        next[one]! += slope * weights[at]!;
      }
    }
    // ReLU: what was cut off has no slope
    if (index > 0) for (let one = 0; one < inputs; one += 1) if (before[one]! <= 0) next[one] = 0;
    delta = next;
  }
  return loss;
}

function adam(
  values: Float64Array,
  gradient: Float64Array,
  first: Float64Array,
  second: Float64Array,
  rate: number,
  step: number,
  rows: number,
): void {
  const firstBias = 1 - BETA1 ** step;
  const secondBias = 1 - BETA2 ** step;
  for (let index = 0; index < values.length; index += 1) {
    const slope = gradient[index]! / rows;
    first[index] = BETA1 * first[index]! + (1 - BETA1) * slope;
    second[index] = BETA2 * second[index]! + (1 - BETA2) * slope * slope;
    values[index]! -=
      (rate * (first[index]! / firstBias)) / (Math.sqrt(second[index]! / secondBias) + EPSILON);
  }
}
