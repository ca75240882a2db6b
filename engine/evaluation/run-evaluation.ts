import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AlertQuery } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import { detect } from '../alerts/detect.ts';
import { wholeAlerts } from '../alerts/query-alerts.ts';
import { openCase } from '../cases/case-folder.ts';
import { programVersion } from '../create-engine.ts';
import { detectorById } from '../detectors/registry.ts';
import { runImport } from '../importers/run-import.ts';
import { type DIFFICULTIES, keyOf } from './define.ts';
import { type Generated, generate, planned } from './generate.ts';
import {
  addCounts,
  type Counts,
  count,
  decoyHits,
  type Judged,
  judge,
  type KnownTruth,
  precisionAmongFirst,
  type ScoredAlert,
  share,
} from './score.ts';
import { type Left, writeFiles } from './write-files.ts';

export const TUNING_SEEDS: readonly number[] = [1, 2, 3, 4, 5];
export const HELD_OUT_SEEDS: readonly number[] = [201, 202, 203, 204, 205];
export const FIRST = [20, 50, 100] as const;

export interface EvaluationOptions {
  readonly seeds: readonly number[];
  /** Only these detectors; all of this build that something is planted for where empty. */
  readonly only: readonly string[];
  /** Scratch folders are made here. */
  readonly temp: string;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
  /** Left out of the files, as real ones often do. */
  readonly without?: ReadonlySet<Left>;
}

export interface EvaluatedAlert extends ScoredAlert {
  readonly explanation: string;
}

export interface SeedResult {
  readonly generated: Generated;
  readonly judged: readonly Judged<EvaluatedAlert>[];
  readonly counts: ReadonlyMap<string, Counts>;
  readonly first: Readonly<Record<string, number | null>>;
  readonly decoys: { readonly hit: number; readonly of: number };
  readonly transfers: number;
  readonly accounts: number;
  readonly seconds: { readonly generate: number; readonly import: number; readonly detect: number };
  /** Detectors that failed or were skipped, with the reason. */
  readonly broken: ReadonlyMap<string, string>;
}

/** One detector over all seeds. Shares are null where there is nothing to divide by. */
export interface DetectorResult {
  readonly detector: string;
  readonly status: 'done' | 'failed' | 'not in this build';
  readonly message: string;
  /** An opinion of a model: reported apart, outside the means. */
  readonly model: boolean;
  readonly counts: Counts;
}

export interface Evaluation {
  readonly seeds: readonly number[];
  readonly detectors: readonly DetectorResult[];
  readonly perSeed: readonly SeedResult[];
}

const MODELS: ReadonlySet<string> = new Set(['isolation-forest', 'autoencoder', 'sequence-model']);

/**
 * Makes the world of each seed, sends it through the real importers and detectors in a scratch case, and compares the
 * alerts with what was planted. @throws EngineError `not-found` for a detector that nothing is planted for.
 */
export async function runEvaluation(options: EvaluationOptions): Promise<Evaluation> {
  const unknown = options.only.find((id) => !planned.includes(id));
  if (unknown !== undefined)
    throw new EngineError('not-found', `Nothing is planted for ${unknown}. Known: ${planned.join(', ')}.`);
  const wanted = options.only.length > 0 ? planned.filter((id) => options.only.includes(id)) : planned;
  const perSeed: SeedResult[] = [];
  for (const seed of options.seeds) perSeed.push(await evaluateSeed(seed, wanted, options));
  return {
    seeds: options.seeds,
    perSeed,
    detectors: wanted.map((detector) => {
      const broken = perSeed.map((result) => result.broken.get(detector)).find((text) => text !== undefined);
      return {
        detector,
        status: !detectorById(detector) ? 'not in this build' : broken === undefined ? 'done' : 'failed',
        message: broken ?? '',
        model: MODELS.has(detector),
        counts: perSeed.map((result) => result.counts.get(detector)!).reduce(addCounts),
      };
    }),
  };
}

