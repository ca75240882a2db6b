import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CASE_FORMAT } from './case-file.ts';
import { openCase } from './case-folder.ts';
import { Journal } from './journal/journal.ts';
import { scanJournal } from './journal/scan.ts';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'spyhop-case-'));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const clock = () => new Date('2026-01-01T00:00:00Z');
const open = (dir: string, create = true) =>
  openCase({ dir, create, tempDir: join(temp, 'tmp'), clock, programVersion: 'test' });

describe('opening a case', () => {
  test('makes one, and finds it again as it was', async () => {
    const dir = join(temp, 'whales.spyhop');
    const first = await open(dir);
    first.save({ examiner: 'A. Examiner' }, 'case-changed');
    first.record('something-done', { n: 1 });
    first.close();
    const again = await open(dir, false);
    expect(again.file()).toMatchObject({ title: 'whales', examiner: 'A. Examiner', format: CASE_FORMAT });
    expect([...again.journal.entries()].map(({ action, by }) => [action, by])).toEqual([
      ['case-created', ''],
      ['case-changed', ''],
      ['something-done', 'A. Examiner'],
    ]);
    again.close();
  });

  test('says where no case is', async () => {
    await expect(open(join(temp, 'none'), false)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('leaves a folder of other things alone', async () => {
    const dir = join(temp, 'holiday');
    mkdirSync(dir);
    writeFileSync(join(dir, 'photo.txt'), 'x');
    await expect(open(dir)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is not a Spyhop case'),
    });
  });

  test('refuses a case of a newer version', async () => {
    const dir = join(temp, 'new.spyhop');
    (await open(dir)).close();
    const file = join(dir, 'case.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"format": ${CASE_FORMAT}`, '"format": 99'));
    await expect(open(dir, false)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('newer version'),
    });
  });

  test('refuses tables of a newer version', async () => {
    const dir = join(temp, 'new.spyhop');
    const folder = await open(dir);
    await folder.warehouse.use((session) =>
      session.run("INSERT INTO schema_migration VALUES ('9999-future', 'x')"),
    );
    folder.close();
    await expect(open(dir, false)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('says what is damaged and touches nothing', async () => {
    const dir = join(temp, 'bad.spyhop');
    (await open(dir)).close();
    writeFileSync(
      join(dir, 'warehouse.duckdb'),
      'not a database at all, but long enough to be looked at as one '.repeat(100),
    );
    await expect(open(dir, false)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('originals in evidence/ are untouched'),
    });
    writeFileSync(join(dir, 'case.json'), '{');
    await expect(open(dir, false)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('cannot be read'),
    });
  });

  test.skipIf(process.getuid?.() === 0)('says that there is no permission', async () => {
    const dir = join(temp, 'locked.spyhop');
    (await open(dir)).close();
    chmodSync(dir, 0o500);
    await expect(open(dir, false)).rejects.toMatchObject({
      message: expect.stringContaining('No permission'),
    });
    chmodSync(dir, 0o700);
  });
});

describe('the journal', () => {
  const filled = (): string => {
    const file = join(temp, 'journal.jsonl');
    const journal = new Journal(file);
    for (let n = 0; n < 5; n += 1) journal.append('act', 'me', { n }, clock());
    return file;
  };
  const lines = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

  test('holds when nobody touched it', () => {
    expect(scanJournal(filled())).toMatchObject({ entries: 5, broken: null });
  });

  test.each([
    [
      'changed',
      (all: string[]) => all.map((line, index) => (index === 2 ? line.replace('"n":2', '"n":3') : line)),
      3,
    ],
    ['removed', (all: string[]) => all.filter((_, index) => index !== 2), 3],
    ['reordered', (all: string[]) => [all[0]!, all[2]!, all[1]!, ...all.slice(3)], 2],
    ['inserted', (all: string[]) => [...all.slice(0, 2), all[1]!, ...all.slice(2)], 3],
  ])('shows a line that was %s', (_, change, line) => {
    const file = filled();
    writeFileSync(file, `${change(lines(file)).join('\n')}\n`);
    expect(scanJournal(file).broken?.line).toBe(line);
    expect(() => new Journal(file)).toThrow(`line ${line}`);
  });

  test('drops a half-written last line, which was never acknowledged, and goes on', () => {
    const file = filled();
    appendFileSync(file, '{"seq":5,"at":"2026');
    const journal = new Journal(file);
    journal.append('act', 'me', { n: 5 }, clock());
    expect(scanJournal(file)).toMatchObject({ entries: 6, broken: null });
  });
});
