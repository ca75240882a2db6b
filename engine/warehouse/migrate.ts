import { createHash } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { EngineError } from '#contract/errors.ts';
import type { Session } from './session.ts';

const files = import.meta.glob<string>('./migrations/*.sql', {
  eager: true,
  query: '?raw',
  import: 'default',
});

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const migrations: Migration[] = Object.entries(files)
  .map(([path, sql]) => ({
    name: path.replace(/^.*\//, '').replace(/\.sql$/, ''),
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * Brings the stored tables to the present version: ordered, each in a transaction, checksummed.
 * The database file is copied aside before a change to an existing case. Throws EngineError
 * `conflict` for a case of a newer program and `internal` when a migration fails.
 */
export async function migrate(session: Session, file: string): Promise<void> {
  await session.run(
    'CREATE TABLE IF NOT EXISTS schema_migration (name VARCHAR PRIMARY KEY, checksum VARCHAR NOT NULL)',
  );
  const applied = await session.rows<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM schema_migration ORDER BY name',
  );
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (!known || known.checksum !== checksum)
      throw new EngineError(
        'conflict',
        `The case was written by a newer or different version of Spyhop (table version ${name}). Nothing was changed; open it with that version.`,
        { migration: name },
      );
  }
  const pending = migrations.filter((migration) => !applied.some(({ name }) => name === migration.name));
  if (pending.length === 0) return;
  if (applied.length > 0 && file !== ':memory:' && existsSync(file))
    copyFileSync(file, `${file}.before-${pending[0]!.name}`);
  for (const migration of pending) {
    try {
      await session.transaction(async () => {
        await session.connection.run(migration.sql);
        await session.run('INSERT INTO schema_migration VALUES ($name, $checksum)', {
          name: migration.name,
          checksum: migration.checksum,
        });
      });
    } catch (error) {
      throw new EngineError(
        'internal',
        `The case could not be brought to the present version (step ${migration.name}). It was left as it was.`,
        { migration: migration.name },
        { cause: error },
      );
    }
  }
}
