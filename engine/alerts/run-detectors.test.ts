import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type AnyDetector, detector, Time } from '../detectors/define.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { runDetectors } from './run-detectors.ts';

const made = (id: string, walk: NonNullable<AnyDetector['walk']>): AnyDetector =>
  detector({
    id,
    title: id,
    version: 1,
    maturity: 'experimental',
    tier: 'structural',
    family: 'tests',
    reads: ['mart_flow'],
    params: z.object({}),
    row: z.object({ at: Time, row: z.number() }),
    walk: walk as never,
    score: () => 0.5,
    confidence: () => 0.5,
    severity: () => 'LOW',
    explain: () => 'One sentence.',
    subjects: () => [],
    window: (row) => ({ start: row.at as string, end: row.at as string }),
    evidence: (row) => [{ kind: 'transfer', target: 'transfer', rowId: row.row as number }],
    impactUsd: () => null,
  });

const sound = made('sound', async function* ({ ledger }) {
  yield { at: '2024-01-01T00:00:00Z', row: ledger.columns.rowId[0]! };
});
const throwing = made('throwing', async function* () {
  yield* [];
  throw new Error('a mistake of its own');
});
const endless = made('endless', async function* (walk) {
  yield* [];
  for (;;) if (walk.due()) await walk.pause();
});

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
  const path = join(scratch.temp, 'transfers.csv');
  const address = (n: number) => `0x${String(n).padStart(40, '0')}`;
  writeFileSync(
    path,
    `chain,time,tx_hash,from,to,asset,amount\nethereum,2024-01-01T00:00:00Z,0x${'1'.padStart(64, '0')},${address(1)},${address(2)},ETH,5\n`,
  );
  await scratch.import([path]);
  await ensureMarts(scratch.folder.warehouse);
});
afterAll(() => scratch.close());

const run = (detectors: AnyDetector[], given: { signal?: AbortSignal; limitSeconds?: number } = {}) =>
  scratch.folder.warehouse.use((session) =>
    runDetectors({
      folder: scratch.folder,
      log: () => undefined,
      session,
      asOf: '2024-02-01T00:00:00Z',
      planned: detectors.map((one) => ({ detector: one, params: {} })),
      signal: given.signal ?? new AbortController().signal,
      emit: () => undefined,
      ...(given.limitSeconds === undefined ? {} : { limitSeconds: given.limitSeconds }),
    }),
  );

test('a detector that throws and one that takes too long are failed runs; the others are unharmed', async () => {
  const { raw, runs } = await run([throwing, endless, sound], { limitSeconds: 1 });
  expect(raw.map(({ detector: { id } }) => id)).toEqual(['sound']);
  expect(runs.map(({ run: one }) => [one.detector, one.status])).toEqual([
    ['throwing', 'failed'],
    ['endless', 'failed'],
    ['sound', 'done'],
  ]);
  expect(runs[0]!.run.message).toContain('a mistake of its own');
  expect(runs[1]!.run.message).toContain('stopped after the 1 seconds');
});

test('a cancelled run goes on where it stopped: what had finished is not searched again', async () => {
  let searched = 0;
  const counting = made('counting', async function* ({ ledger }) {
    searched += 1;
    yield { at: '2024-01-01T00:00:00Z', row: ledger.columns.rowId[0]! };
  });
  const controller = new AbortController();
  const cancelled = run([counting, endless], { signal: controller.signal });
  setTimeout(() => controller.abort(), 300);
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const { raw } = await run([counting]);
  expect(raw).toHaveLength(1);
  expect(searched).toBe(1);
});
