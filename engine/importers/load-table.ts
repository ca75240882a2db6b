import type { ImportWarning } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session, SqlParameters } from '../warehouse/session.ts';
import { ident, literal } from '../warehouse/sql-text.ts';
import type { ReadPlan } from './plan.ts';
import { brokenReader, cleanReader, rawSelect } from './raw-view.ts';
import type { CleanTable, SourceTable } from './tables/source.ts';
import { type TargetTable, targetTables } from './targets/target-table.ts';

/** Rows a transaction has not committed yet are numbered from here (DuckDB's MAX_ROW_ID). */
const UNCOMMITTED = 36_028_797_018_960_000n;

export interface LoadCounts {
  readonly firstRowId: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly conflicting: number;
  readonly twins: number;
  readonly withoutTime: number;
}

/** The file is not as plain as its beginning: it must be read record by record. */
export class NotPlain extends Error {
  override readonly name = 'NotPlain';
}

/**
 * Puts all rows of a table into its target, inside the caller's transaction: good rows with their event
 * key, bad rows marked and listed in `reject`, repeated events listed in `duplicate_row`, and the line
 * numbers in `dataset_line`. `clean` is the rewritten table, or null to read the file as it stands;
 * then NotPlain is thrown when `lines` (of the file) shows that records and lines do not agree.
 */
export async function loadTable(
  session: Session,
  datasetId: number,
  source: SourceTable,
  plan: ReadPlan,
  clean: CleanTable | null,
  lines: () => Promise<number>,
  bytes: number,
): Promise<LoadCounts> {
  const target = targetTables[plan.definition.target];
  const reader = clean ? cleanReader(clean.path, source.head.columns.length) : source.reader;
  if (reader === null) throw new NotPlain('no direct reader');
  const parameters: SqlParameters = { ...plan.parameters, dataset_id: datasetId };
  await session.run(
    `CREATE OR REPLACE TEMP VIEW raw AS ${rawSelect(plan.definition, plan.match, source.head, reader, plan.constants)}`,
  );
  if (!clean && bytes <= SMALL) {
    const count = await session.first<{ n: number }>('SELECT count(*) AS n FROM raw');
    await mustBePlain(source, count?.n ?? 0, lines);
  }
  const firstRowId = await nextRowId(session, target.table);
  const rows = await readRows(session, plan.definition.sql, parameters, bytes);
  const absent = await absentColumns(session, target, rows, parameters);
  const loaded = await session.run(
    `INSERT INTO ${target.table} BY NAME
     SELECT * EXCLUDE (problem${plan.definition.further ? ', further' : ''}), $dataset_id::INTEGER AS dataset_id, problem IS NULL AS ok,
       CASE WHEN problem IS NULL THEN hash(${target.identity.join(', ')}) END AS event_key
     FROM (SELECT *${absent} FROM ${rows})`,
    parameters,
  );
  if (!clean) await mustBePlain(source, loaded, lines);
  await writeLines(session, datasetId, source, plan, clean, loaded);
  const rejected = await writeRejects(session, datasetId, source, plan, rows, clean, target, parameters);
  if (plan.definition.further)
    await writeFurther(session, target, plan.definition.further, rows, absent, loaded, parameters);
  const duplicates = await writeDuplicates(session, datasetId, target, firstRowId, loaded);
  const withoutTime = await countWithoutTime(session, datasetId, target);
  return { firstRowId, loaded, rejected, ...duplicates, withoutTime };
}

/** Throws NotPlain unless every record of the file is one line. */
async function mustBePlain(
  source: SourceTable,
  records: number,
  lines: () => Promise<number>,
): Promise<void> {
  const expected = source.expectedLines(records);
  if (expected >= 0 && expected !== (await lines())) throw new NotPlain('records and lines do not agree');
}

/** A file up to this size is evaluated once into memory instead of once for its rows and once for its faults. */
const SMALL = 8 * 1024 * 1024;

/** Where the rows of the format are read from: the query itself, or what it gave. */
async function readRows(
  session: Session,
  sql: string,
  parameters: SqlParameters,
  bytes: number,
): Promise<string> {
  if (bytes > SMALL) return `(${sql})`;
  await session.run(`CREATE OR REPLACE TEMP TABLE loaded_row AS ${sql}`, parameters);
  return 'loaded_row';
}

/** `, NULL::TYPE AS name` for every column of the target that the format does not give. */
async function absentColumns(
  session: Session,
  target: TargetTable,
  rows: string,
  parameters: SqlParameters,
): Promise<string> {
  const given = await session.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${rows}`, parameters);
  const names = new Set(['dataset_id', 'ok', 'event_key', ...given.map((column) => column.column_name)]);
  const all = await session.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${target.table}`);
  return all
    .filter((column) => !names.has(column.column_name))
    .map((column) => `, NULL::${column.column_type} AS ${ident(column.column_name)}`)
    .join('');
}

