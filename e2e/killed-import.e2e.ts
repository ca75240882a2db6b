import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './support/hosts.ts';

const KILLS = 30;
const ROWS = 25_000;
const cli = join(root, 'dist', 'engine', 'cli.js');

interface Account {
  files: {
    path: string;
    sha256: string;
    status: string;
    rows: number;
    accepted: number;
    rejected: number;
    duplicate: number;
  }[];
}

const hex = (seed: string, digits: number) =>
  createHash('sha512').update(seed).digest('hex').slice(0, digits);

function transfers(name: string): string {
  const lines = ['chain,time,tx_hash,log_index,from,to,asset,amount'];
  for (let row = 0; row < ROWS; row += 1)
    lines.push(
      `ethereum,${new Date(1.6e12 + row * 1000).toISOString()},0x${hex(`${name}${row}`, 64)},0,0x${hex(`a${row % 97}`, 40)},0x${hex(`b${row % 89}`, 40)},ETH,${row}.5`,
    );
  return `${lines.join('\n')}\n`;
}

/** What the tables hold, read by DuckDB alone. */
async function stored(caseDir: string): Promise<{ sha256: string; loaded: number; rows: number }[]> {
  const instance = await DuckDBInstance.create(join(caseDir, 'warehouse.duckdb'), {
    access_mode: 'READ_ONLY',
  });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    'SELECT d.sha256, d.loaded, (SELECT count(*) FROM transfer t WHERE t.dataset_id = d.dataset_id) AS rows FROM dataset d ORDER BY d.dataset_id',
  );
  const orphans = await connection.runAndReadAll(
    'SELECT count(*) AS n FROM transfer WHERE dataset_id NOT IN (SELECT dataset_id FROM dataset)',
  );
  expect(Number(orphans.getRowObjectsJS()[0]?.n)).toBe(0);
  connection.closeSync();
  instance.closeSync();
  return reader
    .getRowObjectsJS()
    .map((row) => ({ sha256: String(row.sha256), loaded: Number(row.loaded), rows: Number(row.rows) }));
}

let dir: string;
const files: string[] = [];
const hashes = new Map<string, string>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spyhop-e2e-kill-'));
  for (const name of ['one', 'two', 'three']) {
    const text = transfers(name);
    const path = join(dir, `${name}.csv`);
    await writeFile(path, text);
    files.push(path);
    hashes.set(createHash('sha256').update(text).digest('hex'), name);
  }
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it(`has every file wholly in or wholly out after each of ${KILLS} kills`, async () => {
  const args = (caseDir: string) => [cli, 'import', ...files, '--case', caseDir, '--json'];
  const began = performance.now();
  const whole = spawnSync(process.execPath, args(join(dir, 'whole.spyhop')), { encoding: 'utf8' });
  const length = performance.now() - began;
  expect((JSON.parse(whole.stdout) as Account).files.map((file) => file.accepted)).toEqual([
    ROWS,
    ROWS,
    ROWS,
  ]);

  const seen = new Map<number, number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const caseDir = join(dir, `killed-${kill}.spyhop`);
    const child = spawn(process.execPath, args(caseDir), { stdio: 'ignore' });
    const exited = once(child, 'exit');
    await delay(length * (0.1 + (0.9 * (kill + Math.random())) / KILLS));
    child.kill('SIGKILL');
    await exited;

    // Opening it as the program does repairs nothing but the journal; then DuckDB itself is asked.
    const opened = spawnSync(process.execPath, [cli, 'alerts', '--case', caseDir, '--json'], {
      encoding: 'utf8',
    });
    if (opened.status !== 0) {
      expect(opened.stderr).toMatch(/There is no Spyhop case/);
      continue;
    }
    const tables = await stored(caseDir);
    seen.set(tables.length, (seen.get(tables.length) ?? 0) + 1);
    for (const { sha256, loaded, rows } of tables) {
      expect(hashes.has(sha256)).toBe(true);
      expect([loaded, rows]).toEqual([ROWS, ROWS]);
      const kept = await readFile(join(caseDir, 'evidence', sha256));
      expect(createHash('sha256').update(kept).digest('hex')).toBe(sha256);
    }
    expect((await readdir(join(caseDir, 'evidence'))).filter((name) => name.startsWith('.'))).toEqual([]);
    const journal = (await readFile(join(caseDir, 'journal.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { action: string; detail: { sha256?: string } });
    for (const { sha256 } of tables)
      expect(
        journal.some(
          (entry) => entry.detail.sha256 === sha256 && /^dataset-(imported|found)$/.test(entry.action),
        ),
      ).toBe(true);

    const again = spawnSync(process.execPath, args(caseDir), { encoding: 'utf8' });
    const account = (JSON.parse(again.stdout) as Account).files;
    expect(account.filter((file) => file.status === 'already-imported')).toHaveLength(tables.length);
    expect((await stored(caseDir)).map(({ rows }) => rows)).toEqual([ROWS, ROWS, ROWS]);
    await rm(caseDir, { recursive: true, force: true });
  }
  // Kills that all fell before or after the work would prove nothing.
  expect([...seen.keys()].filter((count) => count > 0 && count < files.length).length).toBeGreaterThan(0);
}, 600_000);
