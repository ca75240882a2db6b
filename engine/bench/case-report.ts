import { rmSync } from 'node:fs';
import type { Bench, BenchContext, BenchResult } from './define.ts';
import { importedCase } from './imported-case.ts';
import { serveEngine } from './served-engine.ts';

const ROWS = 100_000;
const EXHIBITS = 100;

/** The full report of a case with a hundred exhibits, written as PDF and shown as a preview. */
export const caseReport: Bench = {
  name: 'case-report',
  about: 'the full PDF of a case with 100 exhibits',
  async run(context: BenchContext): Promise<BenchResult[]> {
    const { caseDir } = await importedCase(context, ROWS);
    const engine = await serveEngine(process.argv[1]!, caseDir);
    try {
      context.note('detecting');
      for await (const event of engine.client.detectors.run({})) void event;
      const { ids } = await engine.client.alerts.ids({});
      const taken = await engine.client.cases.include({ alertIds: ids.slice(0, EXHIBITS), included: true });
      if (taken.length !== EXHIBITS) throw new Error(`${taken.length} of ${EXHIBITS} exhibits were taken in`);
      context.note('writing the report');
      const began = performance.now();
      const written = await engine.client.reports.write({});
      const seconds = (performance.now() - began) / 1000;
      const shown = performance.now();
      await engine.client.reports.preview({});
      return [
        {
          bench: 'case-report',
          rows: ROWS,
          seconds,
          peer: null,
          peerSeconds: null,
          ratio: null,
          peakMiB: engine.peakMiB(),
          figures: {
            exhibits: taken.length,
            pages: written.pages ?? 0,
            kilobytes: Math.round(written.bytes / 1000),
            previewSeconds: (performance.now() - shown) / 1000,
          },
        },
      ];
    } finally {
      await engine.close();
      rmSync(caseDir, { recursive: true, force: true });
    }
  },
};
