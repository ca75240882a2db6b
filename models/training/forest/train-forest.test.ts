import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { expectedPath, forestOf, isolationScore, TreeFile } from '#engine/inference/forest.ts';
import { modelsFolder, packageById } from '#engine/inference/model-package.ts';
import { withModel } from '#engine/inference/model-session.ts';
import { onnxFile } from '../onnx/onnx-file.ts';
import { Random } from '../random.ts';
import { forestGraph } from './forest-graph.ts';
import { trainForest } from './train-forest.ts';

const cloud = (count: number, width: number, random: Random) =>
  Array.from({ length: count }, () => Float32Array.from({ length: width }, () => random.normal()));

test('the same seed grows the same trees; another grows others', () => {
  const rows = cloud(500, 6, new Random(1));
  const grow = (seed: number) => trainForest(rows, { trees: 5, sampleSize: 64 }, new Random(seed));
  expect(grow(7)).toEqual(grow(7));
  expect(grow(8)).not.toEqual(grow(7));
});

test('trees stop at the depth limit and keep every row', () => {
  const file = trainForest(cloud(400, 3, new Random(2)), { trees: 20, sampleSize: 64 }, new Random(3));
  for (const tree of forestOf(file).trees) {
    expect(tree.cover[0]).toBe(64);
    const deepest = (node: number): number =>
      tree.feature[node] === -1 ? 0 : 1 + Math.max(deepest(tree.left[node]!), deepest(tree.right[node]!));
    expect(deepest(0)).toBeLessThanOrEqual(6);
    for (let node = 0; node < tree.feature.length; node += 1)
      if (tree.feature[node] !== -1)
        expect(tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!).toBe(tree.cover[node]);
  }
});

test('expected path length, with exact harmonic numbers', () => {
  expect(expectedPath(1)).toBe(0);
  expect(expectedPath(2)).toBe(1);
  // 2 H(255) − 2 · 255 / 256
  expect(expectedPath(256)).toBeCloseTo(10.24869, 5);
});

test('a point far off scores higher than the cloud', () => {
  const random = new Random(5);
  const rows = cloud(1000, 4, random);
  const forest = forestOf(trainForest(rows, { trees: 100, sampleSize: 256 }, random));
  const far = isolationScore(forest, [9, -9, 9, 9]);
  expect(far).toBeGreaterThan(0.7);
  expect(rows.filter((row) => isolationScore(forest, row) >= far)).toHaveLength(0);
});

test('a forest of any shape runs in ONNX Runtime as the tree walk does', async () => {
  const random = new Random(11);
  for (const width of [1, 5, 38]) {
    const forest = forestOf(trainForest(cloud(300, width, random), { trees: 25, sampleSize: 128 }, random));
    const session = await InferenceSession.create(onnxFile(forestGraph(forest, width)), {
      intraOpNumThreads: 1,
    });
    try {
      const rows = cloud(200, width, random);
      const flat = Float32Array.from(rows.flatMap((row) => [...row]));
      const { score } = await session.run({ features: new Tensor('float32', flat, [200, width]) });
      for (const [index, row] of rows.entries())
        expect(Math.abs((score!.data[index] as number) - isolationScore(forest, row))).toBeLessThan(1e-5);
    } finally {
      await session.release();
    }
  }
});

test('the package of this build agrees with its trees to 1e-5 on any rows', async () => {
  const model = packageById('account-isolation-forest');
  const forest = forestOf(
    TreeFile.parse(JSON.parse(readFileSync(join(modelsFolder(), model.manifest.id, 'trees.json'), 'utf8'))),
  );
  const width = model.manifest.inputs.length;
  const edges = forest.trees.flatMap((tree) => [...tree.threshold]);
  const value = fc.oneof(
    fc.float({ min: -8, max: 8, noNaN: true }),
    fc.constantFrom(0, ...edges),
    fc.float({ noNaN: true, noDefaultInfinity: true }),
  );
  await withModel(model, async (run) => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: width * 8, maxLength: width * 8 }), async (values) => {
        const rows = Float32Array.from(values);
        const at = (from: number, length: number) => rows.subarray(from * width, (from + length) * width);
        const scores = (await run(8, at, ['score'])).score!;
        for (let row = 0; row < 8; row += 1)
          expect(Math.abs(scores[row]! - isolationScore(forest, at(row, 1)))).toBeLessThan(1e-5);
      }),
      { numRuns: 200 },
    );
  });
});
