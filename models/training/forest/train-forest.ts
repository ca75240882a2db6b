import type { TreeFile } from '#engine/inference/forest.ts';
import type { Random } from '../random.ts';

export interface ForestShape {
  readonly trees: number;
  readonly sampleSize: number;
}

/**
 * Grows isolation trees (Liu, Ting and Zhou, "Isolation Forest", ICDM 2008): each on a sample without repetition, split
 * at random between the smallest and largest value of a random feature that still varies, to the depth
 * ceil(log2(sample size)).
 * @param rows prepared rows, all of one width, float32
 */
export function trainForest(rows: readonly Float32Array[], shape: ForestShape, random: Random): TreeFile {
  const sampleSize = Math.min(shape.sampleSize, rows.length);
  const limit = Math.ceil(Math.log2(sampleSize));
  const trees = Array.from({ length: shape.trees }, () => {
    const own = random.fork();
    return growTree(sample(rows, sampleSize, own), limit, own);
  });
  return { sampleSize, trees };
}

function sample(rows: readonly Float32Array[], size: number, random: Random): Float32Array[] {
  const order = Uint32Array.from(rows, (_, index) => index);
  return Array.from({ length: size }, (_, index) => {
    const other = random.whole(index, rows.length - 1);
    const taken = order[other]!;
    order[other] = order[index]!;
    order[index] = taken;
    return rows[taken]!;
  });
}

function growTree(rows: readonly Float32Array[], limit: number, random: Random): TreeFile['trees'][number] {
  const tree: TreeFile['trees'][number] = { feature: [], threshold: [], cover: [] };
  const grow = (here: readonly Float32Array[], depth: number): void => {
    const node = tree.feature.push(-1) - 1;
    tree.threshold.push(0);
    tree.cover.push(here.length);
    if (depth >= limit || here.length <= 1) return;
    const split = chooseSplit(here, random);
    if (!split) return;
    tree.feature[node] = split.feature;
    tree.threshold[node] = split.threshold;
    grow(
      here.filter((row) => row[split.feature]! <= split.threshold),
      depth + 1,
    );
    grow(
      here.filter((row) => row[split.feature]! > split.threshold),
      depth + 1,
    );
  };
  grow(rows, 0);
  return tree;
}

function chooseSplit(
  rows: readonly Float32Array[],
  random: Random,
): { feature: number; threshold: number } | undefined {
  const features = random.shuffle(Array.from({ length: rows[0]!.length }, (_, index) => index));
  for (const feature of features) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const row of rows) {
      low = Math.min(low, row[feature]!);
      high = Math.max(high, row[feature]!);
    }
    if (low === high) continue;
    const threshold = Math.fround(random.between(low, high));
    // rounding to float32 may land on the upper end, which would leave nothing on the right
    return { feature, threshold: threshold < high ? threshold : low };
  }
  return undefined;
}
