import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallCase, smallCase } from '../testing/small-case.ts';
import { reproduce } from './reproduce.ts';

let small: SmallCase;
let temp: string;
beforeAll(async () => {
  small = await smallCase();
  temp = mkdtempSync(join(tmpdir(), 'spyhop-reproduce-'));
});
afterAll(() => {
  small.remove();
  rmSync(temp, { recursive: true, force: true });
});

const again = (dir: string) =>
  reproduce(dir, {
    tempDir: temp,
    clock: () => new Date('2030-01-01T00:00:00Z'),
    log: () => undefined,
    signal: new AbortController().signal,
    progress: () => undefined,
    programVersion: 'test',
  });

function copy(): string {
  const dir = mkdtempSync(join(temp, 'copy-'));
  cpSync(small.dir, dir, { recursive: true });
  return dir;
}

test('a case made again from its originals has the same rows, alerts and case work', async () => {
  const result = await again(small.dir);
  expect(result.differences).toEqual([]);
  expect(result).toMatchObject({
    identical: true,
    datasets: { compared: 1, rows: small.rows },
    versions: { recorded: 'test', present: 'test' },
  });
  expect(result.alerts.recorded).toBeGreaterThan(1);
  expect(result.alerts.reproduced).toBe(result.alerts.recorded);
  expect(readdirSync(temp).filter((name) => name.startsWith('reproduce-'))).toEqual([]);
});

test('an original that was altered is refused and named', async () => {
  const dir = copy();
  const [name] = readdirSync(join(dir, 'evidence'));
  const file = join(dir, 'evidence', name!);
  chmodSync(file, 0o644);
  writeFileSync(file, readFileSync(file, 'utf8').replace('999.5', '999.6'));
  await expect(again(dir)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(`evidence/${name}`),
    detail: { file: `evidence/${name}` },
  });
});

test('rows and alerts that do not follow from the originals are told', async () => {
  const dir = copy();
  const instance = await DuckDBInstance.create(join(dir, 'warehouse.duckdb'));
  const connection = await instance.connect();
  await connection.run(
    'UPDATE transfer SET amount = 5 WHERE rowid = 3; UPDATE alert SET score = 0.123 WHERE rank = 1',
  );
  connection.closeSync();
  instance.closeSync();
  const { identical, differences } = await again(dir);
  expect(identical).toBe(false);
  expect(differences).toEqual([
    { what: expect.stringContaining('dataset transfers.csv'), reason: 'rows have another content' },
    { what: expect.stringMatching(/^alert /), reason: 'score came out differently' },
  ]);
});
