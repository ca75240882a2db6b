import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { lastInstant } from '../alerts/detect.ts';
import { orderedEvidence, traceRows } from '../alerts/trace-evidence.ts';
import type { AnyDetector } from '../detectors/define.ts';
import { parametersFor, type RawAlert, runDetector } from '../detectors/run-detector.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { openWarehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import { ident } from '../warehouse/sql-text.ts';
import { readFlow } from './flow-line.ts';

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** One test of a detector: rows of stored tables in, alerts out. */
export const DetectorCase = z.object({
  about: z.string(),
  /** Table → rows. Columns left out of `defaults` and the row are NULL. */
  given: z
    .partialRecord(
      z.enum(['transfer', 'chain_log', 'chain_block', 'trade', 'tag', 'price', 'candle']),
      z.array(Row),
    )
    .default({}),
  /**
   * Transfers a line each, added to `given.transfer`: `2024-01-01T00:00:00Z alice -> bob 12.5 USDC`, then, where wanted,
   * `usd=12.5`, `tx=0xabc` (else each line is a transaction of its own), `chain=polygon`, `failed`, and
   * `x20/6h`: as often, that far apart; `{n}` in a name is the turn, counted from 0.
   */
  flows: z.array(z.string()).default([]),
  /** Values for every row of a table. */
  defaults: z.record(z.string(), Row).default({}),
  params: z.record(z.string(), z.unknown()).default({}),
  asOf: z.string().nullable().default(null),
  /** Exactly these alerts, in any order; every stated field must agree. */
  expect: z.array(
    z.object({
      subjects: z.array(z.string()).optional(),
      severity: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
      start: z.string().optional(),
      end: z.string().optional(),
      evidence: z.number().int().optional(),
      explanation: z.string().optional(),
      minScore: z.number().optional(),
      maxScore: z.number().optional(),
    }),
  ),
});
export type DetectorCase = z.infer<typeof DetectorCase>;

export function readCase(file: string): DetectorCase {
  const one = DetectorCase.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (one.flows.length === 0) return one;
  const transfer = [...(one.given.transfer ?? []), ...one.flows.flatMap(readFlow)];
  return { ...one, given: { ...one.given, transfer } };
}

const numeric = /INT|DOUBLE|BOOLEAN/;

const rowsAtOnce = 500;

/** Makes a warehouse of its own that holds the rows of a case and its derived tables; it is gone when `work` is done. */
export async function inWarehouse<T>(
  one: Pick<DetectorCase, 'given' | 'defaults'>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const temp = mkdtempSync(join(tmpdir(), 'spyhop-detector-'));
  const warehouse = await openWarehouse({ file: ':memory:', tempDir: temp });
  try {
    await warehouse.use(async (session) => {
      let datasetId = 0;
      for (const [table, rows] of Object.entries(one.given)) {
        datasetId += 1;
        const columns = (
          await session.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${table}`)
        ).filter(({ column_name }) => !['dataset_id', 'ok', 'event_key'].includes(column_name));
        const merged = rows.map((row) => ({ ...one.defaults[table], ...row }) as z.infer<typeof Row>);
        const named = new Set(merged.flatMap((row) => Object.keys(row)));
        const unknown = [...named].filter((name) => !columns.some(({ column_name }) => column_name === name));
        if (unknown.length > 0) throw new Error(`${table} has no column ${unknown.join(', ')}`);
        const given = columns.filter(({ column_name }) => named.has(column_name));
        const tuples = merged.map((row) => {
          const values = given.map(({ column_name, column_type }) => {
            const value = row[column_name];
            if (value === undefined || value === null) return 'NULL';
            return numeric.test(column_type)
              ? String(value)
              : `'${String(value).replaceAll("'", "''")}'::${column_type}`;
          });
          return `(${[String(datasetId), 'true', '0', ...values].join(', ')})`;
        });
        const names = [
          'dataset_id',
          'ok',
          'event_key',
          ...given.map(({ column_name }) => ident(column_name)),
        ];
        for (let at = 0; at < tuples.length; at += rowsAtOnce) {
          const some = tuples.slice(at, at + rowsAtOnce).join(', ');
          await session.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES ${some}`);
        }
        await session.run('INSERT INTO dataset_line VALUES ($id, 0, 2)', { id: datasetId });
        await session.run(
          `INSERT INTO dataset VALUES (${datasetId}, '${String(datasetId).padStart(64, '0')}', 'case', 'case', NULL, 'case', 'case', '${table}', '{}', 0, now()::TIMESTAMP, ${rows.length}, ${rows.length}, 0, 0, 0, ${rows.length}, NULL, NULL, [], '[]')`,
        );
      }
    });
    await ensureMarts(warehouse);
    return await warehouse.use(work);
  } finally {
    warehouse.close();
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Runs a detector over the rows of a case in a warehouse of its own. */
export const alertsOf = (detector: AnyDetector, one: DetectorCase): Promise<RawAlert[]> =>
  inWarehouse(one, async (session) => {
    const asOf = one.asOf ?? (await lastInstant(session)) ?? '2026-01-01T00:00:00Z';
    const alerts = await runDetector(session, detector, {
      params: parametersFor(detector, one.params),
      asOf,
      signal: new AbortController().signal,
    });
    const traced = await traceRows(
      session,
      alerts.flatMap((alert) => alert.evidence),
    );
    for (const alert of alerts) orderedEvidence(alert.evidence, traced);
    return alerts;
  });
