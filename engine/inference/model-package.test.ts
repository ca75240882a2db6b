import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineError } from '#contract/errors.ts';
import { listPackages, modelsFolder, packageById, weightsOf } from './model-package.ts';
import { withModel } from './model-session.ts';

const ID = 'account-isolation-forest';
let models: string;
beforeEach(() => {
  models = mkdtempSync(join(tmpdir(), 'spyhop-models-'));
  cpSync(join(modelsFolder(), ID), join(models, ID), { recursive: true });
});
afterEach(() => rmSync(models, { recursive: true, force: true }));

test('a folder with a manifest is a package; others are passed over', () => {
  mkdirSync(join(models, 'training'));
  expect(listPackages(models).map(({ manifest }) => manifest.id)).toEqual([ID]);
});

test('changed weights are refused by name, before they are run', async () => {
  appendFileSync(join(models, ID, 'model.onnx'), '\0');
  const changed = packageById(ID, models);
  expect(() => weightsOf(changed)).toThrow(EngineError);
  await expect(withModel(changed, async () => 'ran')).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('SHA-256 differs'),
  });
});

test('a manifest that does not fit is refused and says where', () => {
  const file = join(models, ID, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { inputs: { unit: string }[] };
  manifest.inputs[3]!.unit = '';
  writeFileSync(file, JSON.stringify(manifest));
  expect(() => packageById(ID, models)).toThrow(/inputs\.3\.unit/);
});

test('a package under another name is refused', () => {
  cpSync(join(models, ID), join(models, 'other'), { recursive: true });
  expect(() => packageById('other', models)).toThrow(/manifest is that of account-isolation-forest/);
});

test('an unknown model is not found', () => {
  expect(() => packageById('no-such-model', models)).toThrow(
    expect.objectContaining({ code: 'not-found' }) as Error,
  );
});
