import { modelCards } from '../inference/model-cards.ts';
import { answer, type GlobalOptions } from './context.ts';

/** `spyhop models`: the model packages of this build. Exit status 1 where one cannot be used. */
export async function modelsCommand(options: GlobalOptions): Promise<number> {
  const cards = modelCards();
  if (options.json)
    answer(
      cards.map(({ id, version, task, sha256, metrics, problem }) => ({
        id,
        version,
        task,
        sha256,
        metrics,
        ...(problem === null ? {} : { problem }),
      })),
    );
  else
    for (const { id, version, task, metrics, problem } of cards)
      process.stdout.write(
        `${id.padEnd(26)} v${version.padEnd(8)} ${metrics.prAuc === undefined ? '' : `PR-AUC ${metrics.prAuc.toFixed(2)}  `}${problem ?? task}\n`,
      );
  return cards.some(({ problem }) => problem !== null) ? 1 : 0;
}
