import type { Forest, Tree } from '../forest.ts';

/** Features met on the way down, each with the share of paths that go on without it, with it, and the weights. */
class Path {
  readonly feature: Int16Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.feature = new Int16Array(capacity);
    this.zero = new Float64Array(capacity);
    this.one = new Float64Array(capacity);
    this.weight = new Float64Array(capacity);
  }

  copyFrom(other: Path): this {
    this.feature.set(other.feature);
    this.zero.set(other.zero);
    this.one.set(other.one);
    this.weight.set(other.weight);
    this.length = other.length;
    return this;
  }

  extend(zero: number, one: number, feature: number): void {
    const depth = this.length;
    this.feature[depth] = feature;
    this.zero[depth] = zero;
    this.one[depth] = one;
    this.weight[depth] = depth === 0 ? 1 : 0;
    for (let index = depth - 1; index >= 0; index -= 1) {
      this.weight[index + 1]! += (one * this.weight[index]! * (index + 1)) / (depth + 1);
      this.weight[index] = (zero * this.weight[index]! * (depth - index)) / (depth + 1);
    }
    this.length += 1;
  }

  unwind(at: number): void {
    const depth = this.length - 1;
    const one = this.one[at]!;
    const zero = this.zero[at]!;
    let next = this.weight[depth]!;
    for (let index = depth - 1; index >= 0; index -= 1) {
      if (one !== 0) {
        const before = this.weight[index]!;
        this.weight[index] = (next * (depth + 1)) / ((index + 1) * one);
        next = before - (this.weight[index]! * zero * (depth - index)) / (depth + 1);
      } else this.weight[index] = (this.weight[index]! * (depth + 1)) / (zero * (depth - index));
    }
    for (let index = at; index < depth; index += 1) {
      this.feature[index] = this.feature[index + 1]!;
      this.zero[index] = this.zero[index + 1]!;
      this.one[index] = this.one[index + 1]!;
    }
    this.length -= 1;
  }

  unwoundSum(at: number): number {
    const depth = this.length - 1;
    const one = this.one[at]!;
    const zero = this.zero[at]!;
    let next = this.weight[depth]!;
    let total = 0;
    for (let index = depth - 1; index >= 0; index -= 1) {
      if (one !== 0) {
        const part = (next * (depth + 1)) / ((index + 1) * one);
        total += part;
        next = this.weight[index]! - (part * zero * (depth - index)) / (depth + 1);
      } else total += (this.weight[index]! * (depth + 1)) / (zero * (depth - index));
    }
    return total;
  }
}

/**
 * What each feature adds to the mean path length of a row: exact Shapley values under the trees' own cover (Lundberg,
 * Erion and Lee, "Consistent individualized feature attribution for tree ensembles", 2018, algorithm 2). They sum to
 * the row's path length less the mean over the training rows. Negative: the feature isolates the row.
 */
export function treeShap(forest: Forest, row: ArrayLike<number>): Float64Array {
  const contribution = new Float64Array(row.length);
  for (const tree of forest.trees) {
    const depth = depthOf(tree) + 2;
    const paths = Array.from({ length: depth + 1 }, () => new Path(depth + 1));
    descend(tree, row, contribution, paths, 0, 0, 1, 1, -1);
  }
  return contribution.map((value) => value / forest.trees.length);
}

function descend(
  tree: Tree,
  row: ArrayLike<number>,
  contribution: Float64Array,
  paths: readonly Path[],
  level: number,
  node: number,
  zero: number,
  one: number,
  feature: number,
): void {
  const path = level === 0 ? paths[0]! : paths[level]!.copyFrom(paths[level - 1]!);
  path.extend(zero, one, feature);
  const split = tree.feature[node]!;
  if (split === -1) {
    for (let index = 1; index < path.length; index += 1)
      contribution[path.feature[index]!]! +=
        path.unwoundSum(index) * (path.one[index]! - path.zero[index]!) * tree.value[node]!;
    return;
  }
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  const goesLeft = row[split]! <= tree.threshold[node]!;
  const [hot, cold] = goesLeft ? [left, right] : [right, left];
  let zeroBefore = 1;
  let oneBefore = 1;
  for (let index = 1; index < path.length; index += 1)
    if (path.feature[index] === split) {
      zeroBefore = path.zero[index]!;
      oneBefore = path.one[index]!;
      path.unwind(index);
      break;
    }
  const cover = tree.cover[node]!;
  const share = (child: number) => (zeroBefore * tree.cover[child]!) / cover;
  descend(tree, row, contribution, paths, level + 1, hot, share(hot), oneBefore, split);
  descend(tree, row, contribution, paths, level + 1, cold, share(cold), 0, split);
}

const depths = new WeakMap<Tree, number>();

function depthOf(tree: Tree): number {
  const known = depths.get(tree);
  if (known !== undefined) return known;
  const deep = (node: number): number =>
    tree.feature[node] === -1 ? 0 : 1 + Math.max(deep(tree.left[node]!), deep(tree.right[node]!));
  const depth = deep(0);
  depths.set(tree, depth);
  return depth;
}
