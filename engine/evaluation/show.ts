import type { Subject } from '#contract/detection.ts';
import { DIFFICULTIES } from './define.ts';
import type { Evaluation, SeedResult } from './run-evaluation.ts';
import type { World } from './world.ts';

export type Shown = 'misses' | 'false';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);

function sayWho(world: World, subjects: readonly Subject[]): string {
  const roles = new Map<string, number>();
  for (const { chain, id } of subjects) {
    const role = world.roles.get(`${chain}:${id}`) ?? 'unknown';
    roles.set(role, (roles.get(role) ?? 0) + 1);
  }
  return [...roles]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([role, times]) => (times > 1 ? `${times} × ${role}` : role))
    .join('; ');
}

/** Lines that name what was missed and what was alerted wrongly, for those who work on a detector. */
export function show(evaluation: Evaluation, what: readonly Shown[], limit = 40): string[] {
  const lines: string[] = [];
  for (const { detector } of evaluation.detectors)
    for (const result of evaluation.perSeed) {
      if (what.includes('misses')) lines.push(...capped(misses(detector, result), limit));
      if (what.includes('false')) lines.push(...capped(wrong(detector, result), limit));
    }
  return lines;
}

const capped = (lines: readonly string[], limit: number): string[] =>
  lines.length <= limit ? [...lines] : [...lines.slice(0, limit), `  … and ${lines.length - limit} more`];

function misses(detector: string, { generated, judged }: SeedResult): string[] {
  const found = new Set(judged.flatMap((one) => one.found));
  return DIFFICULTIES.flatMap((difficulty) =>
    generated.truths
      .filter((item) => item.detector === detector && item.difficulty === difficulty && !found.has(item))
      .map(
        (item) =>
          `missed ${detector} (seed ${generated.seed}, ${difficulty}): ${item.note}; ${iso(item.start)} to ${iso(item.end)}; key ${item.key.slice(0, 3).join(' ')}; ${item.hashes.length} transactions, first ${item.hashes[0]}`,
      ),
  );
}

function wrong(detector: string, { generated, judged }: SeedResult): string[] {
  return judged
    .filter(({ alert, verdict }) => alert.detector === detector && verdict === 'false')
    .map(
      ({ alert, decoys }) =>
        `false ${detector} (seed ${generated.seed}): ${alert.explanation} ${alert.start} to ${alert.end}; the generator says: ${sayWho(generated.world, alert.subjects)}${decoys.length > 0 ? `; look-alike: ${decoys.map(({ id }) => id).join(', ')}` : ''}; ${alert.subjects
          .slice(0, 3)
          .map(({ chain, id }) => `${chain}:${id}`)
          .join(' ')}`,
    );
}
