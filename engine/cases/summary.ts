import type { CaseSummary } from '#contract/cases.ts';
import { countHoles } from '../importers/datasets.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';

/** The case in numbers. Reads stored tables only, so that it answers before anything is derived. */
export async function caseSummary(folder: CaseFolder, session: Session): Promise<CaseSummary> {
  const { id, title, description, examiner, createdAt, programVersion, archived } = folder.file();
  const counts = await session.first<{
    datasets: number;
    transfers: number;
    trades: number;
    tags: number;
    alerts: number;
    included: number;
  }>(
    `SELECT (SELECT count(*) FROM dataset) AS datasets,
       (SELECT coalesce(sum(accepted), 0)::BIGINT FROM dataset WHERE target = 'transfer') AS transfers,
       (SELECT coalesce(sum(accepted), 0)::BIGINT FROM dataset WHERE target = 'trade') AS trades,
       (SELECT coalesce(sum(accepted), 0)::BIGINT FROM dataset WHERE target = 'tag') AS tags,
       (SELECT count(*) FROM alert) AS alerts, (SELECT count(*) FROM case_item WHERE NOT removed) AS included`,
  );
  const span = await session.first<{ from: string | null; to: string | null }>(
    'SELECT iso(min(coverage_from)) AS "from", iso(max(coverage_to)) AS "to" FROM dataset WHERE target <> \'tag\'',
  );
  const derived = await session.first(
    "SELECT 1 AS one FROM duckdb_tables() WHERE table_name = 'mart_address'",
  );
  const addresses = derived
    ? ((await session.first<{ n: number }>('SELECT count(*) AS n FROM mart_address'))?.n ?? 0)
    : 0;
  const asOf = await session.first<{ as_of: string | null }>(
    'SELECT iso(max(as_of)) AS as_of FROM detector_run',
  );
  return {
    dir: folder.dir,
    id,
    title,
    description,
    examiner,
    createdAt,
    programVersion,
    readOnly: folder.seat().role === 'viewer',
    archived,
    counts: { ...counts!, addresses, holes: await countHoles(session) },
    coverage: { from: span?.from ?? null, to: span?.to ?? null },
    asOf: asOf?.as_of ?? null,
  };
}
