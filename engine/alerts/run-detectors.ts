import { createHash } from 'node:crypto';
import type { DetectorRun, RunEvent } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import type { AnyDetector } from '../detectors/define.ts';
import type { Ledger } from '../detectors/ledger/ledger.ts';
import { loadLedger } from '../detectors/ledger/load-ledger.ts';
import { type RawAlert, runDetector } from '../detectors/run-detector.ts';
import { modelMark } from '../detectors/score-with-model.ts';
import { type Session, SqlError } from '../warehouse/session.ts';
import { keepRawAlerts, keptRawAlerts } from './keep-raw-alerts.ts';

export interface PlannedDetector {
  readonly detector: AnyDetector;
  readonly params: Record<string, unknown>;
}

/** A detector's run with what the case records of it. */
export interface RecordedRun {
  readonly run: DetectorRun;
  readonly params: Record<string, unknown>;
}

/** No detector may take longer; one that does is a failed run. */
export const LIMIT_SECONDS = 600;
const NAMED_ADDRESSES = 200;

interface RunningContext {
  readonly folder: CaseFolder;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
  readonly asOf: string;
  readonly planned: readonly PlannedDetector[];
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly limitSeconds?: number;
  /** Whether results are kept for later runs; a trial run keeps nothing. */
  readonly keep?: boolean;
}

/**
 * Runs detectors in two lanes side by side: queries, which keep DuckDB's threads busy, and walks, which
 * share one ledger and the engine's own thread. What a detector finds is kept at once under a fingerprint of
 * rows, version, parameters and `asOf`: a cancelled run goes on where it stopped, and a run after an import
 * searches again only what reads the new rows. Order of the result: that of `planned`.
 */
export async function runDetectors(
  context: RunningContext & { session: Session },
): Promise<{ raw: RawAlert[]; runs: RecordedRun[] }> {
  const { folder, session, asOf, planned, signal, emit } = context;
  const results = new Map<PlannedDetector, { raw: RawAlert[]; run: DetectorRun }>();
  let ledger: Promise<Ledger> | undefined;
  let done = 0;
  const rows = await datasetsByTarget(session);

  const lane = async (of: readonly PlannedDetector[]) =>
    folder.warehouse.use(async (own) => {
      for (const plan of of) {
        signal.throwIfAborted();
        emit({
          type: 'progress',
          progress: {
            stage: 'detect',
            message: plan.detector.title,
            done,
            total: planned.length,
            unit: 'steps',
          },
        });
        const result = await runOne(own, plan, {
          ...context,
          fingerprint: fingerprint(plan, asOf, rows),
          ledger: () => (ledger ??= loadLedger(own, asOf)),
        });
        results.set(plan, result);
        done += 1;
        emit({ type: 'detector', run: result.run });
      }
    }, signal);

  const walks = planned.filter(({ detector }) => detector.walk !== undefined);
  const queries = planned.filter(({ detector }) => detector.walk === undefined);
  const lanes = await Promise.allSettled([lane(walks), lane(queries)]);
  if (signal.aborted)
    throw new EngineError(
      'cancelled',
      'Detection was cancelled; the alerts of the case are as before. Detectors that had finished will not search again.',
    );
  for (const settled of lanes) if (settled.status === 'rejected') throw settled.reason;

  const raw: RawAlert[] = [];
  const runs: RecordedRun[] = [];
  for (const plan of planned) {
    const result = results.get(plan)!;
    for (const alert of result.raw) raw.push(alert);
    runs.push({ run: result.run, params: plan.params });
  }
  return { raw, runs };
}

async function runOne(
  session: Session,
  { detector, params }: PlannedDetector,
  context: RunningContext & { fingerprint: string; ledger: () => Promise<Ledger> },
): Promise<{ raw: RawAlert[]; run: DetectorRun }> {
  const { asOf, signal, fingerprint, limitSeconds = LIMIT_SECONDS } = context;
  const kept = await keptRawAlerts(session, detector, fingerprint);
  if (kept) return kept;
  const began = performance.now();
  const run: DetectorRun = {
    detector: detector.id,
    version: detector.version,
    status: 'done',
    alerts: 0,
    seconds: 0,
    message: '',
    notSearched: [],
  };
  let raw: RawAlert[] = [];
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(), limitSeconds * 1000);
  try {
    const missing = await emptyReads(session, detector.reads);
    if (missing.length === detector.reads.length) {
      run.status = 'skipped';
      run.message = `There are no rows in ${missing.map((name) => name.replace(/^(mart|stg)_/, '').replaceAll('_', ' ')).join(' or ')}.`;
    } else {
      const ledger = detector.walk ? await context.ledger() : undefined;
      const leftOut: string[] = [];
      const addresses = new Set<string>();
      const stop = () => session.connection.interrupt();
      timeUp.signal.addEventListener('abort', stop);
      raw = await runDetector(session, detector, {
        params,
        asOf,
        signal,
        limitSeconds,
        ...(ledger ? { ledger: async () => ledger } : {}),
        incomplete: (what, which) => {
          leftOut.push(what);
          for (const address of which) addresses.add(address);
        },
      });
      run.message = leftOut.join(' ');
      run.notSearched = [...addresses].sort().slice(0, NAMED_ADDRESSES);
      run.alerts = raw.length;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    context.log(
      'error',
      `detector ${detector.id} failed`,
      error instanceof SqlError ? { message: error.message, sql: error.sql } : error,
    );
    raw = [];
    run.status = 'failed';
    run.message = timeUp.signal.aborted
      ? `It was stopped after the ${limitSeconds} seconds a detector may take. Its alerts are missing; the other detectors are not affected. Narrow its parameters or the time it looks at.`
      : `It stopped with an error (${error instanceof Error ? error.message.split('\n')[0] : String(error)}). Its alerts are missing; the other detectors are not affected.`;
  } finally {
    clearTimeout(timer);
  }
  run.seconds = Math.round((performance.now() - began) / 10) / 100;
  if (run.status === 'done' && context.keep !== false)
    await keepRawAlerts(session, detector, fingerprint, run, raw);
  return { raw, run };
}

async function emptyReads(session: Session, reads: readonly string[]): Promise<string[]> {
  const empty: string[] = [];
  for (const name of reads)
    if (!(await session.first(`SELECT 1 AS one FROM ${name} LIMIT 1`))) empty.push(name);
  return empty;
}

/** What kinds of imported rows a mart or staging view is made of. */
function targetsOf(read: string): readonly string[] | null {
  if (read === 'stg_trade') return ['trade'];
  if (read.startsWith('mart_')) return ['transfer', 'block', 'log', 'price', 'tag', 'receipt', 'dex-trade'];
  return null;
}

async function datasetsByTarget(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows<{ target: string; datasets: string }>(
    "SELECT target, string_agg(dataset_id || ':' || sha256, ',' ORDER BY dataset_id) AS datasets FROM dataset GROUP BY target",
  );
  return new Map(rows.map(({ target, datasets }) => [target, datasets]));
}

function fingerprint(
  { detector, params }: PlannedDetector,
  asOf: string,
  datasets: ReadonlyMap<string, string>,
): string {
  const targets = new Set<string>();
  for (const read of detector.reads)
    for (const target of targetsOf(read) ?? datasets.keys()) targets.add(target);
  const rows = [...targets].sort().map((target) => [target, datasets.get(target) ?? '']);
  return createHash('sha256')
    .update(JSON.stringify([detector.id, detector.version, modelMark(detector.model), params, asOf, rows]))
    .digest('hex');
}
