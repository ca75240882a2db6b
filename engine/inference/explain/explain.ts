import { join } from 'node:path';
import { forestOf, TreeFile } from '../forest.ts';
import { checked, type ModelPackage } from '../model-package.ts';
import type { RunModel } from '../model-session.ts';
import { treeShap } from './tree-shap.ts';

/** How much each input makes a row strange, in the model's own terms; inputs that make it ordinary are negative. */
export type Contributions = (rows: Float32Array, count: number) => Promise<Float64Array[]>;

/** The explanation a manifest names. */
export function contributionsOf(model: ModelPackage, run: RunModel): Contributions {
  const { manifest } = model;
  const width = manifest.inputs.length;
  const how = manifest.explanation;
  if (how.method === 'output')
    return async (rows, count) => {
      const answers = await run(
        count,
        (from, length) => rows.subarray(from * width, (from + length) * width),
        [how.output],
      );
      const values = answers[how.output]!;
      return Array.from({ length: count }, (_, index) =>
        Float64Array.from(values.subarray(index * width, (index + 1) * width)),
      );
    };
  const bytes = checked(manifest.id, join(model.dir, how.trees), how.sha256);
  const forest = forestOf(TreeFile.parse(JSON.parse(bytes.toString('utf8'))));
  return async (rows, count) =>
    Array.from({ length: count }, (_, index) =>
      treeShap(forest, rows.subarray(index * width, (index + 1) * width)).map((value) => -value),
    );
}
