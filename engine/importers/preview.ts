import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MappingField, MappingProfile, Preview, PreviewFile } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { digestOf } from '../cases/evidence-store.ts';
import { openWarehouse, type Warehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import { ident } from '../warehouse/sql-text.ts';
import { type Candidate, collect } from './intake/collect.ts';
import { type PlanRequest, planFor, type ReadPlan } from './plan.ts';
import { cleanReader, rawSelect } from './raw-view.ts';
import { importerById, optionFields } from './registry.ts';
import { CleanWriter } from './tables/clean-writer.ts';
import { openTable } from './tables/open-table.ts';
import type { SourceTable } from './tables/source.ts';

const SHOWN_ROWS = 12;
const CELL = 400;
/** Files up to this size are hashed for the preview, to say that they are in the case already. */
const HASHED = 64 * 1024 * 1024;

const units: Record<string, string> = {
  time: 'UTC',
  amount: 'token units',
  amount_usd: 'US$',
  fee: 'native coin',
  price: 'quote',
  price_usd: 'US$',
  gas_used: 'gas',
  confidence: '0–100',
};
const hidden = new Set(['problem', 'amount', 'amount_scale']);

/** A warehouse without a case, for reading the heads of files. */
async function withScratch<T>(
  tempDir: string,
  work: (session: Session, dir: string) => Promise<T>,
): Promise<T> {
  const dir = join(tempDir, `preview-${randomBytes(6).toString('hex')}`);
  mkdirSync(dir, { recursive: true });
  let warehouse: Warehouse | null = null;
  try {
    warehouse = await openWarehouse({ file: ':memory:', tempDir: dir, memoryMiB: 512 });
    return await warehouse.use((session) => work(session, dir));
  } finally {
    warehouse?.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What would be done with the dropped files; nothing is changed. */
export async function preview(
  folder: CaseFolder | null,
  paths: readonly string[],
  tempDir: string,
): Promise<Preview> {
  return withScratch(tempDir, async (session, dir) => {
    const { candidates, skipped } = await collect(paths, dir);
    const files: PreviewFile[] = [];
    for (const candidate of candidates) files.push(await previewFile(folder, candidate, session, dir));
    return { files, skipped };
  });
}

async function previewFile(
  folder: CaseFolder | null,
  candidate: Candidate,
  session: Session,
  dir: string,
): Promise<PreviewFile> {
  const bytes = (await stat(candidate.file)).size;
  const base: PreviewFile = {
    path: candidate.path,
    name: candidate.name,
    bytes,
    format: null,
    formatLabel: null,
    confidence: 0,
    target: null,
    status: 'unknown',
    message: '',
    headers: [],
    rawRows: [],
    columns: [],
    rows: [],
    chain: null,
    timeZone: null,
    warnings: [],
    options: [],
    optionValues: {},
    suggestedProfile: null,
  };
  try {
    const source = await openTable(candidate.name, candidate.file, session);
    if (!source)
      return {
        ...base,
        status: 'unreadable',
        message: 'This file holds no table that can be read. It will be left out.',
      };
    const shown = {
      ...base,
      headers: [...source.head.columns],
      rawRows: source.head.rows
        .slice(0, SHOWN_ROWS)
        .map((row) => row.map((cell) => cell?.slice(0, CELL) ?? null)),
    };
    const plan = planFor(source.head, {});
    if (!plan)
      return {
        ...shown,
        message: 'The format of this file is not known. Name its columns to import it.',
        suggestedProfile: folder ? (profileFor(profilesOf(folder), source)?.name ?? null) : null,
      };
    const read = await readHead(session, source, plan, dir);
    const known = folder && (await isKnown(folder, candidate.file, bytes));
    return {
      ...shown,
      format: plan.definition.id,
      formatLabel: plan.definition.label,
      confidence: Math.min(1, plan.confidence),
      target: plan.definition.target,
      status: known ? 'already-imported' : 'ready',
      message: known ? 'The same file is in the case already; importing it again changes nothing.' : '',
      columns: read.columns,
      rows: read.rows,
      chain: read.chain,
      timeZone: String(plan.options.time_zone ?? 'UTC'),
      warnings: read.problems,
      options: optionFields(plan.definition.options),
      optionValues: plan.options,
    };
  } catch (error) {
    return {
      ...base,
      status: 'unreadable',
      message:
        error instanceof EngineError
          ? error.message
          : `This file could not be read (${error instanceof Error ? error.message.split('\n')[0] : String(error)}). It will be left out.`,
    };
  }
}

async function isKnown(folder: CaseFolder, file: string, bytes: number): Promise<boolean> {
  return folder.warehouse.use(async (session) => {
    if (
      bytes > HASHED ||
      !(await session.first('SELECT 1 AS one FROM dataset WHERE bytes = $bytes LIMIT 1', { bytes }))
    )
      return false;
    const { sha256 } = await digestOf(file);
    return (
      (await session.first('SELECT 1 AS one FROM dataset WHERE sha256 = $sha256', { sha256 })) !== undefined
    );
  });
}

interface ReadHead {
  readonly columns: PreviewFile['columns'];
  readonly rows: (string | null)[][];
  readonly problems: string[];
  readonly chain: string | null;
}

/** The first rows through the same SQL the import uses. */
async function readHead(
  session: Session,
  source: SourceTable,
  plan: ReadPlan,
  dir: string,
): Promise<ReadHead> {
  const writer = new CleanWriter(join(dir, `head-${randomBytes(6).toString('hex')}.csv`));
  for (const [index, row] of source.head.rows.slice(0, SHOWN_ROWS).entries())
    await writer.row(
      source.firstLine + index,
      source.head.columns.map((_, column) => row[column] ?? null),
    );
  const clean = await writer.end();
  const reader = cleanReader(clean.path, source.head.columns.length);
  await session.run(
    `CREATE OR REPLACE TEMP VIEW raw AS ${rawSelect(plan.definition, plan.match, source.head, reader, plan.constants)}`,
  );
  const described = await session.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM (${plan.definition.sql})`,
    plan.parameters,
  );
  const columns = described.filter(({ column_name }) => !hidden.has(column_name));
  const texts = columns.map(
    ({ column_name, column_type }, index) =>
      `${column_type === 'TIMESTAMP' ? `iso(${ident(column_name)})` : column_name === 'amount_text' && described.some((one) => one.column_name === 'amount_scale') ? 'coalesce(amount_exact(amount_text, amount_scale), amount_text)' : `${ident(column_name)}::VARCHAR`} AS v${index}`,
  );
  const rows = await session.rows<Record<string, unknown>>(
    `SELECT ${texts.join(', ')}, problem FROM (${plan.definition.sql})`,
    plan.parameters,
  );
  const used = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => rows.some((row) => row[`v${index}`] !== null));
  const places = new Set(
    rows
      .map(
        (row) =>
          row[
            `v${columns.findIndex(({ column_name }) => ['chain', 'venue', 'network'].includes(column_name))}`
          ],
      )
      .filter((place) => typeof place === 'string'),
  );
  return {
    columns: used.map(({ column: { column_name, column_type } }) => ({
      name: column_name === 'amount_text' ? 'amount' : column_name,
      type: column_type.toLowerCase(),
      unit: column_name === 'amount_text' ? 'token units' : (units[column_name] ?? ''),
    })),
    rows: rows.map((row) =>
      used.map(({ index }) => (row[`v${index}`] as string | null)?.slice(0, CELL) ?? null),
    ),
    problems: rows.flatMap((row, index) => {
      const problem = row.problem as { column_name: string; value: string; reason: string } | null;
      return problem
        ? [
            `Line ${source.firstLine + index}, ${plan.match[problem.column_name] ?? problem.column_name}: ${problem.reason} (“${problem.value.slice(0, 60)}”)`,
          ]
        : [];
    }),
    chain: places.size === 1 ? ([...places][0] as string) : null,
  };
}

/** The first rows as a mapping would read them. @throws EngineError `invalid` when it does not fit the file. */
export async function previewMapping(
  path: string,
  mapping: MappingProfile,
  tempDir: string,
): Promise<{ columns: string[]; rows: (string | null)[][]; problems: string[] }> {
  return withScratch(tempDir, async (session, dir) => {
    const { candidates } = await collect([path.split('!/', 1)[0]!], dir);
    const candidate = candidates.find((one) => one.path === path) ?? candidates[0];
    const source = candidate ? await openTable(candidate.name, candidate.file, session) : null;
    if (!source) throw new EngineError('not-found', `${path} holds no table that can be read.`);
    const request: PlanRequest = { mapping };
    const plan = planFor(source.head, request);
    if (!plan) throw new EngineError('invalid', 'The mapping does not fit this file.');
    const read = await readHead(session, source, plan, dir);
    return { columns: read.columns.map((column) => column.name), rows: read.rows, problems: read.problems };
  });
}

export const profilesOf = (folder: CaseFolder): MappingProfile[] =>
  folder.file().mappingProfiles as MappingProfile[];

const profileFor = (profiles: readonly MappingProfile[], source: SourceTable): MappingProfile | undefined =>
  profiles.find(
    (profile) =>
      profile.headers.length > 0 && JSON.stringify(profile.headers) === JSON.stringify(source.head.columns),
  );

const words: Record<string, string> = {
  time: 'When it happened.',
  chain: 'Name of the chain, as a column or the same for all rows.',
  amount: 'How much; state below whether in coins or in the smallest unit.',
  tx_hash: 'Hash of the transaction.',
  asset: 'Symbol or contract address.',
  venue: 'Exchange, as a column or the same for all rows.',
  market: 'Pair, as a column or the same for all rows.',
  side: 'buy or sell, as the taker acted.',
};

/** The columns each mapped target knows, for the wizard. */
export function mappingFields(): Record<MappingProfile['target'], MappingField[]> {
  const fields = (id: string): MappingField[] => {
    const definition = importerById(id);
    return Object.keys(definition?.columns ?? {}).map((name) => ({
      target: name,
      label: name.replaceAll('_', ' '),
      required: definition?.required.includes(name) ?? false,
      help: words[name] ?? '',
    }));
  };
  return {
    transfer: fields('generic-transfers'),
    trade: fields('generic-trades'),
    price: fields('prices'),
    tag: fields('generic-tags'),
  };
}
