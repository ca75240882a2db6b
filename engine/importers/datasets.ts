import type { Dataset, ImportWarning, Quality } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import type { Session } from '../warehouse/session.ts';
import { literal } from '../warehouse/sql-text.ts';
import { targetTables } from './targets/target-table.ts';

interface StoredDataset {
  dataset_id: number;
  sha256: string;
  path: string;
  name: string;
  format: string;
  format_label: string;
  target: Dataset['target'];
  bytes: number;
  imported_at: string;
  rows: number;
  accepted: number;
  rejected: number;
  duplicate: number;
  coverage_from: string | null;
  coverage_to: string | null;
  chains: string[];
  warnings: string;
}

const datasetOf = (row: StoredDataset): Dataset => ({
  id: row.dataset_id,
  sha256: row.sha256,
  path: row.path,
  name: row.name,
  format: row.format,
  formatLabel: row.format_label,
  target: row.target,
  bytes: row.bytes,
  importedAt: row.imported_at,
  rows: row.rows,
  accepted: row.accepted,
  rejected: row.rejected,
  duplicate: row.duplicate,
  coverage: { from: row.coverage_from, to: row.coverage_to },
  chains: row.chains,
  warnings: JSON.parse(row.warnings) as ImportWarning[],
});

/** The datasets of a case, in the order they came in. */
export async function listDatasets(session: Session, where = 'true'): Promise<Dataset[]> {
  const rows = await session.rows<StoredDataset>(
    `SELECT * REPLACE (iso(imported_at) AS imported_at, iso(coverage_from) AS coverage_from, iso(coverage_to) AS coverage_to) FROM dataset WHERE ${where} ORDER BY dataset_id`,
  );
  return rows.map(datasetOf);
}

/** A stretch without rows counts as a gap from this many times the usual distance between rows. */
const GAP_FACTOR = 50;
const GAP_MINIMUM_SECONDS = 3600;
const SHOWN = 200;

/** What a dataset covers and what it lacks. @throws EngineError `not-found`. */
export async function datasetQuality(session: Session, datasetId: number): Promise<Quality> {
  const [dataset] = await listDatasets(session, `dataset_id = ${datasetId}`);
  if (!dataset) throw new EngineError('not-found', `There is no dataset ${datasetId} in this case.`);
  const { table, time, place } = targetTables[dataset.target];
  const own = `FROM ${table} WHERE dataset_id = ${datasetId} AND ok`;
  const seconds =
    dataset.coverage.from && dataset.coverage.to
      ? (Date.parse(dataset.coverage.to) - Date.parse(dataset.coverage.from)) / 1000
      : 0;
  const bucketSeconds = niceBucket(seconds / 120);
  const histogram = time
    ? await session.rows<{ at: string; rows: number }>(
        `SELECT iso(make_timestamp((floor(epoch(${time}) / ${bucketSeconds}) * ${bucketSeconds} * 1000000)::BIGINT)) AS at, count(*) AS rows ${own} AND ${time} IS NOT NULL GROUP BY 1 ORDER BY 1`,
      )
    : [];
  const addresses = dataset.target === 'transfer';
  const coverageSql = addresses
    ? `SELECT chain, address, min(time) AS f, max(time) AS t, count(*) AS rows FROM (SELECT chain, from_address AS address, time ${own} UNION ALL SELECT chain, to_address, time ${own}) WHERE address IS NOT NULL AND time IS NOT NULL GROUP BY ALL`
    : `SELECT ${place ?? "'all'"} AS chain, ${dataset.target === 'trade' || dataset.target === 'candle' ? 'market' : 'NULL::VARCHAR'} AS address, min(${time ?? 'NULL::TIMESTAMP'}) AS f, max(${time ?? 'NULL::TIMESTAMP'}) AS t, count(*) AS rows ${own} ${time ? `AND ${time} IS NOT NULL` : 'AND false'} GROUP BY ALL`;
  const coverageTotal = await session.first<{ n: number }>(`SELECT count(*) AS n FROM (${coverageSql})`);
  const coverage = await session.rows<Quality['coverage'][number]>(
    `SELECT chain, address, iso(f) AS "from", iso(t) AS "to", rows FROM (${coverageSql}) ORDER BY rows DESC, chain, address LIMIT ${SHOWN}`,
  );
  const columns = (await session.rows<{ column_name: string }>(`DESCRIBE ${table}`))
    .map((column) => column.column_name)
    .filter((name) => !['dataset_id', 'ok', 'event_key'].includes(name));
  const blanks = await session.first<Record<string, number>>(
    `SELECT count(*) AS n, ${columns.map((name) => `count(*) - count("${name}") AS "${name}"`).join(', ')} ${own}`,
  );
  const n = Math.max(1, blanks?.n ?? 0);
  const assetsWhere = (condition: string) =>
    session.rows<{ asset: string; symbol: string | null; rows: number }>(
      `SELECT coalesce(asset, 'unknown') AS asset, max(symbol) AS symbol, count(*) AS rows ${own} AND ${condition} GROUP BY 1 ORDER BY rows DESC, asset LIMIT ${SHOWN}`,
    );
  return {
    dataset,
    coverage,
    coverageTotal: coverageTotal?.n ?? 0,
    histogram,
    bucketSeconds,
    gaps: time ? await gapsOf(session, own, time) : [],
    missing: columns
      .map((column) => ({ column, rows: blanks?.[column] ?? 0, share: (blanks?.[column] ?? 0) / n }))
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => b.rows - a.rows || (a.column < b.column ? -1 : 1)),
    failedTransactions: addresses
      ? ((await session.first<{ n: number }>(`SELECT count(*) AS n ${own} AND success = false`))?.n ?? 0)
      : 0,
    withoutTime: time
      ? ((await session.first<{ n: number }>(`SELECT count(*) AS n ${own} AND ${time} IS NULL`))?.n ?? 0)
      : 0,
    unpricedAssets: addresses ? await assetsWhere('amount_usd IS NULL') : [],
    unknownDecimals: addresses ? await assetsWhere('amount_scale IS NULL AND amount_text IS NOT NULL') : [],
  };
}

async function gapsOf(session: Session, own: string, time: string): Promise<Quality['gaps']> {
  const rows = await session.rows<{ from: string; to: string; seconds: number; usual: number }>(
    `WITH step AS (SELECT ${time} AS t, lead(${time}) OVER (ORDER BY ${time}) AS n ${own} AND ${time} IS NOT NULL),
       sized AS (SELECT t, n, epoch(n) - epoch(t) AS seconds FROM step WHERE n IS NOT NULL),
       usual AS (SELECT median(seconds) AS usual FROM sized WHERE seconds > 0)
     SELECT iso(t) AS "from", iso(n) AS "to", seconds, usual FROM sized, usual
     WHERE seconds >= greatest(usual * ${GAP_FACTOR}, ${GAP_MINIMUM_SECONDS}) ORDER BY seconds DESC, t LIMIT ${SHOWN}`,
  );
  return rows.map(({ usual, ...gap }) => ({
    ...gap,
    message: `No row for ${Math.round(gap.seconds / 3600).toLocaleString('en')} hours, where the usual distance is ${Math.round(usual).toLocaleString('en')} seconds. Either nothing happened or a file is missing.`,
  }));
}

/** Number of files that are probably cut or have gaps, for the status line. */
export async function countHoles(session: Session): Promise<number> {
  const row = await session.first<{ n: number }>(
    `SELECT count(*) AS n FROM dataset WHERE contains(warnings, ${literal('probably-truncated')})`,
  );
  return row?.n ?? 0;
}