async function nextRowId(session: Session, table: string): Promise<number> {
  const row = await session.first<{ next: number }>(
    `SELECT coalesce(max(rowid) + 1, 0) AS next FROM ${table}`,
  );
  return row?.next ?? 0;
}

/** Break points of record → line; one is enough for a plain file. */
async function writeLines(
  session: Session,
  datasetId: number,
  source: SourceTable,
  plan: ReadPlan,
  clean: CleanTable | null,
  loaded: number,
): Promise<void> {
  if (loaded === 0) return;
  if (!clean) {
    await session.run('INSERT INTO dataset_line VALUES ($id, 0, $line)', {
      id: datasetId,
      line: source.firstLine,
    });
    return;
  }
  const reader = cleanReader(clean.path, source.head.columns.length);
  await session.run(
    `INSERT INTO dataset_line
     SELECT $id, record, line FROM (
       SELECT record, line, lag(line - record) OVER (ORDER BY record) AS before
       FROM (SELECT row_number() OVER () - 1 AS record, line FROM (${rawSelect(plan.definition, plan.match, source.head, reader, plan.constants, 'line, ')})))
     WHERE before IS DISTINCT FROM line - record`,
    { id: datasetId },
  );
}

async function writeRejects(
  session: Session,
  datasetId: number,
  source: SourceTable,
  plan: ReadPlan,
  from: string,
  clean: CleanTable | null,
  target: TargetTable,
  parameters: SqlParameters,
): Promise<number> {
  if (clean && clean.broken > 0)
    await session.run(
      `INSERT INTO reject SELECT $id, line, '', coalesce(value, ''), reason FROM ${brokenReader(clean.brokenPath)}`,
      { id: datasetId },
    );
  const bad = await session.first<{ n: number }>(
    `SELECT count(*) AS n FROM ${target.table} WHERE dataset_id = $id AND NOT ok`,
    { id: datasetId },
  );
  const rows = bad?.n ?? 0;
  if (rows > 0) {
    const names = Object.entries(plan.match)
      .map(
        ([logical, header]) =>
          `WHEN ${literal(logical)} THEN ${literal(header === null || /^column\d+$/.test(header) ? logical : header)}`,
      )
      .join(' ');
    const inserted = await session.run(
      `INSERT INTO reject
       SELECT $dataset_id::INTEGER, l.line + r.record - l.record, CASE r.problem.column_name ${names} ELSE r.problem.column_name END, r.problem.value, r.problem.reason
       FROM (SELECT row_number() OVER () - 1 AS record, problem FROM ${from}) r
       ASOF JOIN (SELECT record, line FROM dataset_line WHERE dataset_id = $dataset_id) l ON r.record >= l.record
       WHERE r.problem IS NOT NULL`,
      parameters,
    );
    if (inserted !== rows)
      throw new EngineError(
        'internal',
        `${source.head.fileName} could not be accounted for (${rows} bad rows, ${inserted} reasons). Nothing of it was kept; please report this file.`,
      );
  }
  return rows + (clean?.broken ?? 0);
}

