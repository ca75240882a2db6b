import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallCase, smallCase } from '../../testing/small-case.ts';
import { readWarehouse } from '../../warehouse/open.ts';
import { tableDigest } from '../../warehouse/table-digest.ts';
import { verifyCase } from './verify-case.ts';

const ever = new AbortController().signal;
const verify = (dir: string, temp: string) =>
  verifyCase(dir, { tempDir: temp, signal: ever, progress: () => undefined });

let small: SmallCase;
let temp: string;
beforeAll(async () => {
  small = await smallCase();
  temp = mkdtempSync(join(tmpdir(), 'spyhop-verify-'));
});
afterAll(() => {
  small.remove();
  rmSync(temp, { recursive: true, force: true });
});

/** The case with one file changed. */
async function changed(file: string, change: (bytes: Buffer) => Buffer) {
  const dir = mkdtempSync(join(temp, 'changed-'));
  cpSync(small.dir, dir, { recursive: true });
  chmodSync(join(dir, file), 0o644);
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file))));
  const answer = await verify(dir, temp);
  rmSync(dir, { recursive: true, force: true });
  return answer;
}

const lines = (change: (all: string[]) => string[]) => (bytes: Buffer) =>
  Buffer.from(`${change(bytes.toString().trimEnd().split('\n')).join('\n')}\n`);

describe('verifying a case folder', () => {
  test('finds nothing where nothing was touched, and says how much it checked', async () => {
    const answer = await verify(small.dir, temp);
    expect(answer.problems).toEqual([]);
    expect(answer.holds).toBe(true);
    expect(answer.checked).toMatchObject({ originals: 1, datasets: 1, rows: small.rows });
    expect(answer.checked.frozen).toBeGreaterThan(2);
    expect(answer.checked.entries).toBe(answer.journal.entries);
  });

  test('changes nothing, not even a time', async () => {
    const state = () =>
      readdirSync(small.dir, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => {
          const { mtimeMs, size, ino } = statSync(join(small.dir, name));
          return [name, mtimeMs, size, ino];
        });
    const before = state();
    await verify(small.dir, temp);
    expect(state()).toEqual(before);
  });

  test.each([
    ['removed in the middle', (all: string[]) => all.filter((_, index) => index !== 2)],
    ['removed at the end', (all: string[]) => all.slice(0, -1)],
    ['added at the end', (all: string[]) => [...all, all.at(-1)!]],
    ['added in the middle', (all: string[]) => [...all.slice(0, 3), all[2]!, ...all.slice(3)]],
    ['reordered', (all: string[]) => [all[0]!, all[2]!, all[1]!, ...all.slice(3)]],
    ['all removed', () => ['']],
  ])('names the journal when a line is %s', async (_, change) => {
    const answer = await changed('journal.jsonl', lines(change));
    expect(answer.holds).toBe(false);
    expect(answer.problems[0]).toMatchObject({
      step: 'journal',
      file: 'journal.jsonl',
      line: expect.any(Number),
    });
  });

  test('names an exported file, an original, an exhibit, the head and the description that was changed', async () => {
    const pick = (folder: string) => `${folder}/${readdirSync(join(small.dir, folder))[0]}`;
    for (const file of [pick('exports'), pick('evidence'), pick('frozen'), 'journal.head', 'case.json']) {
      const answer = await changed(file, (bytes) => Buffer.concat([bytes, Buffer.from(' ')]));
      const named = file === 'journal.head' ? 'journal.jsonl' : file;
      expect([file, answer.problems.map((problem) => problem.file)]).toEqual([
        file,
        expect.arrayContaining([named]),
      ]);
    }
  });

  test('names an original that is missing and the line that tells of it', async () => {
    const dir = mkdtempSync(join(temp, 'missing-'));
    cpSync(small.dir, dir, { recursive: true });
    const [original] = readdirSync(join(dir, 'evidence'));
    rmSync(join(dir, 'evidence', original!), { force: true });
    const { problems } = await verify(dir, temp);
    expect(problems).toEqual([
      {
        step: 'originals',
        file: `evidence/${original}`,
        line: 2,
        reason: expect.stringContaining('is missing'),
      },
    ]);
  });

  test.each([
    ['a row of an original', "UPDATE transfer SET amount_text = '999' WHERE rowid = 1", 'tables'],
    ['a row left out', 'DELETE FROM transfer WHERE rowid = 0', 'tables'],
    ['a verdict', "UPDATE verdict SET verdict = 'false'", 'case-work'],
    ['a finding', "UPDATE work_document SET content = replace(content, 'returned', 'kept')", 'case-work'],
    ['an alert', "UPDATE alert SET priority = 'LOW'", 'alerts'],
  ])('finds %s that was edited in the database', async (_, sql, step) => {
    const dir = mkdtempSync(join(temp, 'edited-'));
    cpSync(small.dir, dir, { recursive: true });
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(join(dir, 'warehouse.duckdb'));
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
    const { problems } = await verify(dir, temp);
    expect(problems.map((problem) => problem.step)).toContain(step);
    expect(problems[0]?.file).toBe('warehouse.duckdb');
  });
});

