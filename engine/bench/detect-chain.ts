import { rmSync } from 'node:fs';
import { detectors } from '../detectors/registry.ts';
import { askMeanwhile, percentile } from './ask-meanwhile.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';
import { importedCase } from './imported-case.ts';
import { serveEngine } from './served-engine.ts';

const SIZES = [1_000_000, 10_000_000] as const;
/** Derived tables that transfers alone fill. */
const CHAIN_MARTS = ['mart_transfer', 'mart_flow', 'mart_account', 'mart_address', 'mart_asset'];

/** Detectors of accounts, flows and coordination: those that read nothing but transfers. */
const chainDetectors = (): string[] =>
  detectors.filter(({ reads }) => reads.every((mart) => CHAIN_MARTS.includes(mart))).map(({ id }) => id);

interface Detection {
  readonly seconds: number;
  /** From the last detector's end: reduction, weighing, evidence and storing. */
  readonly weighSeconds: number;
  readonly prepareSeconds: number;
  readonly importSeconds: number;
  readonly peakMiB: number | null;
  readonly alerts: number;
  readonly asked: number[];
  readonly secondsOf: Record<string, number>;
}

async function detectIn(context: BenchContext, rows: number): Promise<Detection> {
  const { caseDir, importSeconds, prepareSeconds } = await importedCase(context, rows);
  // a process of its own, so that the peak is that of detection
  const engine = await serveEngine(process.argv[1]!, caseDir);
  try {
    context.note('detecting');
    const only = chainDetectors();
    const until = { done: false };
    const asking = askMeanwhile(engine, until);
    asking.catch(() => undefined);
    const secondsOf: Record<string, number> = {};
    const failed: string[] = [];
    let alerts = 0;
    const began = performance.now();
    let searched = began;
    for await (const event of engine.client.detectors.run({ only }))
      if (event.type === 'detector') {
        searched = performance.now();
        secondsOf[event.run.detector] = event.run.seconds;
        if (event.run.status !== 'done') failed.push(`${event.run.detector}: ${event.run.message}`);
      } else if (event.type === 'done') alerts = event.alerts;
    const ended = performance.now();
    until.done = true;
    const asked = await asking;
    if (failed.length > 0) throw new Error(failed.join(' '));
    return {
      seconds: (ended - began) / 1000,
      weighSeconds: (ended - searched) / 1000,
      prepareSeconds,
      importSeconds,
      peakMiB: engine.peakMiB(),
      alerts,
      asked,
      secondsOf,
    };
  } finally {
    await engine.close();
    rmSync(caseDir, { recursive: true, force: true });
  }
}

/** Every detector of chain activity over a million and ten million transfers with hubs, and how its time grows. */
export const detectChain: Bench = {
  name: 'detect-chain',
  about: 'all detectors of accounts, flows and coordination over 1 M and 10 M transfers',
  async run(context: BenchContext): Promise<BenchResult[]> {
    const results: BenchResult[] = [];
    let small: Detection | undefined;
    for (const rows of SIZES) {
      const found = await detectIn(context, rows);
      results.push({
        bench: 'detect-chain',
        rows,
        seconds: found.seconds,
        peer: null,
        peerSeconds: null,
        ratio: null,
        peakMiB: found.peakMiB,
        p95Ms: percentile(found.asked, 0.95),
        figures: {
          detectors: Object.keys(found.secondsOf).length,
          alerts: found.alerts,
          ...(small ? { growth: found.seconds / small.seconds } : {}),
          importSeconds: found.importSeconds,
          prepareSeconds: found.prepareSeconds,
          weighSeconds: found.weighSeconds,
          roundTrips: found.asked.length,
          maxMs: Math.max(...found.asked),
          ...Object.fromEntries(
            Object.entries(found.secondsOf)
              .sort(([, a], [, b]) => b - a)
              .map(([id, seconds]) => [`${id}Seconds`, seconds]),
          ),
        },
      });
      small ??= found;
    }
    return results;
  },
};
