import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { ZipFile } from 'yazl';
import type { FileResult } from '#contract/datasets.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { importers } from './registry.ts';
import { targetTables } from './targets/target-table.ts';
import { Dice, damage, nastyCells } from './testing/damage.ts';

const SEED = 20231120;
const FILES = 2000;
const BATCH = 150;
const here = import.meta.dirname;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'spyhop-damage-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer): string => {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** What must hold for any file whatever; gives the first thing that does not. */
function wrong(result: FileResult | undefined): string | null {
  if (!result) return 'no result';
  const { status, rows, accepted, rejected, duplicate, rejects, error, path } = result;
  if (status === 'failed') {
    if (!error) return 'failed without a message';
    if (!error.includes(basename(path))) return `the message does not name the file: ${error}`;
    if (/[\n\r]|\bat \S+:\d+:\d+/.test(error) || error.length > 700)
      return `the message is not a sentence: ${error}`;
    return rows + accepted + rejected + duplicate === 0 ? null : 'failed, but rows were counted';
  }
  if (status !== 'imported' && status !== 'already-imported') return `status ${status}`;
  if (rows !== accepted + rejected + duplicate)
    return `${rows} rows, ${accepted} + ${rejected} + ${duplicate}`;
  if (status === 'imported' && rejects.length !== Math.min(100, rejected))
    return `${rejected} rejected, ${rejects.length} listed`;
  const nameless = rejects.find(({ line, reason }) => line < 1 || reason.trim() === '');
  return nameless ? `a reject without line or reason: ${JSON.stringify(nameless)}` : null;
}

/** What the tables say must be what the results said. */
async function storedAccountHolds(open: ScratchCase): Promise<void> {
  await open.folder.warehouse.use(async (session) => {
    const off = await session.rows(
      `SELECT d.name, d.rejected, coalesce(r.n, 0) AS listed, d.duplicate, coalesce(u.n, 0) AS repeated
       FROM dataset d
       LEFT JOIN (SELECT dataset_id, count(*) AS n FROM reject GROUP BY 1) r USING (dataset_id)
       LEFT JOIN (SELECT w.dataset_id, count(*) AS n FROM duplicate_row w JOIN dataset o USING (dataset_id) WHERE w.row_id < o.first_rowid + o.loaded GROUP BY 1) u USING (dataset_id)
       WHERE d.rejected <> coalesce(r.n, 0) OR d.duplicate <> coalesce(u.n, 0) OR d.rows <> d.accepted + d.rejected + d.duplicate`,
    );
    expect(off).toEqual([]);
    for (const { table } of Object.values(targetTables)) {
      const lost = await session.rows(
        `SELECT DISTINCT dataset_id FROM ${table} ANTI JOIN dataset USING (dataset_id)`,
      );
      expect(lost).toEqual([]);
    }
  });
}

const samples = importers.flatMap(({ id }) => {
  const folder = join(here, id, 'samples');
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.expected.json') && name !== 'SOURCE.md')
    .map((name) => ({ id, name, bytes: readFileSync(join(folder, name)) }));
});

/** An archive without header begins with a number. */
const kindOf = ({ name, bytes }: { name: string; bytes: Buffer }) =>
  !name.endsWith('.csv') ? 'text' : /^\d/.test(bytes.toString('latin1', 0, 1)) ? 'headerless' : 'table';

describe('damaged files', () => {
  test(`${FILES} of them: no crash, every row accounted for`, async () => {
    const dice = new Dice(SEED);
    const made = Array.from({ length: FILES }, (_, index) => {
      const sample = samples[index % samples.length]!;
      const { how, bytes, records } = damage(sample.bytes, kindOf(sample), dice);
      return { path: put(join(String(index), sample.name), bytes), how, records, id: sample.id };
    });
    const problems: string[] = [];
    const seen = new Map<string, number>();
    const lane = async (files: typeof made) => {
      for (let start = 0; start < files.length; start += BATCH * 4) {
        const open = await scratchCase();
        try {
          for (let at = start; at < Math.min(files.length, start + BATCH * 4); at += BATCH) {
            const batch = files.slice(at, Math.min(at + BATCH, start + BATCH * 4));
            const results = new Map(
              (await open.import(batch.map(({ path }) => path))).map((result) => [result.path, result]),
            );
            for (const { path, how, records, id } of batch) {
              const result = results.get(path);
              const fault = wrong(result);
              if (fault) problems.push(`${path.slice(dir.length)} (${how}): ${fault}`);
              if (
                result?.status === 'imported' &&
                result.format === id &&
                records !== null &&
                result.rows !== records
              )
                problems.push(
                  `${path.slice(dir.length)} (${how}): ${result.rows} rows where ${records} were written`,
                );
              seen.set(result?.status ?? 'none', (seen.get(result?.status ?? 'none') ?? 0) + 1);
            }
          }
          await storedAccountHolds(open);
        } finally {
          open.close();
        }
      }
    };
    const half = Math.ceil(made.length / 2);
    await Promise.all([lane(made.slice(0, half)), lane(made.slice(half))]);
    expect(problems).toEqual([]);
    // neither all refused nor all taken: the run looked at both
    expect(seen.get('imported')).toBeGreaterThan(FILES / 3);
    expect(seen.get('failed')).toBeGreaterThan(20);
  }, 400_000);
});