/** A sample, the same each time; with SPYHOP_EVERY_BYTE=1 every byte of files up to 4,000 bytes and of the journal, 4,000 of each other. */
const FLIPS = process.env.SPYHOP_EVERY_BYTE ? 4000 : 40;
const OF_A_FILE = process.env.SPYHOP_EVERY_BYTE ? 4000 : 4;
const STEP = process.env.SPYHOP_EVERY_BYTE ? 1 : 7;
const LONG = process.env.SPYHOP_EVERY_BYTE ? 14_400_000 : 1_200_000;

test(
  `every flipped byte of journal, head, description, exhibits and originals is found (one in ${STEP} of the journal)`,
  async () => {
    const dir = mkdtempSync(join(temp, 'flipped-'));
    cpSync(small.dir, dir, { recursive: true });
    const { accountOfJournal } = await import('./journal-account.ts');
    const { Findings } = await import('./findings.ts');
    const missed: string[] = [];
    // The chain and its head are checked by reading the journal alone: every single byte, one at a time.
    for (const file of ['journal.jsonl', 'journal.head']) {
      const path = join(dir, file);
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += STEP) {
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 << (at % 8);
        writeFileSync(path, flipped);
        const findings = new Findings();
        accountOfJournal(dir, findings);
        if (!findings.problems.some((problem) => problem.file === 'journal.jsonl'))
          missed.push(`${file}:${at}`);
      }
      writeFileSync(path, bytes);
    }
    expect(missed).toEqual([]);
    for (const file of [
      'case.json',
      ...['evidence', 'frozen', 'exports'].flatMap((folder) =>
        readdirSync(join(dir, folder)).map((name) => `${folder}/${name}`),
      ),
    ]) {
      const path = join(dir, file);
      const bytes = readFileSync(path);
      chmodSync(path, 0o644);
      const count = Math.min(bytes.length, OF_A_FILE);
      for (let flip = 0; flip < count; flip += 1) {
        const at = Math.floor((flip * bytes.length) / count);
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 << (flip % 8);
        writeFileSync(path, flipped);
        const { problems } = await verify(dir, temp);
        if (!problems.some((problem) => problem.file === file)) missed.push(`${file}:${at}`);
      }
      writeFileSync(path, bytes);
    }
    expect(missed).toEqual([]);
  },
  LONG,
);

/** What the database says, read to its end by DuckDB alone. */
async function contentOf(dir: string): Promise<string | null> {
  try {
    const warehouse = await readWarehouse({ file: join(dir, 'warehouse.duckdb'), tempDir: temp });
    try {
      return await warehouse.use(async (session) => {
        const tables = await session.rows<{ name: string }>(
          'SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal ORDER BY 1',
        );
        const said = [];
        for (const { name } of tables) said.push(`${name} ${await tableDigest(session, { from: name })}`);
        return said.join('\n');
      });
    } finally {
      warehouse.close();
    }
  } catch {
    return null;
  }
}

test(
  `of ${FLIPS} flipped bytes of the database each that alters what it says is found`,
  async () => {
    const dir = mkdtempSync(join(temp, 'database-'));
    cpSync(small.dir, dir, { recursive: true });
    expect(existsSync(join(dir, 'warehouse.duckdb.wal'))).toBe(false);
    const path = join(dir, 'warehouse.duckdb');
    const bytes = readFileSync(path);
    const whole = await contentOf(dir);
    expect(whole).not.toBeNull();
    let found = 0;
    for (let flip = 0; flip < FLIPS; flip += 1) {
      const at = Math.floor(((flip + 0.5) * bytes.length) / FLIPS);
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (flip % 8);
      writeFileSync(path, flipped);
      const { problems } = await verify(dir, temp);
      if (problems.length > 0) {
        expect(problems.every((problem) => problem.file === 'warehouse.duckdb')).toBe(true);
        found += 1;
      } else expect([at, await contentOf(dir)]).toEqual([at, whole]);
    }
    expect(found).toBeGreaterThan(FLIPS / 4);
  },
  LONG,
);

test('half a line at the end, which was never acknowledged, is told and no fault', async () => {
  const dir = mkdtempSync(join(temp, 'half-'));
  cpSync(small.dir, dir, { recursive: true });
  appendFileSync(join(dir, 'journal.jsonl'), '{"seq":9');
  copyFileSync(join(small.dir, 'case.json'), join(dir, 'unknown.json'));
  const answer = await verify(dir, temp);
  expect(answer.holds).toBe(true);
  expect(answer.remarks.join(' ')).toMatch(/never acknowledged.*unknown\.json/s);
});
