import { expectedPath, type Forest } from '#engine/inference/forest.ts';
import type { Attribute, Graph } from '../onnx/onnx-file.ts';

/**
 * The forest as an ONNX graph: TreeEnsembleRegressor (mean path length) → Mul → Exp, which is 2^(−path / c).
 * Input `features` [rows, width], output `score` [rows, 1].
 */
export function forestGraph(forest: Forest, width: number): Graph {
  const nodes = {
    tree: [] as number[],
    id: [] as number[],
    feature: [] as number[],
    threshold: [] as number[],
    mode: [] as string[],
    left: [] as number[],
    right: [] as number[],
  };
  const leaves = { tree: [] as number[], id: [] as number[], weight: [] as number[] };
  for (const [treeId, tree] of forest.trees.entries())
    for (let node = 0; node < tree.feature.length; node += 1) {
      const leaf = tree.feature[node] === -1;
      nodes.tree.push(treeId);
      nodes.id.push(node);
      nodes.feature.push(leaf ? 0 : tree.feature[node]!);
      nodes.threshold.push(tree.threshold[node]!);
      nodes.mode.push(leaf ? 'LEAF' : 'BRANCH_LEQ');
      nodes.left.push(tree.left[node]!);
      nodes.right.push(tree.right[node]!);
      if (!leaf) continue;
      leaves.tree.push(treeId);
      leaves.id.push(node);
      leaves.weight.push(tree.value[node]!);
    }
  const ints = (name: string, value: readonly number[]): Attribute => ({ name, kind: 'ints', value });
  return {
    name: 'isolation-forest',
    opset: { 'ai.onnx': 17, 'ai.onnx.ml': 3 },
    inputs: [{ name: 'features', dims: [0, width] }],
    outputs: [{ name: 'score', dims: [0, 1] }],
    constants: [{ name: 'rate', dims: [1], values: [-Math.LN2 / expectedPath(forest.sampleSize)] }],
    nodes: [
      {
        op: 'TreeEnsembleRegressor',
        domain: 'ai.onnx.ml',
        inputs: ['features'],
        outputs: ['path'],
        attributes: [
          { name: 'aggregate_function', kind: 'string', value: 'AVERAGE' },
          { name: 'n_targets', kind: 'int', value: 1 },
          ints('nodes_treeids', nodes.tree),
          ints('nodes_nodeids', nodes.id),
          ints('nodes_featureids', nodes.feature),
          { name: 'nodes_values', kind: 'floats', value: nodes.threshold },
          { name: 'nodes_modes', kind: 'strings', value: nodes.mode },
          ints('nodes_truenodeids', nodes.left),
          ints('nodes_falsenodeids', nodes.right),
          ints('target_treeids', leaves.tree),
          ints('target_nodeids', leaves.id),
          ints(
            'target_ids',
            leaves.id.map(() => 0),
          ),
          { name: 'target_weights', kind: 'floats', value: leaves.weight },
        ],
      },
      { op: 'Mul', inputs: ['path', 'rate'], outputs: ['exponent'] },
      { op: 'Exp', inputs: ['exponent'], outputs: ['score'] },
    ],
  };
}
