import { averagePrecision, recallAt } from './metrics.ts';
import type { PreparedWorld } from './worlds/training-worlds.ts';

/** Quality over worlds with planted outliers: means of the worlds, and the worst of them. */
export function measure(
  worlds: readonly PreparedWorld[],
  score: (row: Float32Array) => number,
  threshold: number,
): Record<string, number> {
  const each = worlds.map(({ rows, planted }) => {
    const scores = rows.map(score);
    const above = scores.filter((value) => value >= threshold).length;
    const right = scores.filter((value, index) => value >= threshold && planted[index]).length;
    return {
      prAuc: averagePrecision(scores, planted),
      recallTopPercent: recallAt(scores, planted, Math.ceil(rows.length / 100)),
      above,
      right,
      planted: planted.filter(Boolean).length,
      accounts: rows.length,
    };
  });
  const sum = (pick: (world: (typeof each)[number]) => number) =>
    each.reduce((total, world) => total + pick(world), 0);
  return {
    prAuc: round(sum(({ prAuc }) => prAuc) / each.length),
    prAucLowest: round(Math.min(...each.map(({ prAuc }) => prAuc))),
    recallTopPercent: round(sum(({ recallTopPercent }) => recallTopPercent) / each.length),
    precisionAboveThreshold: round(
      sum(({ right }) => right) /
        Math.max(
          1,
          sum(({ above }) => above),
        ),
    ),
    recallAboveThreshold: round(sum(({ right }) => right) / sum(({ planted }) => planted)),
    worlds: each.length,
    accounts: sum(({ accounts }) => accounts),
    planted: sum(({ planted }) => planted),
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
