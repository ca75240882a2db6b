import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileResult, Reject } from '#contract/datasets.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import type { SqlParameters } from '../warehouse/session.ts';
import { literal } from '../warehouse/sql-text.ts';
import { CERTAIN, importerById, importers, recognise } from './registry.ts';
import { openTable } from './tables/open-table.ts';
import { targetTables } from './targets/target-table.ts';

/** What `<sample>.expected.json` states: the account of the sample and its first accepted rows as text. */
interface Expected {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly first: readonly Record<string, string | null>[];
  readonly rejects: readonly Reject[];
}

const here = import.meta.dirname;
const samplesOf = (id: string): string[] => {
  const dir = join(here, id, 'samples');
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => !name.endsWith('.expected.json') && name !== 'SOURCE.md')
    .sort();
};
const all = importers.flatMap(({ id }) =>
  samplesOf(id).map((name) => ({ id, name, path: join(here, id, 'samples', name) })),
);

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
});
afterAll(() => scratch.close());

/** Accepted rows of a dataset in file order, with the columns asked for, as text. */
async function firstRows(open: ScratchCase, result: FileResult, columns: readonly string[], count: number) {
  const target = importerById(result.format ?? '')?.target;
  if (!target || columns.length === 0) return [];
  const list = columns.map((name) => `"${name}"::VARCHAR AS "${name}"`).join(', ');
  return open.folder.warehouse.use((session) =>
    session.rows<Record<string, string | null>>(
      `SELECT ${list} FROM ${targetTables[target].table} WHERE dataset_id = $id AND ok ORDER BY rowid LIMIT ${count}`,
      { id: result.datasetId },
    ),
  );
}

describe('every importer', () => {
  test('there are importers and samples to look at', () => {
    expect(importers.length).toBeGreaterThan(40);
    expect(all.length).toBeGreaterThanOrEqual(importers.length);
  });

  test.each(importers.map(({ id }) => id))(
    '%s has a sample, says where it is from and what it holds',
    (id) => {
      expect(samplesOf(id)).not.toEqual([]);
      expect(existsSync(join(here, id, 'samples', 'SOURCE.md'))).toBe(true);
      for (const name of samplesOf(id))
        expect(existsSync(join(here, id, 'samples', `${name}.expected.json`)), name).toBe(true);
    },
  );

  test.each(all)('$id/$name is recognised by $id alone', async ({ id, name, path }) => {
    const table = await scratch.folder.warehouse.use((session) => openTable(name, path, session));
    const found = recognise(table!.head).filter(({ confidence }) => confidence >= CERTAIN);
    expect(found.map(({ importer }) => importer.id)).toEqual([id]);
  });

  test.each(all)('$id/$name imports to what is expected', async ({ id, name, path }) => {
    const expected = JSON.parse(readFileSync(`${path}.expected.json`, 'utf8')) as Expected;
    const own = await scratchCase();
    try {
      const [result] = await own.import([path]);
      expect(result?.error).toBeNull();
      const { rows, accepted, rejected, duplicate, rejects, format } = result!;
      expect(format, name).toBe(id);
      expect({ rows, accepted, rejected, duplicate }).toEqual({
        rows: expected.rows,
        accepted: expected.accepted,
        rejected: expected.rejected,
        duplicate: expected.duplicate,
      });
      expect(rows).toBe(accepted + rejected + duplicate);
      expect(rejects).toEqual(expected.rejects);
      const columns = Object.keys(expected.first[0] ?? {});
      expect(await firstRows(own, result!, columns, expected.first.length)).toEqual(expected.first);
    } finally {
      own.close();
    }
  });

  test.each(importers.map((definition) => ({ id: definition.id, definition })))(
    'the SQL of $id stands against an empty warehouse and gives columns of its table',
    async ({ definition }) => {
      const columns = Object.keys(definition.columns).map((name) => `NULL::VARCHAR AS "${name}"`);
      const options = definition.options.parse({}) as SqlParameters;
      await scratch.folder.warehouse.use(async (session) => {
        await session.run(`CREATE OR REPLACE TEMP VIEW raw AS SELECT ${columns.join(', ')}`);
        await session.rows(`EXPLAIN ${definition.sql}`, options);
        const given = await session.rows<{ column_name: string; column_type: string }>(
          `DESCRIBE ${definition.sql}`,
          options,
        );
        const stored = await session.rows<{ column_name: string; column_type: string }>(
          `DESCRIBE ${targetTables[definition.target].table}`,
        );
        const types = new Map(stored.map((column) => [column.column_name, column.column_type]));
        const apart = new Set(['problem', ...(definition.further ? ['further'] : [])]);
        for (const { column_name, column_type } of given.filter((column) => !apart.has(column.column_name))) {
          expect(types.has(column_name), column_name).toBe(true);
          if (column_type !== '"NULL"') expect(column_type, column_name).toBe(types.get(column_name));
        }
        expect(given.map((column) => column.column_name)).toContain('problem');
      });
    },
  );

  test.each(importers.map((definition) => ({ id: definition.id, definition })))(
    'the SQL of $id keeps the rows in the order of the file',
    async ({ definition }) => {
      const names = Object.keys(definition.columns);
      const empty = join(scratch.temp, 'empty.csv');
      writeFileSync(empty, `${names.join(',')}\n`);
      const types = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
      await scratch.folder.warehouse.use(async (session) => {
        await session.run(
          `CREATE OR REPLACE TEMP VIEW raw AS FROM read_csv(${literal(empty)}, columns={${types}}, auto_detect=false, header=true)`,
        );
        const plan = await session.rows<{ explain_value: string }>(
          `EXPLAIN CREATE TEMP TABLE loaded AS ${definition.sql}`,
          definition.options.parse({}) as SqlParameters,
        );
        // DuckDB writes by batches exactly when every operator of the plan keeps the order.
        expect(plan.map(({ explain_value }) => explain_value).join('\n')).toContain('BATCH_CREATE_TABLE_AS');
      });
    },
  );

  test('reads no column that it does not declare and declares none that its SQL could confuse', () => {
    for (const { id, columns, required, headerless } of importers) {
      for (const name of [...required, ...(headerless ?? [])])
        expect(Object.keys(columns), `${id}: ${name}`).toContain(name);
      for (const name of Object.keys(columns)) expect(name, id).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});
