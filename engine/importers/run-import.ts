import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  FileResult,
  ImportEvent,
  ImportRequest,
  ImportWarning,
  MappingProfile,
} from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { diskMessage } from '../cases/disk-message.ts';
import type { IncomingOriginal } from '../cases/evidence-store.ts';
import { type Session, SqlError } from '../warehouse/session.ts';
import { checksumHolds } from './address-checks.ts';
import { datasetDigest } from './dataset-digest.ts';
import { checksumNotes } from './intake/checksum.ts';
import { type Candidate, collect } from './intake/collect.ts';
import { type LoadCounts, loadTable, loadWarnings, NotPlain } from './load-table.ts';
import { type PlanRequest, planFor, type ReadPlan } from './plan.ts';
import { holdsUtf8 } from './tables/bytes.ts';
import { openTable } from './tables/open-table.ts';
import type { SourceTable } from './tables/source.ts';
import { targetTables } from './targets/target-table.ts';

export interface ImportContext {
  readonly folder: CaseFolder;
  readonly tempDir: string;
  readonly clock: () => Date;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
}

interface Job extends Candidate {
  readonly request: PlanRequest;
  /** What is known of the file before it is opened. */
  readonly notes: readonly ImportWarning[];
}

/**
 * Imports files one after another. Each is wholly in or wholly out: the original is kept by its hash,
 * all its rows are accounted for in one transaction, and the journal says so. A file that fails is
 * reported and the next goes on; cancelling ends the present file without a trace.
 */