async function evaluateSeed(
  seed: number,
  wanted: readonly string[],
  { temp, note, signal, without }: EvaluationOptions,
): Promise<SeedResult> {
  const dir = mkdtempSync(join(temp, 'spyhop-eval-'));
  try {
    const watch = stopwatch();
    const generated = generate(seed);
    const files = writeFiles(generated, join(dir, 'files'), without);
    const generating = watch();
    const present = wanted.filter((id) => detectorById(id) !== undefined);
    const { alerts, broken, importing, detecting } = await alertsOf(dir, files, present, signal);
    const accounts = new Set(
      generated.rows.flatMap((row) => [
        keyOf({ chain: row.chain, address: row.from }),
        keyOf({ chain: row.chain, address: row.to }),
      ]),
    );
    const known: KnownTruth = { ...generated, accounts };
    const judged = judge(alerts, known);
    note(
      `seed ${seed}: ${generated.rows.length} transfers, ${accounts.size} accounts, ${alerts.length} alerts (generated in ${generating} s, imported in ${importing} s, detected in ${detecting} s)`,
    );
    return {
      generated,
      judged,
      counts: new Map(wanted.map((detector) => [detector, count(detector, judged, known)])),
      first: Object.fromEntries(FIRST.map((n) => [n, precisionAmongFirst(judged, n)])),
      decoys: decoyHits(judged, known, new Set(present)),
      transfers: generated.rows.length,
      accounts: accounts.size,
      seconds: { generate: generating, import: importing, detect: detecting },
      broken,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Seconds since the last call, to a tenth. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = Math.round((now - last) / 100) / 10;
    last = now;
    return seconds;
  };
}

async function alertsOf(dir: string, files: readonly string[], only: readonly string[], signal: AbortSignal) {
  const watch = stopwatch();
  const broken = new Map<string, string>();
  const log = () => undefined;
  const clock = () => new Date();
  const folder = await openCase({
    dir: join(dir, 'eval.spyhop'),
    create: true,
    tempDir: dir,
    clock,
    programVersion,
  });
  try {
    const request = { files: files.map((path) => ({ path, options: {} })) };
    for await (const event of runImport({ folder, tempDir: dir, clock, log }, request, signal))
      if (event.type === 'file' && (event.result.error !== null || event.result.rejected > 0))
        throw new EngineError(
          'internal',
          `The generated file ${event.result.path} was not imported whole: ${event.result.error ?? `${event.result.rejected} rows were rejected`}.`,
        );
    const importing = watch();
    if (only.length > 0)
      for await (const event of detect({ folder, log }, { only: [...only], params: {}, asOf: null }, signal))
        if (event.type === 'detector' && event.run.status !== 'done')
          broken.set(event.run.detector, event.run.message);
    const alerts = await folder.warehouse.use((session) =>
      wholeAlerts(session, { ...AlertQuery.parse({}), limit: 1_000_000 }),
    );
    return { alerts, broken, importing, detecting: watch() };
  } finally {
    folder.close();
  }
}

const total = (of: Record<(typeof DIFFICULTIES)[number], number>): number => of.easy + of.medium + of.hard;

/** A line of `spyhop eval --json`. Shares that divide by nothing are null. */
export interface EvaluationLine {
  readonly detector: string;
  readonly dataset: string;
  readonly status: DetectorResult['status'];
  readonly truth: number;
  readonly found: number;
  readonly truePositive: number;
  /** Those of them that find a planted pattern of this very detector. */
  readonly truePositiveOwn: number;
  readonly falsePositive: number;
  readonly neutral: number;
  readonly precision: number | null;
  /** Without the alerts that are right about a related pattern only. */
  readonly precisionOwn: number | null;
  readonly recall: number | null;
  readonly recallEasy: number | null;
  readonly recallMedium: number | null;
  readonly recallHard: number | null;
  readonly falsePositiveRate: number | null;
  readonly decoys: number;
  readonly decoysHit: number;
}

/** Shares of one detector; a detector that found nothing has precision 0 where there was something to find. */
export function lineOf(
  { detector, status, counts }: DetectorResult,
  seeds: readonly number[],
): EvaluationLine {
  const { truth, found } = counts;
  return {
    detector,
    dataset: `generated, seeds ${seeds.join(' ')}`,
    status,
    truth: total(truth),
    found: total(found),
    truePositive: counts.right,
    truePositiveOwn: counts.own,
    falsePositive: counts.false,
    neutral: counts.neutral,
    precision: share(counts.right, counts.right + counts.false) ?? (total(truth) > 0 ? 0 : null),
    precisionOwn: share(counts.own, counts.own + counts.false) ?? (total(truth) > 0 ? 0 : null),
    recall: share(total(found), total(truth)),
    recallEasy: share(found.easy, truth.easy),
    recallMedium: share(found.medium, truth.medium),
    recallHard: share(found.hard, truth.hard),
    falsePositiveRate: share(counts.wronglyNamed, counts.withoutPattern),
    decoys: counts.decoys,
    decoysHit: counts.decoysHit,
  };
}

export interface Summary {
  readonly detectors: number;
  readonly macroRecall: Record<(typeof DIFFICULTIES)[number], number | null>;
  readonly macroPrecision: number | null;
  readonly precision: number | null;
  readonly decoyHitRate: number | null;
  /** Mean over the seeds of the share of right alerts among the first so many. */
  readonly amongFirst: Record<string, number | null>;
}

const mean = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** The figures over all detectors but the models' opinions. */
export function summarise({ detectors, perSeed, seeds }: Evaluation): Summary {
  const counted = detectors.filter(({ model }) => !model);
  const lines = counted.map((one) => lineOf(one, seeds));
  const right = counted.reduce((sum, { counts }) => sum + counts.right, 0);
  const wrong = counted.reduce((sum, { counts }) => sum + counts.false, 0);
  return {
    detectors: counted.length,
    macroRecall: {
      easy: mean(lines.map((line) => line.recallEasy)),
      medium: mean(lines.map((line) => line.recallMedium)),
      hard: mean(lines.map((line) => line.recallHard)),
    },
    macroPrecision: mean(lines.map((line) => line.precision)),
    precision: share(right, right + wrong),
    decoyHitRate: share(
      perSeed.reduce((sum, { decoys }) => sum + decoys.hit, 0),
      perSeed.reduce((sum, { decoys }) => sum + decoys.of, 0),
    ),
    amongFirst: Object.fromEntries(FIRST.map((n) => [n, mean(perSeed.map(({ first }) => first[n] ?? null))])),
  };
}
