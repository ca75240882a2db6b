import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forestOf, isolationScore, TreeFile } from '#engine/inference/forest.ts';
import { featuresSqlOf, packageById } from '#engine/inference/model-package.ts';
import { averagePrecision } from '../metrics.ts';
import { preparedWorld } from './training-worlds.ts';
import { makeWorld } from './world-features.ts';

test('a world follows from its seed', () => {
  const plan = { seed: 3, people: 80, outliers: 1 };
  expect(makeWorld(plan).movements).toEqual(makeWorld(plan).movements);
  expect(makeWorld({ ...plan, seed: 4 }).movements).not.toEqual(makeWorld(plan).movements);
});

test('a background holds no planted account; a planted one holds nine a turn', () => {
  expect(makeWorld({ seed: 5, people: 80, outliers: 0 }).planted.size).toBe(0);
  expect(makeWorld({ seed: 5, people: 80, outliers: 2 }).planted.size).toBe(18);
});

test('the forest of this build finds the outliers of a world that had no part in it', async () => {
  const { manifest, dir } = packageById('account-isolation-forest');
  const forest = forestOf(TreeFile.parse(JSON.parse(readFileSync(join(dir, 'trees.json'), 'utf8'))));
  const sql = featuresSqlOf({ manifest, dir });
  const { rows, planted } = await preparedWorld({ seed: 977, people: 1500, outliers: 2 }, manifest, sql);
  const scores = rows.map((row) => isolationScore(forest, row));
  expect(averagePrecision(scores, planted)).toBeGreaterThanOrEqual(0.8);
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const first = order.slice(0, Math.ceil(rows.length / 100));
  expect(first.filter((index) => planted[index]).length / first.length).toBeGreaterThan(0.7);
});
