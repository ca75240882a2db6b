import { rmSync } from 'node:fs';
import { EngineError } from '#contract/errors.ts';
import type { TraceResult } from '#contract/trace.ts';
import { percentile } from './ask-meanwhile.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';
import { importedCase } from './imported-case.ts';
import { serveEngine } from './served-engine.ts';

const ROWS = 10_000_000;
const TRACES = 40;

/** Traces from transfers spread over a busy chain, both ways, by all four methods at once, as a window asks for them. */
export const flowTrace: Bench = {
  name: 'flow-trace',
  about: `${TRACES} traces forward and backward by four methods over 10 M transfers`,
  async run(context: BenchContext): Promise<BenchResult[]> {
    const { caseDir, importSeconds, prepareSeconds } = await importedCase(context, ROWS);
    const engine = await serveEngine(process.argv[1]!, caseDir);
    try {
      context.note('tracing');
      const [dataset] = await engine.client.datasets.list({});
      const times: number[] = [];
      let flows = 0;
      let read = 0;
      let cut = 0;
      for (let turn = 0; times.length < TRACES; turn += 1) {
        // a line of the file is a row; 7,919 is a prime that visits the whole span in a fixed order
        const line = 2 + ((turn * 7919 * 1013) % ROWS);
        const direction = times.length % 2 === 0 ? 'forward' : 'backward';
        const began = performance.now();
        let results: readonly TraceResult[] = [];
        try {
          for await (const event of engine.client.trace.run({
            seed: { kind: 'row', file: dataset!.sha256, line },
            direction,
          }))
            if (event.type === 'done') results = event.trace.results;
        } catch (error) {
          // a failed transfer, or one to oneself, moved nothing
          if (error instanceof EngineError && error.code === 'invalid') continue;
          throw error;
        }
        times.push(performance.now() - began);
        for (const result of results) {
          flows += result.flows.length;
          read += result.transfersRead;
          if (!result.complete) cut += 1;
        }
      }
      return [
        {
          bench: 'flow-trace',
          rows: ROWS,
          seconds: times.reduce((sum, one) => sum + one, 0) / 1000,
          peer: null,
          peerSeconds: null,
          ratio: null,
          peakMiB: engine.peakMiB(),
          p95Ms: percentile(times, 0.95),
          figures: {
            traces: times.length,
            medianMs: percentile(times, 0.5),
            maxMs: Math.max(...times),
            flows,
            transfersRead: read,
            cutShort: cut,
            importSeconds,
            prepareSeconds,
          },
        },
      ];
    } finally {
      await engine.close();
      rmSync(caseDir, { recursive: true, force: true });
    }
  },
};
