import { createHash } from 'node:crypto';
import type { Progress } from '#contract/common.ts';
import { buildSwaps } from './models/swaps/build-swaps.ts';
import type { Warehouse } from './open.ts';
import type { Session } from './session.ts';

const sources = (files: Record<string, string>) =>
  Object.entries(files)
    .map(([path, sql]) => ({ file: path.replace(/^.*\//, '').replace(/\.sql$/, ''), sql }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));

export const stagingModels = sources(
  import.meta.glob<string>('./models/staging/*.sql', { eager: true, query: '?raw', import: 'default' }),
).map(({ file, sql }) => ({ name: file, sql }));

/** In order of their number; a mart may read those before it. */
export const martModels = sources(
  import.meta.glob<string>('./models/marts/*.sql', { eager: true, query: '?raw', import: 'default' }),
).map(({ file, sql }) => ({ name: file.replace(/^\d+_/, ''), sql }));

const modelsDigest = createHash('sha256')
  .update([...stagingModels, ...martModels].map(({ name, sql }) => `${name}\n${sql}`).join('\n'))
  .digest('hex');

async function fingerprint(session: Session): Promise<string> {
  const row = await session.first<{ datasets: string }>(
    "SELECT coalesce(string_agg(dataset_id || ':' || sha256, ',' ORDER BY dataset_id), '') AS datasets FROM dataset",
  );
  return createHash('sha256').update(`${modelsDigest}\n${row?.datasets}`).digest('hex');
}

async function presentState(session: Session): Promise<string | null> {
  const table = await session.first("SELECT 1 AS one FROM duckdb_tables() WHERE table_name = 'mart_state'");
  if (!table) return null;
  return (
    (await session.first<{ fingerprint: string }>('SELECT fingerprint FROM mart_state'))?.fingerprint ?? null
  );
}

/** Makes the staging views, which other queries read too. */
export async function defineStaging(session: Session): Promise<void> {
  const first = stagingModels.filter(({ name }) => name === 'stg_repetition');
  for (const { name, sql } of [...first, ...stagingModels])
    await session.run(`CREATE OR REPLACE VIEW ${name} AS ${sql}`);
}

const underWay = new WeakMap<Warehouse, Promise<string>>();
/** What the derived tables were last seen to stand for; nothing else rebuilds them while the case is open. */
const upToDate = new WeakMap<Warehouse, string>();

/**
 * Rebuilds the derived tables where datasets or their definitions changed since the last build; else does
 * nothing. Callers at the same time share one build. Gives the fingerprint of the rows they stand for.
 */
export async function ensureMarts(
  warehouse: Warehouse,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const running = underWay.get(warehouse);
  if (running) return running;
  const work = warehouse.use((session) => build(session, upToDate.get(warehouse), onProgress), signal);
  underWay.set(warehouse, work);
  try {
    const fingerprint = await work;
    upToDate.set(warehouse, fingerprint);
    return fingerprint;
  } finally {
    underWay.delete(warehouse);
  }
}

async function build(
  session: Session,
  known: string | undefined,
  onProgress?: (progress: Progress) => void,
): Promise<string> {
  const wanted = await fingerprint(session);
  if (known === wanted || (await presentState(session)) === wanted) return wanted;
  const steps = martModels.length + 1;
  await session.transaction(async () => {
    await defineStaging(session);
    for (const [index, { name, sql }] of martModels.entries()) {
      onProgress?.({
        stage: 'prepare',
        message: `Preparing ${name.replace(/^mart_/, '').replaceAll('_', ' ')}`,
        done: index,
        total: steps,
        unit: 'steps',
      });
      await session.run(`CREATE OR REPLACE TABLE ${name} AS ${sql}`);
    }
    onProgress?.({
      stage: 'prepare',
      message: 'Decoding swaps',
      done: martModels.length,
      total: steps,
      unit: 'steps',
    });
    await buildSwaps(session);
    await session.run('CREATE OR REPLACE TABLE mart_state AS SELECT $fingerprint::VARCHAR AS fingerprint', {
      fingerprint: wanted,
    });
  });
  return wanted;
}
