import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '#contract/errors.ts';
import { askMeanwhile, percentile } from './ask-meanwhile.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';
import { generateTransfers, readWithDuckDb } from './generate-transfers.ts';
import { type ServedEngine, serveEngine } from './served-engine.ts';

const ROWS = 10_000_000;
/** How long an import has been loading when it is cancelled. */
const LOADING_MS = 6000;

/** Waits until an import is not refused any more; `absent` is no file, so that nothing is imported. */
async function untilFree({ client }: ServedEngine, absent: string): Promise<void> {
  for (;;) {
    try {
      for await (const event of client.datasets.import({ files: [{ path: absent }] })) void event;
      return;
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'busy')) return;
      await delay(10);
    }
  }
}

async function cancelMidway(
  engine: ServedEngine,
  caseDir: string,
  csv: string,
): Promise<{ cancelSeconds: number; asBefore: boolean }> {
  const controller = new AbortController();
  let loading = 0;
  let asked = 0;
  try {
    for await (const event of engine.client.datasets.import(
      { files: [{ path: csv }] },
      { signal: controller.signal },
    ))
      if (event.type === 'progress' && event.progress.stage === 'load' && asked === 0) {
        loading ||= performance.now();
        if (performance.now() - loading < LOADING_MS) continue;
        asked = performance.now();
        controller.abort();
      }
  } catch {
    // cancelling ends the stream with an error
  }
  // The next import is refused while the cancelled one still holds the case: the moment it is not, cancelling is over.
  for (;;) {
    const left = readdirSync(join(caseDir, 'evidence'));
    if (left.length === 0) break;
    await delay(10);
    if (performance.now() - asked > 60_000) break;
  }
  await untilFree(engine, join(caseDir, 'evidence', 'absent.csv'));
  const cancelSeconds = (performance.now() - asked) / 1000;
  const summary = await engine.client.cases.current({});
  return {
    cancelSeconds,
    asBefore: summary?.counts.datasets === 0 && readdirSync(join(caseDir, 'evidence')).length === 0,
  };
}

/** Ten million rows against DuckDB's own reader, with a window asking questions and a cancelled first attempt. */
export const importCsv: Bench = {
  name: 'import-csv',
  about: 'import of 10 M transfers beside DuckDB read_csv with explicit columns',
  async run({ dir, note }: BenchContext): Promise<BenchResult[]> {
    const csv = join(dir, 'transfers.csv');
    note(`generating ${ROWS.toLocaleString('en')} rows`);
    await generateTransfers(csv, ROWS);
    const peer = async (name: string) => {
      note('peer: DuckDB read_csv');
      const database = join(dir, name);
      const seconds = await readWithDuckDb(csv, database);
      rmSync(database, { force: true });
      return seconds;
    };
    const before = await peer('before.duckdb');
    const caseDir = join(dir, 'import.spyhop');
    const engine = await serveEngine(process.argv[1]!, caseDir);
    try {
      note('cancelling an import midway');
      const cancelled = await cancelMidway(engine, caseDir, csv);
      note('importing');
      const until = { done: false };
      const asking = askMeanwhile(engine, until);
      // The import's own error must not be hidden by that of the connection it ends.
      asking.catch(() => undefined);
      const began = performance.now();
      let seconds = 0;
      let accepted = 0;
      for await (const event of engine.client.datasets.import({ files: [{ path: csv }] }))
        if (event.type === 'file') {
          seconds = (performance.now() - began) / 1000;
          accepted = event.result.accepted;
          if (event.result.error) throw new Error(event.result.error);
        }
      until.done = true;
      const times = await asking;
      const peakMiB = engine.peakMiB();
      note('preparing the derived tables');
      const prepared = performance.now();
      const accounts = await engine.client.accounts.page({ limit: 1 });
      const prepareSeconds = (performance.now() - prepared) / 1000;
      const peakPreparedMiB = engine.peakMiB();
      if (accepted !== ROWS) throw new Error(`${accepted} of ${ROWS} rows were accepted`);
      const after = await peer('after.duckdb');
      const peerSeconds = Math.min(before, after);
      return [
        {
          bench: 'import-csv',
          rows: ROWS,
          seconds,
          peer: 'duckdb read_csv',
          peerSeconds,
          ratio: peerSeconds / seconds,
          peakMiB,
          p95Ms: percentile(times, 0.95),
          figures: {
            megabytes: Math.round(statSync(csv).size / 1e6),
            peerSecondsBefore: before,
            peerSecondsAfter: after,
            roundTrips: times.length,
            maxMs: Math.max(...times),
            cancelSeconds: cancelled.cancelSeconds,
            caseAsBeforeAfterCancel: cancelled.asBefore ? 1 : 0,
            prepareSeconds,
            peakPreparedMiB: peakPreparedMiB ?? 0,
            addresses: accounts.total,
          },
        },
      ];
    } finally {
      await engine.close();
      rmSync(csv, { force: true });
    }
  },
};
