import { createHash } from 'node:crypto';
import type { Evidence } from '#contract/detection.ts';
import type { EvidenceRef } from '../detectors/define.ts';
import type { Session } from '../warehouse/session.ts';

/** Where a stored row stands in its original, and what the row is called. */
export interface TracedRow {
  readonly ref: string;
  readonly file: string;
  readonly line: number;
  readonly datasetId: number;
  /** UTC; empty where the row has none. */
  readonly time: string;
}

const tables: Record<EvidenceRef['target'], { table: string; ref: string; time: string }> = {
  transfer: { table: 'transfer', ref: 'x.tx_hash', time: 'x.time' },
  log: { table: 'chain_log', ref: 'x.tx_hash', time: 'x.time' },
  trade: {
    table: 'trade',
    ref: "x.venue || ':' || x.market || ':' || coalesce(x.trade_id, iso(x.time))",
    time: 'x.time',
  },
  tag: { table: 'tag', ref: "x.address || ' ' || x.label", time: 'NULL::TIMESTAMP' },
  price: { table: 'price', ref: "x.asset || ' ' || iso(x.time)", time: 'x.time' },
};

export const rowKey = (target: string, rowId: number): string => `${target}:${rowId}`;

/** Looks up file and line of stored rows, set-wise. */
export async function traceRows(
  session: Session,
  refs: readonly EvidenceRef[],
): Promise<Map<string, TracedRow>> {
  const found = new Map<string, TracedRow>();
  for (const target of new Set(refs.map((ref) => ref.target))) {
    const { table, ref, time } = tables[target];
    const ids = [...new Set(refs.filter((one) => one.target === target).map((one) => one.rowId))].sort(
      (a, b) => a - b,
    );
    await session.run('CREATE OR REPLACE TEMP TABLE wanted (row_id BIGINT)');
    const appender = await session.connection.createAppender('wanted', null, 'temp');
    for (const id of ids) {
      appender.appendBigInt(BigInt(id));
      appender.endRow();
    }
    appender.closeSync();
    const rows = await session.rows<{
      row_id: number;
      ref: string;
      file: string;
      line: number;
      dataset_id: number;
      time: string;
    }>(
      `SELECT w.row_id, coalesce(${ref}, '') AS ref, d.sha256 AS file, l.line + (w.row_id - d.first_rowid) - l.record AS line, d.dataset_id, coalesce(iso(${time}), '') AS time
       FROM wanted w JOIN ${table} x ON x.rowid = w.row_id JOIN dataset d ON d.dataset_id = x.dataset_id
       ASOF JOIN dataset_line l ON l.dataset_id = d.dataset_id AND w.row_id - d.first_rowid >= l.record`,
    );
    for (const row of rows)
      found.set(rowKey(target, row.row_id), {
        ref: row.ref,
        file: row.file,
        line: row.line,
        datasetId: row.dataset_id,
        time: row.time,
      });
  }
  return found;
}

/** Evidence by role, in the order the detector names its roles, then by time and name: not by how rows were imported. */
export function orderedEvidence(
  refs: readonly EvidenceRef[],
  traced: ReadonlyMap<string, TracedRow>,
): (Evidence & EvidenceRef & { datasetId: number })[] {
  const roles = [...new Set(refs.map((ref) => ref.role ?? ''))];
  return refs
    .map((ref) => {
      const row = traced.get(rowKey(ref.target, ref.rowId));
      if (!row) throw new Error(`evidence ${ref.target} ${ref.rowId} cannot be traced to a file`);
      return {
        item: { ...ref, ref: row.ref, file: row.file, line: row.line, datasetId: row.datasetId },
        row,
      };
    })
    .sort(
      (a, b) =>
        roles.indexOf(a.item.role ?? '') - roles.indexOf(b.item.role ?? '') ||
        compare(a.row.time, b.row.time) ||
        compare(a.row.ref, b.row.ref) ||
        compare(a.row.file, b.row.file) ||
        a.row.line - b.row.line ||
        compare(a.item.kind, b.item.kind),
    )
    .map(({ item }) => item);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same alert has the same id, whenever it is found and from whichever file its rows were read. */
export function alertId(parts: {
  detector: string;
  version: number;
  params: unknown;
  subjects: unknown;
  start: string;
  end: string;
  evidence: readonly Evidence[];
}): string {
  const text = JSON.stringify([
    parts.detector,
    parts.version,
    parts.params,
    parts.subjects,
    parts.start,
    parts.end,
    parts.evidence.map(({ kind, role, ref }) => [kind, role ?? null, ref]),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