async function writeDuplicates(
  session: Session,
  datasetId: number,
  target: TargetTable,
  firstRowId: number,
  loaded: number,
): Promise<{ duplicate: number; conflicting: number; twins: number }> {
  const { table } = target;
  const id = { id: datasetId };
  await session.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS
     SELECT DISTINCT event_key
     FROM (SELECT event_key, lag(event_key) OVER (ORDER BY event_key) AS before FROM ${table} WHERE dataset_id = $id AND ok)
     WHERE event_key = before
     ${
       firstRowId === 0
         ? ''
         : `UNION
     SELECT event_key FROM ${table} n WHERE dataset_id = $id AND ok
       AND EXISTS (FROM ${table} o WHERE o.rowid < ${firstRowId} AND o.ok AND o.event_key = n.event_key)`
     }`,
    id,
  );
  const any = await session.first<{ n: number }>('SELECT count(*) AS n FROM repeated');
  if (!any?.n) return { duplicate: 0, conflicting: 0, twins: 0 };
  const identity = target.identity.map((sql, index) => `${sql} AS i${index}`);
  const keys = target.identity.map((_, index) => `i${index}`).join(', ');
  const content =
    target.content.length > 0
      ? `struct_pack(${target.content.map((sql, index) => `v${index} := ${sql}`).join(', ')})`
      : 'NULL';
  await session.run(
    `CREATE OR REPLACE TEMP TABLE repetition AS
     WITH candidate AS (
       SELECT dataset_id, CASE WHEN rowid >= ${UNCOMMITTED} THEN rowid - ${UNCOMMITTED} + ${firstRowId} ELSE rowid END AS row_id,
         event_key, ${target.numbered} AS numbered, ${content} AS content, ${identity.join(', ')}
       FROM ${table} WHERE ok AND event_key IN (FROM repeated)
     ), counted AS (
       SELECT *, CASE WHEN numbered THEN 1 ELSE row_number() OVER (PARTITION BY event_key, numbered, ${keys}, dataset_id ORDER BY row_id) END AS occurrence
       FROM candidate
     )
     SELECT dataset_id, row_id, occurrence, content,
       first_value(row_id) OVER same AS of_row_id, first_value(content) OVER same AS of_content
     FROM counted
     WINDOW same AS (PARTITION BY event_key, numbered, ${keys}, occurrence ORDER BY row_id)`,
  );
  await session.run(
    `INSERT INTO duplicate_row SELECT dataset_id, ${literal(target.target)}, row_id, of_row_id FROM repetition WHERE dataset_id = $id AND row_id <> of_row_id`,
    id,
  );
  const more = await session.first<{ duplicate: number; conflicting: number; twins: number }>(
    `SELECT count(*) FILTER (WHERE row_id <> of_row_id AND row_id < ${firstRowId + loaded}) AS duplicate,
            count(*) FILTER (WHERE row_id <> of_row_id AND content IS DISTINCT FROM of_content) AS conflicting,
            count(*) FILTER (WHERE occurrence > 1 AND row_id = of_row_id) AS twins
     FROM repetition WHERE dataset_id = $id`,
    id,
  );
  return { duplicate: more?.duplicate ?? 0, conflicting: more?.conflicting ?? 0, twins: more?.twins ?? 0 };
}

/** The rows that a row of the file gives besides its own, numbered after the last of them. */
async function writeFurther(
  session: Session,
  target: TargetTable,
  columns: readonly string[],
  from: string,
  absent: string,
  loaded: number,
  parameters: SqlParameters,
): Promise<void> {
  const replaced = columns.map((name) => `more.${ident(name)} AS ${ident(name)}`).join(', ');
  await session.run(
    `CREATE OR REPLACE TEMP TABLE further_row AS
     SELECT * EXCLUDE (problem, further), unnest(further) AS more
     FROM (SELECT row_number() OVER () - 1 AS record, * FROM ${from})
     WHERE problem IS NULL ORDER BY record`,
    parameters,
  );
  await session.run(
    `INSERT INTO ${target.table} BY NAME
     SELECT *, $dataset_id::INTEGER AS dataset_id, true AS ok, hash(${target.identity.join(', ')}) AS event_key
     FROM (SELECT * EXCLUDE (record, more) REPLACE (${replaced})${absent} FROM further_row)`,
    parameters,
  );
  await session.run(
    `INSERT INTO dataset_line
     SELECT $dataset_id, ${loaded} + row_number() OVER (ORDER BY r.rowid) - 1, l.line + r.record - l.record
     FROM (SELECT rowid, record FROM further_row) r
     ASOF JOIN (SELECT record, line FROM dataset_line WHERE dataset_id = $dataset_id) l ON r.record >= l.record`,
    parameters,
  );
}

async function countWithoutTime(session: Session, datasetId: number, target: TargetTable): Promise<number> {
  if (target.time === null) return 0;
  const found = await session.first<{ n: number }>(
    `SELECT count(*) AS n FROM ${target.table} WHERE dataset_id = $id AND ok AND ${target.time} IS NULL`,
    { id: datasetId },
  );
  return found?.n ?? 0;
}

/** What a reader of the case should know about a loaded file, beyond its counts. */
export function loadWarnings(plan: ReadPlan, rows: number, counts: LoadCounts): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  if (plan.definition.truncatesAt?.includes(rows))
    warnings.push({
      code: 'probably-truncated',
      message: `The file holds exactly ${rows.toLocaleString('en')} rows, the length at which ${plan.definition.label} exports are cut. More rows probably exist.`,
    });
  if (counts.withoutTime > 0)
    warnings.push({
      code: 'without-time',
      message: `${counts.withoutTime.toLocaleString('en')} rows state no time. They take part in analysis once blocks of the same chain are imported; until then only their order by block is known.`,
    });
  if (counts.conflicting > 0)
    warnings.push({
      code: 'conflicting-duplicates',
      message: `${counts.conflicting.toLocaleString('en')} rows describe an event that was imported before with other values. The earlier rows are used.`,
    });
  if (counts.twins > 0)
    warnings.push({
      code: 'equal-rows',
      message: `${counts.twins.toLocaleString('en')} rows equal another row of this file. The format has no event number, so they count as events of their own.`,
    });
  return warnings;
}
