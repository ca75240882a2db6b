import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse, type Warehouse } from '../warehouse/open.ts';
import { decimalText, exactText } from './exact-sum.ts';

let warehouse: Warehouse;
const dir = mkdtempSync(join(tmpdir(), 'spyhop-sum-'));
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ':memory:', tempDir: dir });
});
afterAll(() => {
  warehouse.close();
  rmSync(dir, { recursive: true, force: true });
});

const amount = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.integer({ min: 0, max: 30 }));

test('sums of 256-bit amounts are exact to the last digit', async () => {
  await warehouse.use((session) =>
    fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 40 }), async (amounts) => {
        const values = amounts.map(([raw, scale]) => `('${raw}', ${scale})`).join(', ');
        const row = await session.first<{ groups: unknown }>(
          `SELECT sum_groups(d) AS groups FROM (SELECT amount_exact(t, s::SMALLINT) AS d FROM (VALUES ${values}) v(t, s))`,
        );
        const expected = amounts.reduce((sum, [raw, scale]) => sum + raw * 10n ** BigInt(54 - scale), 0n);
        expect(exactText(row?.groups)).toBe(decimalText(expected));
      }),
      { numRuns: 60, seed: 7 },
    ),
  );
});

test('canonical decimal text keeps the value of any way to write a number', async () => {
  await warehouse.use((session) =>
    fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
        async (raw, scale, zeros) => {
          const digits = raw.toString().padStart(scale + 1, '0');
          const whole = digits.slice(0, digits.length - scale);
          const plain = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`;
          const exponent = `${raw}e-${scale}`;
          const padded = `${'0'.repeat(zeros)}${plain}${scale === 0 ? '' : '0'.repeat(zeros)}`;
          const expected = decimalText(raw * 10n ** BigInt(54 - scale));
          const row = await session.first<{ a: string; b: string; c: string }>(
            'SELECT decimal_text($plain) AS a, decimal_text($exponent) AS b, decimal_text($padded) AS c',
            { plain, exponent, padded },
          );
          expect(row).toEqual({ a: expected, b: expected, c: expected });
        },
      ),
      { numRuns: 150, seed: 11 },
    ),
  );
});

test.each(['', 'abc', '12,34', '1,2345', '0x10', 'NaN', 'inf', '--5', '1e9999', '1.2.3', '=1+1'])(
  '%j is no number',
  async (text) => {
    const row = await warehouse.use((session) =>
      session.first<{ d: string | null }>('SELECT decimal_text($text) AS d', { text }),
    );
    expect(row?.d).toBeNull();
  },
);
