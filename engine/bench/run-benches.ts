import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { accountForest } from './account-forest.ts';
import { alertsPage } from './alerts-page.ts';
import { balanceStatistics } from './balance-statistics.ts';
import { caseReport } from './case-report.ts';
import { cycles } from './cycles.ts';
import type { Bench, BenchResult } from './define.ts';
import { detectChain } from './detect-chain.ts';
import { flowTrace } from './flow-trace.ts';
import { accountPages, graphExpand, pathFinding } from './graph.ts';
import { graphRender } from './graph-render.ts';
import { importCsv } from './import-csv.ts';
import { openLongCase } from './open-case.ts';
import { replayFrames, replaySeek } from './replay.ts';

export const benches: readonly Bench[] = [
  importCsv,
  accountForest,
  detectChain,
  cycles,
  balanceStatistics,
  alertsPage,
  caseReport,
  openLongCase,
  graphRender,
  graphExpand,
  accountPages,
  pathFinding,
  replaySeek,
  replayFrames,
  flowTrace,
];

/** Runs benches one after another in a scratch folder under `temp`. @throws EngineError `not-found` for an unknown name. */
export async function runBenches(
  only: readonly string[],
  temp: string,
  note: (text: string) => void,
): Promise<BenchResult[]> {
  const unknown = only.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined)
    throw new EngineError(
      'not-found',
      `There is no bench ${unknown}. Known: ${benches.map(({ name }) => name).join(', ')}.`,
    );
  const results: BenchResult[] = [];
  const shared = mkdtempSync(join(temp, 'spyhop-bench-'));
  try {
    for (const bench of benches) {
      if (only.length > 0 && !only.includes(bench.name)) continue;
      note(`${bench.name}: ${bench.about}`);
      const dir = mkdtempSync(join(temp, 'spyhop-bench-'));
      try {
        results.push(...(await bench.run({ dir, shared, note: (text) => note(`  ${text}`) })));
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
  return results;
}
