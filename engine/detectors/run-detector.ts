import type { z } from 'zod';
import type { Alert, Severity, Subject } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session, SqlParameters, SqlValue } from '../warehouse/session.ts';
import type { AnyDetector, EvidenceRef } from './define.ts';
import { intermediaryRules } from './intermediary-params.ts';
import { prepareAmountLines } from './kernels/amount-lines.ts';
import type { Ledger } from './ledger/ledger.ts';
import { loadLedger } from './ledger/load-ledger.ts';
import { scoreWithModel } from './score-with-model.ts';
import { walkOver } from './walk-over.ts';

/** An alert before evidence has been traced to files and before it was weighed against the others. */
export interface RawAlert {
  readonly detector: AnyDetector;
  readonly params: Record<string, unknown>;
  readonly subjects: Subject[];
  readonly start: string;
  readonly end: string;
  readonly score: number;
  readonly confidence: number;
  readonly severity: Severity;
  readonly title: Alert['title'];
  readonly explanation: string;
  readonly impactUsd: number | null;
  /** The chance of this among innocent activity; null where the detector does not test for it. */
  readonly chance: number | null;
  readonly evidence: EvidenceRef[];
}

/** Parses parameters; throws EngineError `invalid` that names the parameter. */
export function parametersFor(
  detector: AnyDetector,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !(name in detector.params.shape));
  if (unknown.length > 0)
    throw new EngineError(
      'invalid',
      `${detector.id} has no parameter ${unknown.join(', ')}. It knows ${Object.keys(detector.params.shape).join(', ')}.`,
    );
  const parsed = detector.params.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const issue = parsed.error.issues[0];
  throw new EngineError(
    'invalid',
    `The parameter ${issue?.path.join('.')} of ${detector.id} does not fit: ${issue?.message}.`,
  );
}

export interface RunOptions {
  readonly params: Record<string, unknown>;
  readonly asOf: string;
  readonly signal: AbortSignal;
  /** Loaded once for all detectors that walk. */
  readonly ledger?: () => Promise<Ledger>;
  /** What a bounded search left out, a sentence at a time, and for which addresses. */
  readonly incomplete?: (what: string, addresses: readonly string[]) => void;
  /** After this the detector is stopped as failed. */
  readonly limitSeconds?: number;
}

/** Runs one detector over the marts. Pure in rows, parameters and `asOf`. */
export async function runDetector(
  session: Session,
  detector: AnyDetector,
  options: RunOptions,
): Promise<RawAlert[]> {
  const { params } = options;
  const alerts: RawAlert[] = [];
  for await (const row of rowsOf(session, detector, options)) {
    const checked = detector.row.parse(row);
    const score = detector.score(checked, params);
    if (!(score >= 0 && score <= 1))
      throw new Error(`${detector.id} scored ${score}, which lies outside 0 to 1`);
    const evidence = detector.evidence(checked);
    if (evidence.length === 0) throw new Error(`${detector.id} raised an alert without a source row`);
    alerts.push({
      detector,
      params,
      subjects: detector.subjects(checked),
      ...detector.window(checked),
      score: round(score),
      confidence: round(detector.confidence(checked, params)),
      severity: detector.severity(checked, params),
      title: detector.title,
      explanation: detector.explain(checked, params),
      impactUsd: detector.impactUsd(checked),
      chance: detector.chance?.(checked) ?? null,
      evidence,
    });
  }
  return alerts;
}

async function* rowsOf(
  session: Session,
  detector: AnyDetector,
  options: RunOptions,
): AsyncGenerator<z.output<AnyDetector['row']>> {
  const { params, asOf, signal, incomplete = () => undefined } = options;
  if (detector.walk) {
    const ledger = await (options.ledger ?? (() => loadLedger(session, asOf)))();
    const walk = walkOver(session, ledger, { signal, incomplete, limitSeconds: options.limitSeconds });
    await ledger.prepare(intermediaryRules(params), walk.pause);
    await prepareAmountLines(ledger, walk.pause);
    yield* detector.walk(walk, params);
    await walk.settled();
    return;
  }
  if (detector.sql === undefined) throw new Error(`${detector.id} has neither a query nor a walk`);
  const bound: SqlParameters = { as_of: asOf };
  for (const [name, value] of Object.entries(params))
    bound[name] = (Array.isArray(value) ? value.join(',') : value) as SqlValue;
  if (detector.model)
    await scoreWithModel(session, detector.model, params, {
      asOf,
      signal,
      incomplete: (what) => incomplete(what, []),
    });
  if (detector.search) {
    const chunks = session.chunks(detector.sql, bound);
    yield* detector.search({ chunks, signal, incomplete: (what) => incomplete(what, []) }, params);
  } else yield* await session.rows<z.output<AnyDetector['row']>>(detector.sql, bound);
}

/** Six decimals are what is stored and compared. */
export const round = (value: number): number => Math.round(value * 1e6) / 1e6;
