import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scanJournal } from '../cases/journal/scan.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';

const hash = (seed: number, digits: number) =>
  createHash('sha512').update(String(seed)).digest('hex').slice(0, digits);
const header = 'chain,time,tx_hash,log_index,from,to,asset,amount';
const row = (seed: number, more: Partial<{ time: string; amount: string; log: string; tx: string }> = {}) =>
  `ethereum,${more.time ?? new Date(1.6e12 + seed * 1000).toISOString()},${more.tx ?? `0x${hash(seed, 64)}`},${more.log ?? '0'},0x${hash(seed % 7, 40)},0x${hash((seed % 5) + 100, 40)},ETH,${more.amount ?? '1.5'}`;

let open: ScratchCase;
beforeEach(async () => {
  open = await scratchCase();
});
afterEach(() => open.close());

const write = (name: string, lines: string[]): string => {
  const path = join(open.temp, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const evidence = () => readdirSync(join(open.dir, 'evidence'));
const count = async (sql: string) =>
  (await open.folder.warehouse.use((session) => session.first<{ n: number }>(sql)))?.n;

describe('an import', () => {
  test('keeps the original by its hash, read-only, and writes the journal', async () => {
    const path = write('a.csv', [header, row(1), row(2)]);
    const [result] = await open.import([path]);
    expect(result).toMatchObject({ status: 'imported', rows: 2, accepted: 2, rejected: 0, duplicate: 0 });
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(evidence()).toEqual([sha256]);
    expect(readFileSync(join(open.dir, 'evidence', sha256))).toEqual(readFileSync(path));
    expect(statSync(join(open.dir, 'evidence', sha256)).mode & 0o222).toBe(0);
    expect([...open.folder.journal.entries()].map((entry) => entry.action)).toEqual([
      'case-created',
      'dataset-imported',
    ]);
    expect(scanJournal(open.folder.journal.file)).toMatchObject({ entries: 2, broken: null });
  });

  test('knows the same file by its hash, under any name', async () => {
    await open.import([write('a.csv', [header, row(1), row(2)])]);
    const [again] = await open.import([write('other-name.csv', [header, row(1), row(2)])]);
    expect(again).toMatchObject({ status: 'already-imported', rows: 2, accepted: 0, duplicate: 2 });
    expect(await count('SELECT count(*) AS n FROM transfer')).toBe(2);
    expect(evidence()).toHaveLength(1);
  });

  test('stitches overlapping slices: the shared events count once', async () => {
    const slice = (from: number, to: number) => [
      header,
      ...Array.from({ length: to - from }, (_, index) => row(from + index)),
    ];
    const [first, second] = await open.import([write('a.csv', slice(0, 60)), write('b.csv', slice(40, 100))]);
    expect(first).toMatchObject({ rows: 60, accepted: 60, duplicate: 0 });
    expect(second).toMatchObject({ rows: 60, accepted: 40, duplicate: 20 });
    expect(second?.warnings).toEqual([]);
  });

  test('says when a repeated event comes with other values', async () => {
    const [, second] = await open.import([
      write('a.csv', [header, row(1)]),
      write('b.csv', [header, row(1, { amount: '9' })]),
    ]);
    expect(second).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(second?.warnings.map((warning) => warning.code)).toEqual(['conflicting-duplicates']);
  });

  test('counts equal rows without an event number as events, and matches the n-th with the n-th', async () => {
    const twin = row(1, { log: '' });
    const [first, second] = await open.import([
      write('a.csv', [header, twin, twin]),
      write('b.csv', [header, twin, twin, twin]),
    ]);
    expect(first).toMatchObject({ accepted: 2, duplicate: 0 });
    expect(first?.warnings.map((warning) => warning.code)).toEqual(['equal-rows']);
    expect(second).toMatchObject({ rows: 3, accepted: 1, duplicate: 2 });
  });

  test('leaves bad rows out one by one, with line, column, value and reason', async () => {
    const [result] = await open.import([
      write('a.csv', [
        header,
        row(1),
        row(2, { amount: 'NaN' }),
        row(3, { time: 'yesterday' }),
        'too,few',
        row(4, { tx: '0x12' }),
        row(5),
      ]),
    ]);
    expect(result).toMatchObject({ status: 'imported', rows: 6, accepted: 2, rejected: 4 });
    expect(result?.rejects).toEqual([
      { line: 3, column: 'amount', value: 'NaN', reason: 'not a number' },
      {
        line: 4,
        column: 'time',
        value: 'yesterday',
        reason: 'not a time: ISO 8601 or a Unix time is expected',
      },
      { line: 5, column: '', value: 'too,few', reason: '2 columns where 8 are expected' },
      expect.objectContaining({ line: 6, column: 'tx_hash', value: '0x12' }),
    ]);
  });

  test('finds the line of every row behind quoted line breaks and broken lines', async () => {
    const named = `${header},method`;
    await open.import([
      write('a.csv', [
        named,
        `${row(1)},"two\nlines"`,
        '',
        'broken',
        `${row(2)},plain`,
        `${row(3)},"a\nb\nc"`,
        `${row(4)},last`,
      ]),
    ]);
    const rows = await open.folder.warehouse.use((session) =>
      session.rows<{ method: string; line: number }>(
        `SELECT t.method, l.line + t.rowid - l.record AS line FROM transfer t ASOF JOIN dataset_line l ON l.dataset_id = t.dataset_id AND t.rowid >= l.record ORDER BY t.rowid`,
      ),
    );
    expect(rows).toEqual([
      { method: 'two\nlines', line: 2 },
      { method: 'plain', line: 6 },
      { method: 'a\nb\nc', line: 7 },
      { method: 'last', line: 10 },
    ]);
  });

  test('numbers the rows as they stand in a file that several threads read', async () => {
    const address = `0x${hash(1, 40)}`;
    const lines = Array.from(
      { length: 400_000 },
      (_, index) =>
        `ethereum,2023-01-01T00:00:00Z,0x${index.toString(16).padStart(64, '0')},${index},${address},${address},ETH,1`,
    );
    const [result] = await open.import([write('long.csv', [header, ...lines])]);
    expect(result).toMatchObject({ rows: 400_000, accepted: 400_000 });
    expect(
      await count(
        'SELECT count(*) AS n FROM transfer t JOIN dataset USING (dataset_id) WHERE log_index <> t.rowid - first_rowid',
      ),
    ).toBe(0);
  }, 60_000);

  test('says that a format is unknown and keeps nothing of the file', async () => {
    const [result] = await open.import([write('strange.csv', ['alpha,beta', 'x,y'])]);
    expect(result).toMatchObject({ status: 'failed', rows: 0 });
    expect(result?.error).toContain('The format of strange.csv is not known (columns: alpha, beta)');
    expect(evidence()).toEqual([]);
  });

  test('reads a table of unknown format by a mapping', async () => {
    const path = write('strange.csv', [
      'when;who;whom;how much;hash',
      `01/02/2023 10:00:00;${`0x${hash(1, 40)}`};${`0x${hash(2, 40)}`};1.234,5;0x${hash(3, 64)}`.replace(
        '1.234,5',
        '1,234.5',
      ),
    ]);
    const [result] = await open.import([
      {
        path,
        options: {},
        mapping: {
          name: 'strange',
          target: 'transfer',
          timeUnit: 'day-first',
          timeZone: 'Europe/Berlin',
          amountUnit: 'token',
          decimals: null,
          headers: [],
          columns: {
            time: { column: 'when' },
            from_address: { column: 'who' },
            to_address: { column: 'whom' },
            amount: { column: 'how much' },
            tx_hash: { column: 'hash' },
            chain: { constant: 'ethereum' },
            asset: { constant: 'ETH' },
          },
        },
      },
    ]);
    expect(result).toMatchObject({ status: 'imported', accepted: 1, rejected: 0 });
    const [stored] = await open.folder.warehouse.use((session) =>
      session.rows('SELECT iso(time) AS time, amount_text FROM transfer'),
    );
    expect(stored).toEqual({ time: '2023-02-01T09:00:00Z', amount_text: '1234.5' });
  });

  test('cancelled, it leaves the case as it was', async () => {
    await open.import([write('a.csv', [header, row(1)])]);
    const controller = new AbortController();
    const big = write('big.csv', [header, ...Array.from({ length: 40_000 }, (_, index) => row(index + 10))]);
    const work = open.import([big], controller.signal);
    setTimeout(() => controller.abort(), 40);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await count('SELECT count(*) AS n FROM transfer')).toBe(1);
    expect(evidence()).toHaveLength(1);
    expect([...open.folder.journal.entries()].map((entry) => entry.action)).toEqual([
      'case-created',
      'dataset-imported',
    ]);
  });

  test('goes on with the next file when one cannot be read', async () => {
    const locked = write('locked.csv', [header, row(1)]);
    chmodSync(locked, 0o000);
    const missing = join(open.temp, 'missing.csv');
    const results = await open.import([missing, write('good.csv', [header, row(2)])]);
    expect(results.map((result) => result.status).sort()).toEqual(['failed', 'imported']);
    expect(results.find((result) => result.status === 'failed')?.error).toContain('does not exist');
  });
});
