import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Evaluation,
  HELD_OUT_SEEDS,
  lineOf,
  runEvaluation,
  summarise,
} from '../evaluation/run-evaluation.ts';
import { type Shown, show } from '../evaluation/show.ts';
import type { Left } from '../evaluation/write-files.ts';
import { figuresText, reportText } from '../evaluation/write-report.ts';
import { programPaths } from '../program-paths.ts';
import { answer, type GlobalOptions, note, UsageError } from './context.ts';

export interface EvalOptions extends GlobalOptions {
  readonly seeds?: string[];
  readonly only?: string[];
  readonly write?: string;
  readonly show?: string[];
  readonly without?: string[];
}

const LEFT: readonly Left[] = ['dollars', 'symbols', 'methods', 'labels'];

/** `spyhop eval`: detection quality on generated activity with planted truth. */
export async function evalCommand(options: EvalOptions): Promise<number> {
  const shown = options.show ?? [];
  const strange = shown.find((word) => word !== 'misses' && word !== 'false');
  if (strange !== undefined) throw new UsageError(`--show takes misses and false, not ${strange}.`);
  const without = options.without ?? [];
  const unknown = without.find((word) => !LEFT.includes(word as Left));
  if (unknown !== undefined) throw new UsageError(`--without takes ${LEFT.join(', ')}, not ${unknown}.`);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const evaluation = await runEvaluation({
      seeds: seedsFrom(options.seeds),
      only: options.only ?? [],
      temp: programPaths().temp,
      note,
      without: new Set(without as Left[]),
      signal: controller.signal,
    });
    for (const line of show(evaluation, shown as Shown[])) note(line);
    if (options.write !== undefined) {
      writeFileSync(resolve(options.write), reportText(evaluation));
      writeFileSync(resolve(options.write.replace(/(\.md)?$/, '.json')), figuresText(evaluation));
    }
    if (options.json) answer(evaluation.detectors.map((result) => lineOf(result, evaluation.seeds)));
    else print(evaluation);
    return evaluation.detectors.some(({ status }) => status === 'failed') ? 1 : 0;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function seedsFrom(words: readonly string[] | undefined): number[] {
  if (words === undefined) return [...HELD_OUT_SEEDS];
  const seeds = words.map(Number);
  if (seeds.length === 0 || seeds.some((seed) => !Number.isSafeInteger(seed) || seed < 0))
    throw new UsageError('--seeds takes whole numbers separated by commas, such as 1,2,3.');
  return [...new Set(seeds)];
}

const figure = (value: number | null): string => (value === null ? '   –' : value.toFixed(2));

function print(evaluation: Evaluation): void {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  write(`${'detector'.padEnd(28)} found      easy med  hard  precision  right false  decoys hit`);
  for (const result of evaluation.detectors) {
    const line = lineOf(result, evaluation.seeds);
    write(
      `${line.detector.padEnd(28)} ${`${line.found}/${line.truth}`.padEnd(10)} ${figure(line.recallEasy)} ${figure(line.recallMedium)} ${figure(line.recallHard)}  ${figure(line.precision).padStart(9)} ${String(line.truePositive).padStart(6)} ${String(line.falsePositive).padStart(5)}  ${`${line.decoysHit}/${line.decoys}`.padStart(10)}${line.status === 'done' ? '' : `  ${line.status}${result.message ? `: ${result.message}` : ''}`}`,
    );
  }
  const { macroRecall, macroPrecision, precision, decoyHitRate, amongFirst } = summarise(evaluation);
  write(
    `macro recall ${figure(macroRecall.easy)} easy, ${figure(macroRecall.medium)} medium, ${figure(macroRecall.hard)} hard; precision ${figure(macroPrecision)} macro, ${figure(precision)} over all; decoy hit rate ${figure(decoyHitRate)}; among the first ${Object.entries(
      amongFirst,
    )
      .map(([n, value]) => `${n}: ${figure(value)}`)
      .join(', ')}`,
  );
}
