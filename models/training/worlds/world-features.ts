import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Features, readFeatures } from '#engine/inference/features.ts';
import type { ModelManifest } from '#engine/inference/manifest.ts';
import { ensureMarts } from '#engine/warehouse/build-marts.ts';
import { openWarehouse } from '#engine/warehouse/open.ts';
import type { Session } from '#engine/warehouse/session.ts';
import { Random } from '../random.ts';
import { background } from './background.ts';
import { plantOutliers } from './outliers.ts';
import { plantTurns } from './turns.ts';
import { ASSETS, World } from './world.ts';

export interface WorldPlan {
  readonly seed: number;
  readonly people: number;
  /** Accounts (or pairs) of every kind of outlier; 0 for a background without any. */
  readonly outliers: number;
  /** Accounts of every kind whose last transfers break with their past. */
  readonly turns?: number;
}

/** The world of a plan. Its length and mixture of people vary with the seed. */
export function makeWorld({ seed, people, outliers, turns = 0 }: WorldPlan): World {
  const random = new Random(seed);
  const world = new World(random, random.whole(45, 120));
  background(world, people);
  plantOutliers(world, outliers);
  plantTurns(world, turns);
  return world;
}

export interface WorldFeatures {
  readonly features: Features;
  /** What the accounts of the rows are. */
  readonly kinds: readonly string[];
  readonly planted: readonly boolean[];
}

/**
 * Features of a world's accounts by way of the program's own tables. Services are left out, as the detector leaves out
 * what is labelled as one.
 */
export async function worldFeatures(
  world: World,
  manifest: Pick<ModelManifest, 'id' | 'inputs' | 'features'>,
  sql: string,
): Promise<WorldFeatures> {
  const temp = mkdtempSync(join(tmpdir(), 'spyhop-world-'));
  const warehouse = await openWarehouse({ file: ':memory:', tempDir: temp, threads: 2 });
  try {
    await warehouse.use((session) => loadWorld(session, world));
    await ensureMarts(warehouse);
    return await warehouse.use(async (session) => {
      const all = await readFeatures(session, manifest, sql, '2100-01-01T00:00:00Z');
      const names = new Map(
        (
          await session.rows<{ id: number; address: string }>(
            'SELECT address_id AS id, address FROM mart_address',
          )
        ).map(({ id, address }) => [id, Number.parseInt(address, 16)]),
      );
      const rows = [...all.keys.keys()].filter((row) => !world.services.has(names.get(all.keys[row]!)!));
      const accounts = rows.map((row) => names.get(all.keys[row]!)!);
      return {
        features: {
          keys: Int32Array.from(rows, (row) => all.keys[row]!),
          columns: all.columns.map((column) => Float32Array.from(rows, (row) => column[row]!)),
        },
        kinds: accounts.map((account) => world.kinds[account]!),
        planted: accounts.map((account) => world.planted.has(account)),
      };
    });
  } finally {
    warehouse.close();
    rmSync(temp, { recursive: true, force: true });
  }
}

const EPOCH_SECONDS = Date.UTC(2023, 2, 1) / 1000;

/** Puts a world's transfers into the stored table, as an import would. */
export async function loadWorld(session: Session, world: World): Promise<void> {
  await session.run(
    'CREATE TEMP TABLE movement (n INTEGER, seconds BIGINT, sender INTEGER, receiver INTEGER, asset VARCHAR, amount DOUBLE, success BOOLEAN, gas BIGINT, method VARCHAR)',
  );
  const appender = await session.connection.createAppender('movement', null, 'temp');
  const ordered = world.movements
    .map((movement, index) => ({ movement, index }))
    .sort((a, b) => a.movement.time - b.movement.time || a.index - b.index);
  for (const [n, { movement }] of ordered.entries()) {
    appender.appendInteger(n);
    appender.appendBigInt(BigInt(EPOCH_SECONDS + movement.time));
    appender.appendInteger(movement.from);
    appender.appendInteger(movement.to);
    appender.appendVarchar(ASSETS[movement.asset]!.asset);
    appender.appendDouble(movement.amount);
    appender.appendBoolean(movement.success);
    appender.appendBigInt(BigInt(movement.gas));
    appender.appendVarchar(movement.method);
    appender.endRow();
  }
  appender.closeSync();
  const address = (column: string) => `'0x' || lpad(lower(hex(${column})), 40, '0')`;
  await session.run(
    `INSERT INTO transfer (dataset_id, ok, event_key, chain, time, tx_hash, log_index, kind, from_address, to_address, asset, amount_text, amount_scale, gas_used, method, success)
     SELECT 1, true, 0, 'ethereum', make_timestamp(seconds * 1000000), '0x' || lpad(lower(hex(n)), 64, '0'), 0, 'token', ${address('sender')}, ${address('receiver')},
       asset, amount::DECIMAL(38, 12)::VARCHAR, 0, gas, method, success FROM movement ORDER BY n`,
  );
  await session.run('DROP TABLE movement');
}
