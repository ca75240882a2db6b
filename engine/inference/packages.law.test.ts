import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { openWarehouse } from '../warehouse/open.ts';
import { contributionsOf } from './explain/explain.ts';
import { describeFeatures } from './features.ts';
import { cardTextOf, featuresSqlOf, goldenOf, listPackages, weightsOf } from './model-package.ts';
import { withModel } from './model-session.ts';

const packages = listPackages();
const headings = [
  '## What it does',
  '## What it was trained on',
  '## Measured quality',
  '## Limits',
  '## References',
];

test('there are model packages to hold to the law', () => {
  expect(packages.length).toBeGreaterThanOrEqual(1);
});

describe.each(packages.map((one) => [one.manifest.id, one] as const))('%s', (_, model) => {
  const { manifest, dir } = model;
  const width = manifest.inputs.length;

  test('its weights are those of the manifest and small enough for a repository', () => {
    expect(weightsOf(model).length).toBeGreaterThan(0);
    for (const file of [manifest.weights.file, 'manifest.json', 'golden.json'])
      expect(statSync(join(dir, file)).size, file).toBeLessThan(1024 * 1024);
    if (manifest.explanation.method === 'tree-shap')
      expect(existsSync(join(dir, manifest.explanation.trees))).toBe(true);
  });

  test('its card has the fixed headings and every measured figure', () => {
    const card = cardTextOf(model);
    expect(card.split('\n').filter((line) => line.startsWith('## '))).toEqual(headings);
    for (const value of Object.values(manifest.metrics))
      expect(card).toMatch(new RegExp(`\\| ${value} +\\|`));
  });

  test('its figures on held-out seeds hold the line', () => {
    expect(manifest.metrics.prAuc).toBeGreaterThanOrEqual(0.8);
  });

  test('features.sql gives the key and the inputs of the manifest, in their order', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'spyhop-features-'));
    const warehouse = await openWarehouse({ file: ':memory:', tempDir: temp });
    try {
      await ensureMarts(warehouse);
      const columns = await warehouse.use((session) =>
        describeFeatures(session, featuresSqlOf(model), '2024-01-01T00:00:00Z'),
      );
      expect(columns).toEqual([
        { name: manifest.features.key, type: 'INTEGER' },
        ...manifest.inputs.map(({ name }) => ({ name, type: 'FLOAT' })),
      ]);
    } finally {
      warehouse.close();
      rmSync(temp, { recursive: true, force: true });
    }
  });

  test('its golden rows come out, alone or in company, and every one can be explained', async () => {
    const golden = goldenOf(model);
    const inputs = Float32Array.from(golden.rows.flatMap(({ input }) => input));
    await withModel(model, async (run) => {
      const rowsAt = (from: number, length: number) => inputs.subarray(from * width, (from + length) * width);
      const together = (await run(golden.rows.length, rowsAt, [manifest.score]))[manifest.score]!;
      for (const [index, { score }] of golden.rows.entries()) {
        expect(Math.abs(together[index]! - score)).toBeLessThanOrEqual(golden.tolerance);
        const alone = await run(1, (_from, length) => rowsAt(index, length), [manifest.score]);
        expect(alone[manifest.score]![0]).toBe(together[index]);
      }
      const [low, high] = manifest.outputs.find(({ name }) => name === manifest.score)!.range;
      for (const score of together) {
        expect(score).toBeGreaterThanOrEqual(low);
        expect(score).toBeLessThanOrEqual(high);
      }
      const contributions = await contributionsOf(model, run)(inputs, golden.rows.length);
      for (const one of contributions) {
        expect(one).toHaveLength(width);
        expect(one.every(Number.isFinite)).toBe(true);
      }
    });
  });
});
