import type { Constant, GraphNode } from '../onnx/onnx-file.ts';
import type { Network } from './dense-network.ts';
import { HALF, type Rarity, slopeChanges } from './rarity.ts';

/** Nodes and constants of a part of a graph. */
export interface Part {
  readonly nodes: GraphNode[];
  readonly constants: Constant[];
}

/** MatMul, Add and Relu for each layer; from tensor `input` to tensor `output`. */
export function networkPart(network: Network, input: string, output: string): Part {
  const part: Part = { nodes: [], constants: [] };
  let from = input;
  for (const [index, { inputs, outputs, weights, bias }] of network.entries()) {
    const last = index === network.length - 1;
    const transposed = Float32Array.from({ length: inputs * outputs }, (_, at) =>
      Math.fround(weights[(at % outputs) * inputs + Math.floor(at / outputs)]!),
    );
    part.constants.push(
      { name: `weights_${index}`, dims: [inputs, outputs], values: transposed },
      { name: `bias_${index}`, dims: [outputs], values: bias },
    );
    part.nodes.push(
      { op: 'MatMul', inputs: [from, `weights_${index}`], outputs: [`product_${index}`] },
      { op: 'Add', inputs: [`product_${index}`, `bias_${index}`], outputs: [last ? output : `sum_${index}`] },
    );
    if (!last) part.nodes.push({ op: 'Relu', inputs: [`sum_${index}`], outputs: [`hidden_${index}`] });
    from = `hidden_${index}`;
  }
  return part;
}

/** From an error [rows, 1] to its rarity score [rows, 1] (`rarity.ts`). */
export function rarityPart(rarity: Rarity, error: string, score: string): Part {
  const changes = slopeChanges(rarity);
  return {
    constants: [
      { name: 'knots', dims: [1, changes.length], values: rarity.at.slice(0, changes.length) },
      { name: 'slope_changes', dims: [changes.length, 1], values: changes },
      { name: 'half', dims: [1], values: [HALF] },
    ],
    nodes: [
      { op: 'Log', inputs: [error], outputs: ['log_error'] },
      { op: 'Sub', inputs: ['log_error', 'knots'], outputs: ['beyond'] },
      { op: 'Relu', inputs: ['beyond'], outputs: ['beyond_only'] },
      { op: 'MatMul', inputs: ['beyond_only', 'slope_changes'], outputs: ['nines'] },
      { op: 'Add', inputs: ['nines', 'half'], outputs: ['nines_and_half'] },
      { op: 'Div', inputs: ['nines', 'nines_and_half'], outputs: [score] },
    ],
  };
}