describe('whatever stands in the cells', () => {
  let open: ScratchCase;
  beforeAll(async () => {
    open = await scratchCase();
  });
  afterAll(() => open.close());

  const tables: Record<string, string[]> = {
    'generic-transfers': [
      'chain',
      'time',
      'tx_hash',
      'log_index',
      'from',
      'to',
      'asset',
      'amount',
      'amount_usd',
      'fee',
      'gas_used',
      'method',
      'success',
    ],
    'generic-trades': ['venue', 'market', 'time', 'trade_id', 'side', 'price', 'amount'],
    'generic-tags': ['network', 'address', 'label', 'category', 'source', 'confidence'],
    prices: ['asset', 'time', 'price_usd'],
  };
  const cell = fc.oneof(
    fc.constantFrom(...nastyCells),
    fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\u0000')),
  );

  test('a quoted table gives as many rows as it has', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(tables)).chain((id) =>
          fc.record({
            id: fc.constant(id),
            rows: fc.array(fc.tuple(...tables[id]!.map(() => cell)), { minLength: 1, maxLength: 12 }),
          }),
        ),
        async ({ id, rows }) => {
          n += 1;
          const text = [tables[id]!, ...rows]
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
            .join('\r\n');
          const [result] = await open.import([put(`property/${n}.csv`, text)]);
          expect(wrong(result)).toBeNull();
          if (result?.status === 'imported') expect(result).toMatchObject({ format: id, rows: rows.length });
        },
      ),
      { seed: SEED, numRuns: 80 },
    );
    await storedAccountHolds(open);
  }, 120_000);

  test('exact decimals agree with whole-number arithmetic', async () => {
    const numbers = fc.sample(
      fc.tuple(
        fc.bigInt(0n, 2n ** 256n - 1n),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
      ),
      { seed: SEED, numRuns: 1500 },
    );
    const plain = (digits: string, scale: number) => {
      const padded = digits.padStart(scale + 1, '0');
      const whole = padded.slice(0, padded.length - scale);
      const fraction = scale === 0 ? '' : padded.slice(-scale).replace(/0+$/, '');
      return fraction === '' ? whole : `${whole}.${fraction}`;
    };
    const written = numbers.map(([value, scale, style]) => {
      const text = plain(value.toString(), scale);
      const [whole = '', fraction = ''] = text.split('.');
      if (style === 1) return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
      if (style === 2) return `${value}e-${scale}`;
      if (style === 3) return `00${whole}.${fraction}000`;
      if (style === 4) return ` +${text} `;
      return text;
    });
    const read = await open.folder.warehouse.use((session) =>
      session.rows<{ t: string | null }>(
        `SELECT decimal_text(v) AS t FROM (SELECT unnest([${written.map((text) => `'${text}'`).join(', ')}]) AS v)`,
      ),
    );
    expect(read.map(({ t }) => t)).toEqual(numbers.map(([value, scale]) => plain(value.toString(), scale)));
  });
});

describe('archives and workbooks', () => {
  let open: ScratchCase;
  beforeAll(async () => {
    open = await scratchCase();
  });
  afterAll(() => open.close());

  const prices = 'asset,time,price_usd\nETH,2023-05-02T00:00:00Z,1871.42\n';
  const zipped = (name: string, content: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const zip = new ZipFile();
      const parts: Buffer[] = [];
      zip.addBuffer(content, name);
      zip.end();
      zip.outputStream
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => resolve(Buffer.concat(parts)))
        .on('error', reject);
    });

  test('a name that points outside the archive is refused, the archive is not', async () => {
    const bytes = await zipped('aa/prices.csv', Buffer.from(prices));
    const slipped = Buffer.from(
      bytes.toString('latin1').replaceAll('aa/prices.csv', '../prices.csv'),
      'latin1',
    );
    const results = await open.import([put('slip.zip', slipped)]);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      status: 'failed',
      error: 'slip.zip holds ../prices.csv, a name that points outside the archive; it was left out',
    });
  });

  test('a bomb is refused before it is unpacked', async () => {
    const results = await open.import([
      put('bomb.zip', await zipped('zeros.csv', Buffer.alloc(300 * 1024 * 1024))),
    ]);
    expect(results).toHaveLength(1);
    expect(results[0]?.status).toBe('failed');
    expect(results[0]?.error).toContain('archive bomb');
  }, 60_000);

  test('a cut archive is a sentence, and the next file goes on', async () => {
    const zip = await zipped('prices.csv', Buffer.from(prices));
    const paths = [
      put('cut.zip', zip.subarray(0, zip.length - 30)),
      put('cut.csv.gz', gzipSync(prices.repeat(50)).subarray(0, 40)),
      put('good.csv', prices),
    ];
    const results = await open.import(paths);
    expect(results.map(({ status }) => status).sort()).toEqual(['failed', 'failed', 'imported']);
    for (const result of results.filter(({ status }) => status === 'failed'))
      expect(result.error).toContain('cut.');
  });

  test('formulas of a workbook are text or their last value, never run', async () => {
    const path = join(dir, 'book.xlsx');
    const line = (asset: string, price: string) => [
      { value: asset },
      { value: '2023-05-02T00:00:00Z' },
      { value: price },
    ];
    await writeWorkbook([
      line('asset', 'price_usd').map((c, index) => (index === 1 ? { value: 'time' } : c)),
      line('=HYPERLINK("http://example.org")', '1'),
      line('ETH', '=1+1'),
      line('BTC', '27000.5'),
    ]).toFile(path);
    const [result] = await open.import([path]);
    expect(result).toMatchObject({ status: 'imported', rows: 3, accepted: 2, rejected: 1 });
    expect(result?.rejects[0]).toMatchObject({ line: 3, column: 'price_usd', value: '=1+1' });
  });
});
