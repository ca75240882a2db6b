import type { AccountRow } from '#contract/graph.ts';
import { percentile } from './ask-meanwhile.ts';
import type { BenchContext, BenchResult } from './define.ts';
import { type ImportedCase, importedCase } from './imported-case.ts';
import { type ServedEngine, serveEngine } from './served-engine.ts';

export const ROWS = 10_000_000;

/** The case of a run, made by the first bench that needs it. */
const made = new Map<string, Promise<ImportedCase>>();

/** A served engine with the graph index of a generated case loaded. */
export interface GraphCase {
  readonly engine: ServedEngine;
  readonly caseDir: string;
  readonly rows: number;
  /** From the first question to its answer: reading the rows and ordering them. */
  readonly loadSeconds: number;
  /** Most memory the process held while loading. */
  readonly loadPeakMiB: number | null;
}

export async function graphCase(context: BenchContext): Promise<GraphCase> {
  const { shared } = context;
  let work = made.get(shared);
  if (!work) {
    work = importedCase({ ...context, dir: shared }, ROWS);
    made.set(shared, work);
  }
  return openGraphCase((await work).caseDir, process.argv[1]!, context.note);
}

/** Serves a case and loads its index. `program` is the built command line. */
export async function openGraphCase(
  caseDir: string,
  program: string,
  note: (text: string) => void,
): Promise<GraphCase> {
  const engine = await serveEngine(program, caseDir);
  try {
    await engine.client.accounts.page({ limit: 1 });
    note('loading the index');
    const began = performance.now();
    const { transfers } = await engine.client.replay.range({});
    const loadSeconds = (performance.now() - began) / 1000;
    return { engine, caseDir, rows: transfers, loadSeconds, loadPeakMiB: engine.peakMiB() };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The `busiest` accounts with most transfers, and `others` at ranks that grow geometrically from there to the rarest. */
export async function subjects(
  { engine }: GraphCase,
  busiest: number,
  others: number,
): Promise<AccountRow[]> {
  const top = await engine.client.accounts.page({ limit: busiest });
  const rows = [...top.rows];
  const step = (top.total / busiest) ** (1 / others);
  for (let turn = 0; turn < others; turn += 1) {
    const offset = Math.min(top.total - 1, Math.floor(busiest * step ** (turn + 0.5)));
    rows.push(...(await engine.client.accounts.page({ limit: 1, offset })).rows);
  }
  return rows;
}

export const idOf = ({ chain, address }: { chain: string; address: string }): string => `${chain}:${address}`;

/** Milliseconds each piece of work took. */
export async function timed(work: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times: number[] = [];
  for (const one of work) {
    const began = performance.now();
    await one();
    times.push(performance.now() - began);
  }
  return times;
}

/** A line of the report on questions that each took so long. */
export function questions(
  bench: string,
  { engine, rows, loadSeconds, loadPeakMiB }: GraphCase,
  times: readonly number[],
  figures: Record<string, number> = {},
): BenchResult {
  return {
    bench,
    rows,
    seconds: times.reduce((sum, one) => sum + one, 0) / 1000,
    peer: null,
    peerSeconds: null,
    ratio: null,
    peakMiB: engine.peakMiB(),
    p95Ms: percentile(times, 0.95),
    figures: {
      questions: times.length,
      medianMs: percentile(times, 0.5),
      maxMs: Math.max(...times),
      indexSeconds: loadSeconds,
      indexPeakMiB: loadPeakMiB ?? Number.NaN,
      ...figures,
    },
  };
}

/** Numbers below `below`, the same for the same seed (mulberry32). */
export function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
