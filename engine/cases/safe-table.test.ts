import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { csvText, writeWorkbook } from './safe-table.ts';

const cell = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '=1+1',
    '+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://x","y")',
    '-12.5',
  ),
);

test('no cell of an exported CSV begins like a formula, and nothing else is changed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }),
      (rows) => {
        const read = parse(csvText(['a', 'b', 'c'], rows), { relax_column_count: true }) as string[][];
        expect(read).toHaveLength(rows.length + 1);
        for (const [index, row] of rows.entries())
          for (const [column, value] of row.entries()) {
            const shown = read[index + 1]?.[column] ?? '';
            expect(/^[=+@\t\r]/.test(shown)).toBe(false);
            if (shown.startsWith('-')) expect(Number.isFinite(Number(shown))).toBe(true);
            expect(shown === value || shown === `'${value}`).toBe(true);
          }
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

test('a workbook holds texts, not formulas', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'spyhop-table-'));
  try {
    const path = join(dir, 'a.xlsx');
    await writeWorkbook(
      path,
      'Rows',
      ['name', 'n'],
      [
        ['=1+1', 3],
        ['plain', null],
      ],
    );
    const [sheet] = await readWorkbook(path);
    expect(sheet?.data).toEqual([
      ['name', 'n'],
      ["'=1+1", 3],
      ['plain', null],
    ]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
