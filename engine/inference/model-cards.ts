import type { ModelCard } from '#contract/models.ts';
import { cardTextOf, listPackages, modelsFolder, weightsOf } from './model-package.ts';

/** Every package with its card; one whose weights are not those of its manifest says so instead of being left out. */
export function modelCards(dir: string = modelsFolder()): ModelCard[] {
  return listPackages(dir).map((model) => {
    const { id, title, version, task, licence, weights, threshold, inputs, training, metrics } =
      model.manifest;
    return {
      id,
      title,
      version,
      task,
      licence,
      sha256: weights.sha256,
      threshold,
      inputs: inputs.map(({ name, unit, description }) => ({ name, unit, description })),
      trainedOn: training.data,
      metrics,
      problem: problemOf(() => weightsOf(model)),
      card: cardTextOf(model),
    };
  });
}

function problemOf(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
