import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { EngineError } from '#contract/errors.ts';
import { openWarehouse, type Warehouse } from '../warehouse/open.ts';
import { diskMessage } from './disk-message.ts';
import { EvidenceStore } from './evidence-store.ts';
import { Journal } from './journal.ts';

export const CASE_FORMAT = 1;

const CaseFile = z.object({
  spyhop: z.literal('case'),
  format: z.number().int().positive(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  examiner: z.string(),
  createdAt: z.string(),
  programVersion: z.string(),
  mappingProfiles: z.array(z.unknown()).default([]),
});
export type CaseFile = z.infer<typeof CaseFile>;

export interface CaseFolder {
  readonly dir: string;
  readonly warehouse: Warehouse;
  readonly evidence: EvidenceStore;
  readonly journal: Journal;
  readonly exportsDir: string;
  file(): CaseFile;
  save(change: Partial<CaseFile>): CaseFile;
  /** Writes an action into the journal in the examiner's name. */
  record(action: string, detail: Record<string, unknown>): void;
  close(): void;
}

export interface OpenCaseOptions {
  readonly dir: string;
  readonly create: boolean;
  readonly tempDir: string;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly memoryMiB?: number;
  readonly threads?: number;
}

/**
 * Opens the case in `dir`, or makes one where `create` is set and nothing is there.
 * Throws EngineError: `not-found` (no case), `conflict` (foreign folder, newer case),
 * `busy` (open elsewhere), `invalid` (damaged, no permission).
 */
export async function openCase(options: OpenCaseOptions): Promise<CaseFolder> {
  const dir = resolve(options.dir);
  const caseFile = join(dir, 'case.json');
  const fresh = !existsSync(caseFile);
  if (fresh) makeCase(dir, caseFile, options);
  const read = () => readCaseFile(caseFile);
  read();
  try {
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new EngineError('invalid', diskMessage(error, dir), { dir }, { cause: error });
  }
  const warehouse = await openWarehouse({
    file: join(dir, 'warehouse.duckdb'),
    tempDir: options.tempDir,
    memoryMiB: options.memoryMiB,
    threads: options.threads,
  });
  const journal = new Journal(join(dir, 'journal.jsonl'));
  const evidence = new EvidenceStore(join(dir, 'evidence'));
  const exportsDir = join(dir, 'exports');
  mkdirSync(exportsDir, { recursive: true });
  const record = (action: string, detail: Record<string, unknown>) => {
    journal.append(action, read().examiner, detail, options.clock());
  };
  if (journal.entries.length === 0) record('case-created', { program: options.programVersion });
  await reconcile(warehouse, evidence, journal, record);
  return {
    dir,
    warehouse,
    evidence,
    journal,
    exportsDir,
    file: read,
    save(change) {
      const next = CaseFile.parse({ ...read(), ...change });
      writeWhole(caseFile, next);
      return next;
    },
    record,
    close: () => warehouse.close(),
  };
}

function makeCase(dir: string, caseFile: string, options: OpenCaseOptions): void {
  if (!options.create)
    throw new EngineError(
      'not-found',
      `There is no Spyhop case in ${dir}. Check the path, or make a case there first.`,
      { dir },
    );
  if (existsSync(dir) && readdirSync(dir).some((name) => !name.startsWith('.')))
    throw new EngineError(
      'conflict',
      `${dir} holds other files and is not a Spyhop case. Nothing was changed; choose an empty or new folder.`,
      { dir },
    );
  try {
    mkdirSync(dir, { recursive: true });
    writeWhole(caseFile, {
      spyhop: 'case',
      format: CASE_FORMAT,
      id: randomUUID(),
      title: basename(dir).replace(/\.spyhop$/, ''),
      description: '',
      examiner: '',
      createdAt: options.clock().toISOString(),
      programVersion: options.programVersion,
      mappingProfiles: [],
    });
  } catch (error) {
    throw new EngineError('invalid', diskMessage(error, dir), { dir }, { cause: error });
  }
}

function readCaseFile(file: string): CaseFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new EngineError(
      'invalid',
      `${file} cannot be read as a case description. Nothing was changed; restore it from a backup.`,
      { file },
      { cause: error },
    );
  }
  const newer = z.object({ spyhop: z.literal('case'), format: z.number() }).safeParse(value);
  if (!newer.success)
    throw new EngineError('conflict', `${file} belongs to another program. Nothing was changed.`, { file });
  if (newer.data.format > CASE_FORMAT)
    throw new EngineError(
      'conflict',
      `The case was written by a newer version of Spyhop (case format ${newer.data.format}, this program reads ${CASE_FORMAT}). Nothing was changed; open it with that version.`,
      { file },
    );
  const parsed = CaseFile.safeParse(value);
  if (!parsed.success)
    throw new EngineError(
      'invalid',
      `${file} is incomplete (${parsed.error.issues[0]?.path.join('.')}). Nothing was changed; restore it from a backup.`,
      { file },
    );
  return parsed.data;
}

function writeWhole(file: string, value: unknown): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(next, file);
}

/** After an interruption: half copies go, and a dataset that was committed but not yet written down is. */
async function reconcile(
  warehouse: Warehouse,
  evidence: EvidenceStore,
  journal: Journal,
  record: (action: string, detail: Record<string, unknown>) => void,
): Promise<void> {
  const left = evidence.sweep();
  if (left.length > 0) record('interrupted-copies-removed', { count: left.length });
  const known = new Set(
    journal.entries
      .filter((entry) => entry.action === 'dataset-imported' || entry.action === 'dataset-found')
      .map((entry) => entry.detail.sha256),
  );
  const datasets = await warehouse.use((session) =>
    session.rows<{ sha256: string; name: string; rows: number }>(
      'SELECT sha256, name, rows FROM dataset ORDER BY dataset_id',
    ),
  );
  for (const dataset of datasets) if (!known.has(dataset.sha256)) record('dataset-found', dataset);
}
