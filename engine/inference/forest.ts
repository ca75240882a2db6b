import { z } from 'zod';

/**
 * Isolation trees in preorder: the left branch of a node is the next one. `feature` is −1 at a leaf, `cover` the
 * training rows that reached the node, `threshold` a float32: at or below it goes left.
 */
export const TreeFile = z.strictObject({
  sampleSize: z.number().int().min(2),
  trees: z
    .array(
      z.strictObject({
        feature: z.array(z.number().int()),
        threshold: z.array(z.number()),
        cover: z.array(z.number().int().positive()),
      }),
    )
    .min(1),
});
export type TreeFile = z.infer<typeof TreeFile>;

export interface Tree {
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly cover: Int32Array;
  /** Path length of a leaf with the expected rest of its rows; 0 at inner nodes. */
  readonly value: Float64Array;
}

export interface Forest {
  readonly trees: readonly Tree[];
  readonly sampleSize: number;
}

/** Mean path length of an unsuccessful search among `n` rows: c(n) of Liu, Ting and Zhou (ICDM 2008), eq. 1. */
export function expectedPath(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  let harmonic = 0;
  for (let index = 1; index < n; index += 1) harmonic += 1 / index;
  return 2 * harmonic - (2 * (n - 1)) / n;
}

/** Lays a tree file out for walking. @throws Error when a tree is not a whole preorder. */
export function forestOf(file: TreeFile): Forest {
  return { sampleSize: file.sampleSize, trees: file.trees.map(treeOf) };
}

function treeOf(stored: TreeFile['trees'][number]): Tree {
  const size = stored.feature.length;
  const tree: Tree = {
    feature: Int16Array.from(stored.feature),
    threshold: Float32Array.from(stored.threshold),
    cover: Int32Array.from(stored.cover),
    left: new Int32Array(size),
    right: new Int32Array(size),
    value: new Float64Array(size),
  };
  const place = (node: number, depth: number): number => {
    if (node >= size) throw new Error('a tree ends before its leaves');
    if (tree.feature[node] === -1) {
      tree.value[node] = depth + expectedPath(tree.cover[node]!);
      return node + 1;
    }
    tree.left[node] = node + 1;
    tree.right[node] = place(node + 1, depth + 1);
    return place(tree.right[node]!, depth + 1);
  };
  if (place(0, 0) !== size || stored.threshold.length !== size || stored.cover.length !== size)
    throw new Error('a tree has nodes that nothing leads to');
  return tree;
}

/** Mean path length of a prepared row over the trees. */
export function pathLength(forest: Forest, row: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of forest.trees) {
    let node = 0;
    while (tree.feature[node] !== -1)
      node = row[tree.feature[node]!]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
    sum += tree.value[node]!;
  }
  return sum / forest.trees.length;
}

/** 2^(−path / c(sample size)): near 1 is isolated at once, 0.5 is ordinary (Liu, Ting and Zhou 2008, eq. 2). */
export const isolationScore = (forest: Forest, row: ArrayLike<number>): number =>
  2 ** (-pathLength(forest, row) / expectedPath(forest.sampleSize));
