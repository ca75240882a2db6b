import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScratchCase, scratchCase } from '../../testing/scratch-case.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { labelConflicts, listDifference } from './compare.ts';
import { layBeside, type ScreeningContext, screeningLists } from './lists.ts';

let open: ScratchCase;
let context: ScreeningContext;
const signal = new AbortController().signal;
beforeEach(async () => {
  open = await scratchCase();
  context = { ...open.context, programVersion: 'test' };
});
afterEach(() => open.close());

const address = (n: number) => `0x${String(n).padStart(40, '0')}`;
const list = (name: string, rows: string[]): string => {
  const path = join(open.temp, name);
  writeFileSync(path, `${['network,address,label,category,source,confidence', ...rows].join('\n')}\n`);
  return path;
};
const old = () =>
  list('march.csv', [
    `ethereum,${address(1)},Mixer,mixer,Office,90`,
    `ethereum,${address(2)},Exchange A,exchange,Office,90`,
    `ethereum,${address(3)},Exchange B,exchange,Office,90`,
  ]);
const newer = () =>
  list('april.csv', [
    `ethereum,${address(4)},Ransom,ransomware,Office,90`,
    `ethereum,${address(2)},Exchange A,exchange,Office,90`,
    `ethereum,${address(3)},Exchange B,scam,Office,90`,
  ]);
const lists = () => open.folder.warehouse.use((session) => screeningLists(open.folder, session));

test('a newer list lies beside the frozen one, the difference is shown, and nothing is judged by it', async () => {
  await open.import([old()]);
  const beside = await layBeside(open.folder, newer(), 'the office’s page, April', context, signal);
  expect(await lists()).toMatchObject([
    { kind: 'frozen', name: 'march.csv', entries: 3, addresses: 3, sources: ['Office'] },
    { kind: 'beside', name: 'april.csv', entries: 3, origin: 'the office’s page, April' },
  ]);
  const [frozen] = await lists();
  const { counts, rows } = await listDifference(
    open.folder,
    { before: frozen!.sha256, after: beside.sha256, offset: 0, limit: 10 },
    context,
    signal,
  );
  expect(counts).toEqual({ added: 1, removed: 1, changed: 1, same: 1 });
  expect(rows).toMatchObject([
    {
      change: 'added',
      address: address(4),
      before: [],
      after: [{ category: 'ransomware', file: beside.sha256, line: 2 }],
    },
    { change: 'removed', address: address(1), before: [{ label: 'Mixer', line: 2 }], after: [] },
    {
      change: 'changed',
      address: address(3),
      before: [{ category: 'exchange', line: 4 }],
      after: [{ category: 'scam', line: 4 }],
    },
  ]);
  const tags = await open.folder.warehouse.use((session) =>
    session.first<{ n: number }>('SELECT count(*) AS n FROM tag'),
  );
  expect(tags?.n).toBe(3);
  const verification = await verifyCase(open.dir, {
    tempDir: open.temp,
    signal,
    progress: () => undefined,
    warehouse: open.folder.warehouse,
  });
  expect(verification.problems).toEqual([]);
  expect(verification.checked.frozen).toBe(1);
});

test('a list that the case has, and a file that is no list, are refused', async () => {
  await open.import([old()]);
  await expect(layBeside(open.folder, old(), '', context, signal)).rejects.toMatchObject({
    code: 'conflict',
  });
  const transfers = join(open.temp, 'transfers.csv');
  writeFileSync(
    transfers,
    `chain,time,tx_hash,log_index,from,to,asset,amount\nethereum,2023-01-01T00:00:00Z,0x${'1'.padStart(64, '0')},0,${address(1)},${address(2)},ETH,1\n`,
  );
  await expect(layBeside(open.folder, transfers, '', context, signal)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('is not one list of labels'),
  });
  expect(await lists()).toHaveLength(1);
});

test('labels that contradict each other are shown with all their sources, and none is chosen', async () => {
  await open.import([
    old(),
    list('other.csv', [
      `ethereum,${address(2)},Exchange A,scam,A blog,20`,
      `ethereum,${address(3)},The B exchange,exchange,A blog,20`,
    ]),
  ]);
  const { total, rows } = await open.folder.warehouse.use((session) =>
    labelConflicts(session, { offset: 0, limit: 10 }),
  );
  expect(total).toBe(2);
  expect(rows).toMatchObject([
    { address: address(2), differ: ['category'], entries: [{}, {}] },
    { address: address(3), differ: ['label'] },
  ]);
  expect(
    rows[0]!.entries.map(({ category, source, fileName, line }) => [category, source, fileName, line]).sort(),
  ).toEqual([
    ['exchange', 'Office', 'march.csv', 3],
    ['scam', 'A blog', 'other.csv', 2],
  ]);
});
