import type { Random } from '../random.ts';

/** A layer y = W x + b; `weights` row after row, one row per output. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** Layers with ReLU between them; the last one is linear. */
export type Network = readonly Layer[];

/** A network of the given widths with weights of He's initialisation (He and others, ICCV 2015). */
export function newNetwork(widths: readonly number[], random: Random): Network {
  return widths.slice(1).map((outputs, index) => {
    const inputs = widths[index]!;
    const sigma = Math.sqrt(2 / inputs);
    return {
      inputs,
      outputs,
      weights: Float64Array.from({ length: inputs * outputs }, () => sigma * random.normal()),
      bias: new Float64Array(outputs),
    };
  });
}

/** Outputs of every layer for one row, the last being the network's answer. */
export function forward(network: Network, row: ArrayLike<number>): Float64Array[] {
  const activations: Float64Array[] = [];
  let input = row;
  for (const [index, { inputs, outputs, weights, bias }] of network.entries()) {
    const last = index === network.length - 1;
    const output = new Float64Array(outputs);
    for (let out = 0; out < outputs; out += 1) {
      let sum = bias[out]!;
      for (let one = 0, at = out * inputs; one < inputs; one += 1, at += 1) sum += weights[at]! * input[one]!;
      output[out] = last || sum > 0 ? sum : 0;
    }
    activations.push(output);
    input = output;
  }
  return activations;
}

export const predict = (network: Network, row: ArrayLike<number>): Float64Array =>
  forward(network, row).at(-1)!;

/** Weights rounded to what the ONNX file holds. */
export const asFloat32 = (network: Network): Network =>
  network.map((layer) => ({
    ...layer,
    weights: Float64Array.from(layer.weights, Math.fround),
    bias: Float64Array.from(layer.bias, Math.fround),
  }));
