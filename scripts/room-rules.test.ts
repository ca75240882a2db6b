import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** What Biome says, with the project's rules, of a file that would stand in the given place. */
function lint(file: string, code: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'spyhop-lint-'));
  try {
    const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(join(dir, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }));
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), code);
    const run = spawnSync(process.execPath, [biome, 'lint', '--only=style/noRestrictedImports', file], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect(run.stdout + run.stderr).toContain('Checked 1 file');
    return `${run.stdout}${run.stderr}`;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('Biome refuses an import that crosses rooms the wrong way', () => {
  test.each([
    ['engine/contract/alien.ts', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n"],
    ['engine/contract/alien.ts', "import React from 'react';\nexport const a = React;\n"],
    ['engine/graph/alien.ts', "import { app } from 'electron';\nexport const a = app;\n"],
    ['engine/graph/alien.ts', "import { a } from '#renderer/app/features.ts';\nexport const b = a;\n"],
    [
      'engine/detectors/mev/sandwich/detector.ts',
      "import { openCase } from '../../../cases/case-folder.ts';\nexport const a = openCase;\n",
    ],
    ['renderer/ui/alien.ts', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n"],
    [
      'renderer/ui/alien.ts',
      "import { createEngine } from '#engine/create-engine.ts';\nexport const a = createEngine;\n",
    ],
    ['models/training/alien.ts', "import { app } from 'electron';\nexport const a = app;\n"],
    ['electron/alien.ts', "import { a } from '#renderer/app/features.ts';\nexport const b = a;\n"],
  ])('%s', (file, code) => {
    expect(lint(file, code)).toContain('noRestrictedImports');
  });

  test.each([
    ['engine/contract/alien.ts', "import { z } from 'zod';\nexport const a = z;\n"],
    ['engine/graph/alien.ts', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n"],
    [
      'engine/detectors/mev/sandwich/detector.ts',
      "import { detector } from '../../define.ts';\nexport const a = detector;\n",
    ],
    [
      'renderer/ui/alien.ts',
      "import { contract } from '#contract/contract.ts';\nexport const a = contract;\n",
    ],
  ])('and lets a right one pass: %s', (file, code) => {
    expect(lint(file, code)).not.toContain('noRestrictedImports');
  });
});

describe('tsc -b refuses a file of a room that is no reference', () => {
  const dirs: string[] = [];
  afterAll(() => {
    for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
  });

  /** A small copy of the house: the real tsconfigs, one file a room. */
  function house(files: Record<string, string>): string {
    const dir = mkdtempSync(join(tmpdir(), 'spyhop-rooms-'));
    dirs.push(dir);
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    };
    const read = (path: string) => readFileSync(join(root, path), 'utf8');
    for (const config of [
      'tsconfig.base.json',
      'engine/contract/tsconfig.json',
      'engine/tsconfig.json',
      'models/tsconfig.json',
      'renderer/tsconfig.json',
      'electron/tsconfig.json',
      'e2e/tsconfig.json',
      'package.json',
    ])
      put(config, read(config));
    put('engine/contract/a.ts', 'export const a = 1;\n');
    put('engine/b.ts', "import { a } from '#contract/a.ts';\nexport const b = a;\n");
    put('engine/assets.d.ts', "declare module '*?raw' {\n  const text: string;\n  export default text;\n}\n");
    put('models/training/m.ts', "import { b } from '#engine/b.ts';\nexport const m = b;\n");
    put('renderer/c.ts', "import { a } from '#contract/a.ts';\nexport const c = a;\n");
    put('electron/d.ts', "import { b } from '#engine/b.ts';\nexport const d = b;\n");
    put('e2e/e.ts', "import { a } from '#contract/a.ts';\nexport const e = a;\n");
    for (const [path, text] of Object.entries(files)) put(path, text);
    symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
    return dir;
  }

  const build = (dir: string) => {
    const run = spawnSync(
      process.execPath,
      [tsc, '-b', 'engine/contract', 'engine', 'models', 'renderer', 'electron', 'e2e'],
      { cwd: dir, encoding: 'utf8' },
    );
    return { status: run.status, text: `${run.stdout}${run.stderr}` };
  };

  test('the house as it should be builds', () => {
    expect(build(house({}))).toMatchObject({ status: 0 });
  }, 60_000);

  test.each([
    ['engine/contract/a.ts', "import { b } from '#engine/b.ts';\nexport const a: number = b;\n"],
    ['engine/b.ts', "import { c } from '#renderer/c.ts';\nexport const b: number = c;\n"],
    ['engine/b.ts', "import { m } from '../models/training/m.ts';\nexport const b: number = m;\n"],
    ['models/training/m.ts', "import { c } from '#renderer/c.ts';\nexport const m = c;\n"],
    ['renderer/c.ts', "import { b } from '#engine/b.ts';\nexport const c = b;\n"],
    ['renderer/c.ts', "import { d } from '#electron/d.ts';\nexport const c = d;\n"],
    ['electron/d.ts', "import { c } from '#renderer/c.ts';\nexport const d = c;\n"],
    ['e2e/e.ts', "import { b } from '#engine/b.ts';\nexport const e = b;\n"],
  ])(
    '%s',
    (file, code) => {
      const { status, text } = build(house({ [file]: code }));
      expect(status).not.toBe(0);
      expect(text).toMatch(/TS6307|TS6305|TS6059|TS6202/);
    },
    60_000,
  );
});
