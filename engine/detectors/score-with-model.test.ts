import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPackages } from '../inference/model-package.ts';
import { alertsOf, readCase } from '../testing/detector-case.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { openWarehouse } from '../warehouse/open.ts';
import { detectorById, detectors } from './registry.ts';
import { runDetector } from './run-detector.ts';
import { modelMark } from './score-with-model.ts';

const learnt = detectors.filter(({ model }) => model !== undefined);
const fires = join(import.meta.dirname, 'models', 'isolation-forest', 'cases', 'fires-on-a-sprayer.json');

test('every detector that rests on a model names a package of this build, and is a lead', () => {
  const ids = listPackages().map(({ manifest }) => manifest.id);
  expect(learnt.length).toBeGreaterThan(0);
  for (const { id, model, tier } of learnt) {
    expect(ids, id).toContain(model?.id);
    expect(tier, id).toBe('lead');
  }
});

test('its results are kept under the version and hash of the weights', () => {
  const { manifest } = listPackages()[0]!;
  expect(modelMark({ id: manifest.id, select: () => ({ threshold: 0, share: 1, most: 1 }) })).toBe(
    `${manifest.version} ${manifest.weights.sha256}`,
  );
});

test('parameters narrow what is reported', async () => {
  const detector = detectorById('isolation-forest')!;
  const given = readCase(fires);
  expect(await alertsOf(detector, { ...given, params: { threshold: 0.99 } })).toEqual([]);
  const wide = await alertsOf(detector, { ...given, params: { threshold: 0.5, share: 0.1 } });
  expect(wide.length).toBeLessThanOrEqual(Math.ceil(61 * 0.1));
  expect(wide[0]?.subjects[0]?.id).toBe('bot');
  expect(
    await alertsOf(detector, { ...given, params: { threshold: 0.5, share: 0.1, most: 1 } }),
  ).toHaveLength(1);
});

test('the sentence names three features with their values, and the evidence stays short', async () => {
  const [alert] = await alertsOf(detectorById('isolation-forest')!, readCase(fires));
  expect(alert?.explanation.match(/\(usual: [^)]+\)/g)).toHaveLength(3);
  expect(alert?.evidence.length).toBeLessThanOrEqual(20);
  expect(new Set(alert?.evidence.map(({ rowId }) => rowId)).size).toBe(alert?.evidence.length);
});

test('rows after as_of change nothing', async () => {
  const detector = detectorById('isolation-forest')!;
  const given = readCase(fires);
  const before = { ...given, asOf: '2024-02-10T02:00:00Z', params: { threshold: 0.5, share: 0.1 } };
  expect((await alertsOf(detector, before)).map(({ subjects }) => subjects[0]?.id)).not.toContain('bot');
});

test('too few accounts are said, not passed over in silence', async () => {
  const temp = mkdtempSync(join(tmpdir(), 'spyhop-score-'));
  const warehouse = await openWarehouse({ file: ':memory:', tempDir: temp });
  try {
    await ensureMarts(warehouse);
    const said: string[] = [];
    const run = (signal: AbortSignal) =>
      warehouse.use((session) =>
        runDetector(session, detectorById('isolation-forest')!, {
          params: { threshold: 0.6, share: 0.01, most: 10 },
          asOf: '2024-01-01T00:00:00Z',
          signal,
          incomplete: (what) => said.push(what),
        }),
      );
    expect(await run(new AbortController().signal)).toEqual([]);
    expect(said).toEqual([
      'Nothing was scored: 0 of the 50 accounts with enough transfers that it takes to say what is usual.',
    ]);
  } finally {
    warehouse.close();
    rmSync(temp, { recursive: true, force: true });
  }
});
