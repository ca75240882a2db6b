import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Forest, forestOf, pathLength, type TreeFile } from '../forest.ts';
import { treeShap } from './tree-shap.ts';

const WIDTH = 4;

interface Grown {
  feature: number[];
  threshold: number[];
  cover: number[];
}

/** A random tree whose covers add up, in preorder. */
const tree: fc.Arbitrary<TreeFile['trees'][number]> = fc
  .infiniteStream(
    fc.record({
      splits: fc.boolean(),
      feature: fc.nat(WIDTH - 1),
      threshold: fc.integer({ min: -3, max: 3 }),
      share: fc.integer({ min: 1, max: 9 }),
    }),
  )
  .map((draws) => {
    const grown: Grown = { feature: [], threshold: [], cover: [] };
    const grow = (cover: number, depth: number): void => {
      const { value } = draws.next();
      const inner = depth < 5 && cover > 1 && (depth < 2 || value.splits);
      grown.feature.push(inner ? value.feature : -1);
      grown.threshold.push(inner ? value.threshold : 0);
      grown.cover.push(cover);
      if (!inner) return;
      const left = Math.min(cover - 1, Math.max(1, Math.floor((cover * value.share) / 10)));
      grow(left, depth + 1);
      grow(cover - left, depth + 1);
    };
    grow(40, 0);
    return grown;
  });

/** Expected path length when only the features of `known` are known. */
function expectation(forest: Forest, row: readonly number[], known: ReadonlySet<number>): number {
  const below = (index: number, node: number): number => {
    const one = forest.trees[index]!;
    const feature = one.feature[node]!;
    if (feature === -1) return one.value[node]!;
    const [left, right] = [one.left[node]!, one.right[node]!];
    if (known.has(feature)) return below(index, row[feature]! <= one.threshold[node]! ? left : right);
    return (
      (below(index, left) * one.cover[left]! + below(index, right) * one.cover[right]!) / one.cover[node]!
    );
  };
  return forest.trees.reduce((sum, _, index) => sum + below(index, 0), 0) / forest.trees.length;
}

/** Shapley values by the definition: over all orders in which features can become known. */
function byDefinition(forest: Forest, row: readonly number[]): number[] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) => orders(rest.filter((one) => one !== first)).map((tail) => [first, ...tail]));
  const all = orders([...Array(WIDTH).keys()]);
  const values = new Array<number>(WIDTH).fill(0);
  for (const order of all) {
    const known = new Set<number>();
    for (const feature of order) {
      const before = expectation(forest, row, known);
      known.add(feature);
      values[feature]! += (expectation(forest, row, known) - before) / all.length;
    }
  }
  return values;
}

test('equals the definition of Shapley values, and adds up to the path length', () => {
  fc.assert(
    fc.property(
      fc.array(tree, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: -4, max: 4 }), { minLength: WIDTH, maxLength: WIDTH }),
      (trees, row) => {
        const forest = forestOf({ sampleSize: 40, trees });
        const values = treeShap(forest, row);
        const wanted = byDefinition(forest, row);
        for (const [index, value] of wanted.entries()) expect(values[index]).toBeCloseTo(value, 9);
        const sum = values.reduce((total, value) => total + value, 0);
        expect(sum + expectation(forest, row, new Set())).toBeCloseTo(pathLength(forest, row), 9);
      },
    ),
    { numRuns: 60 },
  );
});