export async function* runImport(
  context: ImportContext,
  request: ImportRequest,
  signal: AbortSignal,
): AsyncGenerator<ImportEvent> {
  const scratch = join(context.tempDir, `import-${randomBytes(6).toString('hex')}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const { jobs, refused } = await jobsOf(request, scratch, signal);
    for (const result of refused) yield { type: 'file', result };
    let imported = 0;
    let accepted = 0;
    for (const [index, job] of jobs.entries()) {
      const watch = new Watch();
      const work = importOne(context, job, scratch, signal, watch);
      let settled = false;
      const settle = work.finally(() => {
        settled = true;
      });
      settle.catch(() => undefined);
      while (!settled) {
        await Promise.race([settle.catch(() => undefined), delay(250)]);
        if (!settled)
          yield { type: 'progress', path: job.path, file: index + 1, files: jobs.length, ...watch.state() };
      }
      const result = await work;
      if (result.status === 'imported') imported += 1;
      accepted += result.accepted;
      yield { type: 'file', result };
      if (result.status === 'cancelled')
        throw new EngineError(
          'cancelled',
          `Cancelled. ${imported} of ${jobs.length} files were imported whole; the others were left out.`,
        );
    }
    yield { type: 'done', imported, accepted };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** An original of a case with how it was read there. */
export interface KeptOriginal {
  /** Where it lies; its name says nothing. */
  readonly file: string;
  readonly name: string;
  /** Where it came from, as it was shown then. */
  readonly path: string;
  readonly format: string;
  readonly options: Record<string, unknown>;
  readonly mapping: MappingProfile | undefined;
  readonly notes: readonly ImportWarning[];
  /** The archive it came out of, where that is kept too. */
  readonly archive: string | null;
}

/** Reads an original anew as it was read before. The result says `failed` where it cannot be. */
export async function importKept(
  context: ImportContext,
  { file, name, path, format, options, mapping, notes, archive }: KeptOriginal,
  signal: AbortSignal,
): Promise<FileResult> {
  const scratch = join(context.tempDir, `import-${randomBytes(6).toString('hex')}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const request = mapping ? { mapping } : { format, options };
    return await importOne(
      context,
      { path, file, name, archive, request, notes },
      scratch,
      signal,
      new Watch(),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function jobsOf(
  request: ImportRequest,
  scratch: string,
  signal: AbortSignal,
): Promise<{ jobs: Job[]; refused: FileResult[] }> {
  const jobs: Job[] = [];
  const refused: FileResult[] = [];
  for (const { path, format, options, mapping } of request.files) {
    const [outer = path, inner] = path.split('!/', 2);
    const { candidates, skipped } = await collect([outer], scratch, signal);
    const chosen =
      inner === undefined ? candidates : candidates.filter((candidate) => candidate.path === path);
    for (const candidate of chosen) {
      const notes = await checksumNotes(candidate.path.split('!/', 1)[0] ?? candidate.path);
      jobs.push({ ...candidate, request: { format, options, mapping }, notes });
    }
    for (const { path: shown, reason } of skipped)
      if (inner === undefined || shown === path)
        if (!/, not data$/.test(reason)) refused.push(failure(shown, reason));
  }
  return { jobs, refused };
}

const failure = (
  path: string,
  error: string,
  status: FileResult['status'] = 'failed',
  sha256 = '0'.repeat(64),
): FileResult => ({
  path,
  sha256,
  format: null,
  datasetId: null,
  status,
  rows: 0,
  accepted: 0,
  rejected: 0,
  duplicate: 0,
  warnings: [],
  rejects: [],
  error,
});

async function importOne(
  context: ImportContext,
  job: Job,
  scratch: string,
  signal: AbortSignal,
  watch: Watch,
): Promise<FileResult> {
  let incoming: IncomingOriginal | null = null;
  try {
    watch.stage('copy', 'Keeping the original', statSync(job.file).size);
    incoming = await context.folder.evidence.take(job.file, signal);
    return await context.folder.warehouse.use(
      (session) => importOriginal(context, session, job, incoming!, scratch, watch),
      signal,
    );
  } catch (error) {
    if (signal.aborted || (error instanceof EngineError && error.code === 'cancelled'))
      return failure(job.path, 'Cancelled; nothing of this file was kept.', 'cancelled');
    context.log(error instanceof EngineError ? 'warn' : 'error', `import of ${job.path} failed`, error);
    const sha256 = await incoming?.digest.then(
      (digest) => digest.sha256,
      () => undefined,
    );
    return failure(job.path, sentence(error, job), 'failed', sha256);
  } finally {
    await incoming?.discard();
  }
}

/** A column name as it fits into a message. */
const shortName = (name: string): string => {
  const line = name.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

function sentence(error: unknown, job: Job): string {
  if (error instanceof EngineError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (/No space left|ENOSPC/i.test(text)) return diskMessage({ code: 'ENOSPC' }, job.path);
  if (error instanceof SqlError)
    return `${job.name} could not be read (${text.split('\n')[0]}). Nothing of it was kept; the other files go on.`;
  return diskMessage(error, job.path);
}

async function importOriginal(
  context: ImportContext,
  session: Session,
  job: Job,
  incoming: IncomingOriginal,
  scratch: string,
  watch: Watch,
): Promise<FileResult> {
  const { folder, clock } = context;
  const known = async () => {
    const { sha256 } = await incoming.digest;
    return session.first<{
      dataset_id: number;
      format: string;
      rows: number;
      accepted: number;
      rejected: number;
      duplicate: number;
    }>('SELECT dataset_id, format, rows, accepted, rejected, duplicate FROM dataset WHERE sha256 = $sha256', {
      sha256,
    });
  };
  const sameSize = await session.first('SELECT 1 AS one FROM dataset WHERE bytes = $bytes LIMIT 1', {
    bytes: incoming.bytes,
  });
  const before = sameSize ? await known() : undefined;
  if (before) {
    const { sha256 } = await incoming.digest;
    return {
      ...failure(job.path, ''),
      error: null,
      sha256,
      format: before.format,
      datasetId: before.dataset_id,
      status: 'already-imported',
      rows: before.rows,
      duplicate: before.rows - before.rejected,
      rejected: before.rejected,
      warnings: [
        {
          code: 'already-imported',
          message: 'The same file (by its SHA-256) is in the case already. Nothing was changed.',
        },
      ],
    };
  }

  watch.stage('recognise', 'Recognising', null);
  const source = await openTable(job.name, incoming.path, session);
  if (!source)
    throw new EngineError('invalid', `${job.name} holds no table that can be read. Nothing of it was kept.`);
  const plan = planFor(source.head, job.request);
  if (!plan)
    throw new EngineError(
      'invalid',
      `The format of ${job.name} is not known (columns: ${source.head.columns.slice(0, 12).map(shortName).join(', ')}). Name its columns in the mapping wizard or with --mapping. Nothing of it was kept.`,
    );

  const warnings = [
    ...job.notes,
    ...(plan.definition.notes?.(source.head) ?? []),
    ...checksumWarnings(source, plan),
  ];
  const attempt = (clean: boolean) =>
    commitTable(context, session, job, incoming, source, plan, clean, scratch, warnings, watch);
  let result: FileResult;
  try {
    const direct =
      source.reader !== null &&
      (source.head.container !== 'delimited' || readsAll(source, plan) || (await holdsUtf8(incoming.path)));
    result = await attempt(!direct);
  } catch (error) {
    if (source.reader === null || !(error instanceof NotPlain || error instanceof SqlError)) throw error;
    if (error instanceof SqlError && /No space left|ENOSPC/i.test(error.message)) throw error;
    context.log(
      'info',
      `${job.name} is read record by record`,
      error instanceof Error ? error.message.split('\n')[0] : '',
    );
    result = await attempt(true);
  }
  folder.record('dataset-imported', {
    sha256: result.sha256,
    name: job.name,
    path: job.path,
    format: plan.definition.id,
    options: plan.options,
    mapping: job.request.mapping,
    notes: job.notes,
    archive: await parentOf(session, result.datasetId!),
    rows: result.rows,
    accepted: result.accepted,
    rejected: result.rejected,
    duplicate: result.duplicate,
    digest: await datasetDigest(session, result.datasetId!),
    at: clock().toISOString(),
  });
  return result;
}

async function parentOf(session: Session, id: number): Promise<string | null> {
  const row = await session.first<{ parent: string | null }>(
    'SELECT parent_sha256 AS parent FROM dataset WHERE dataset_id = $id',
    { id },
  );
  return row?.parent ?? null;
}

async function commitTable(
  context: ImportContext,
  session: Session,
  job: Job,
  incoming: IncomingOriginal,
  source: SourceTable,
  plan: ReadPlan,
  tolerant: boolean,
  scratch: string,
  headWarnings: readonly ImportWarning[],
  watch: Watch,
): Promise<FileResult> {
  const { folder, clock } = context;
  const target = targetTables[plan.definition.target];
  let clean = null;
  if (tolerant) {
    watch.stage('read', 'Reading record by record', null);
    clean = await source.clean(incoming.path, join(scratch, `clean-${randomBytes(6).toString('hex')}.csv`));
  }
  watch.load('Importing rows', incoming.bytes, source, session);
  const lines = async () => {
    const { newlines, endsWithNewline } = await incoming.digest;
    return newlines + (endsWithNewline ? 0 : 1);
  };
  return session.transaction(async () => {
    const next = await session.first<{ id: number }>("SELECT nextval('dataset_seq')::INTEGER AS id");
    const datasetId = next!.id;
    const counts: LoadCounts = await loadTable(
      session,
      datasetId,
      source,
      plan,
      clean,
      lines,
      incoming.bytes,
    );
    const rows = counts.loaded + (clean?.broken ?? 0);
    const accepted = rows - counts.rejected - counts.duplicate;
    const warnings = [...headWarnings, ...loadWarnings(plan, rows, counts)];
    watch.stage('finish', 'Finishing', null);
    const { sha256 } = await incoming.digest;
    await incoming.unchanged();
    const parent = job.archive ? await keepArchive(folder, job.archive) : null;
    await session.run(
      `INSERT INTO dataset
       SELECT $id, $sha256, $path, $name, $parent, $format, $label, $target, $options, $bytes, $at::TIMESTAMP,
         $rows, $accepted, $rejected, $duplicate, $first, $loaded,
         ${target.time ? `min(${target.time}) FILTER (WHERE ok)` : 'NULL'}, ${target.time ? `max(${target.time}) FILTER (WHERE ok)` : 'NULL'},
         ${target.place ? `coalesce(list_sort(list(DISTINCT ${target.place}) FILTER (WHERE ok AND ${target.place} IS NOT NULL)), [])` : '[]'}, $warnings
       FROM ${target.table} WHERE dataset_id = $id`,
      {
        id: datasetId,
        sha256,
        path: job.path,
        name: job.name,
        parent,
        format: plan.definition.id,
        label: plan.definition.label,
        target: target.target,
        options: JSON.stringify(plan.options),
        bytes: incoming.bytes,
        at: clock().toISOString().replace('Z', ''),
        rows,
        accepted,
        rejected: counts.rejected,
        duplicate: counts.duplicate,
        first: counts.firstRowId,
        loaded: counts.loaded,
        warnings: JSON.stringify(warnings),
      },
    );
    await session.run('INSERT INTO dataset_reading VALUES ($id, $mapping, $notes)', {
      id: datasetId,
      mapping: job.request.mapping === undefined ? null : JSON.stringify(job.request.mapping),
      notes: JSON.stringify(job.notes),
    });
    const rejects = await session.rows<{ line: number; column: string; value: string; reason: string }>(
      'SELECT line, column_name AS "column", value, reason FROM reject WHERE dataset_id = $id ORDER BY line LIMIT 100',
      { id: datasetId },
    );
    await incoming.keep();
    return {
      path: job.path,
      sha256,
      format: plan.definition.id,
      datasetId,
      status: 'imported' as const,
      rows,
      accepted,
      rejected: counts.rejected,
      duplicate: counts.duplicate,
      warnings,
      rejects,
      error: null,
    };
  });
}

/** Whether the format's SQL reads every column of the file; then DuckDB refuses bytes that are not UTF-8 by itself. */
function readsAll(source: SourceTable, plan: ReadPlan): boolean {
  const sql = plan.definition.sql.replace(/--[^\n]*/g, '');
  const read = new Set(
    Object.entries(plan.match)
      .filter(([logical]) => new RegExp(`\\b${logical}\\b`).test(sql))
      .map(([, header]) => header),
  );
  return source.head.columns.every((column) => read.has(column));
}

const archives = new WeakMap<CaseFolder, Map<string, string>>();

/** Keeps the archive a file came out of as an original too; gives its hash. */
async function keepArchive(folder: CaseFolder, archive: string): Promise<string> {
  const known = archives.get(folder) ?? new Map<string, string>();
  archives.set(folder, known);
  const before = known.get(archive);
  if (before) return before;
  const taken = await folder.evidence.take(archive);
  const { sha256 } = await taken.digest;
  await taken.keep();
  known.set(archive, sha256);
  return sha256;
}

/** Mixed-case and check-coded addresses at the head of the file whose checksum does not hold. */
function checksumWarnings(source: SourceTable, plan: ReadPlan): ImportWarning[] {
  const columns = Object.entries(plan.match)
    .filter(([logical, header]) => header !== null && /address$/.test(logical))
    .map(([, header]) => source.head.columns.indexOf(header!));
  const wrong = new Set<string>();
  for (const row of source.head.rows)
    for (const column of columns) {
      const text = row[column];
      if (text && checksumHolds(text) === false) wrong.add(text);
    }
  if (wrong.size === 0) return [];
  const [first] = wrong;
  return [
    {
      code: 'checksum-mismatch',
      message: `${wrong.size} addresses among the first rows carry a checksum that does not hold, for instance ${first}. They were imported as written; check them for typing errors.`,
    },
  ];
}

/** What the import is doing, for whoever asks. */
class Watch {
  #stage = 'wait';
  #message = 'Waiting';
  #total: number | null = null;
  #session: Session | null = null;
  #bytesPerRow = 0;
  #since = 0;

  stage(stage: string, message: string, total: number | null): void {
    this.#stage = stage;
    this.#message = message;
    this.#total = total;
    this.#session = null;
  }

  load(message: string, bytes: number, source: SourceTable, session: Session): void {
    this.stage('load', message, bytes);
    const sample = source.head.rows.slice(0, 20);
    const length = sample.reduce(
      (sum, row) => sum + row.reduce((inner, cell) => inner + (cell?.length ?? 0) + 1, 0),
      0,
    );
    this.#bytesPerRow = sample.length > 0 ? length / sample.length : 0;
    this.#session = session;
    this.#since = performance.now();
  }

  state(): Pick<
    Extract<ImportEvent, { type: 'progress' }>,
    'progress' | 'rowsPerSecond' | 'remainingSeconds'
  > {
    const share = this.#session ? Math.max(0, this.#session.connection.progress.percentage) / 100 : 0;
    const seconds = (performance.now() - this.#since) / 1000;
    const total = this.#total;
    const done = total === null ? 0 : share * total;
    const moving = this.#session !== null && share > 0 && seconds > 0.5;
    return {
      progress: { stage: this.#stage, message: this.#message, done, total, unit: 'bytes' },
      rowsPerSecond: moving && this.#bytesPerRow > 0 ? done / this.#bytesPerRow / seconds : null,
      remainingSeconds: moving ? (seconds * (1 - share)) / share : null,
    };
  }
}
