import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programPaths } from './program-paths.ts';

const on = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
  programPaths(import.meta.dirname, { platform, home: join('/home', 'ada'), env }).data;

it('finds the parts of the checkout', () => {
  const root = join(import.meta.dirname, '..');
  expect(programPaths()).toMatchObject({
    root,
    renderer: join(root, 'dist', 'renderer'),
    resources: join(root, 'resources'),
  });
});

it('reads the resources of an installed program outside the archive', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'spyhop-paths-'));
  const asar = join(dir, 'app.asar');
  await mkdir(join(asar, 'dist', 'engine'), { recursive: true });
  await writeFile(join(asar, 'package.json'), '{}');
  const paths = programPaths(join(asar, 'dist', 'engine'));
  expect(paths.renderer).toBe(join(asar, 'dist', 'renderer'));
  expect(paths.resources).toBe(join(dir, 'app.asar.unpacked', 'resources'));
  await rm(dir, { recursive: true, force: true });
});

it('keeps data where the system wants it, or where it is told', () => {
  expect(on('linux')).toBe(join('/home', 'ada', '.local', 'share', 'spyhop'));
  expect(on('linux', { XDG_DATA_HOME: '/data' })).toBe(join('/data', 'spyhop'));
  expect(on('darwin')).toBe(join('/home', 'ada', 'Library', 'Application Support', 'Spyhop'));
  expect(on('win32', { APPDATA: 'C:\\Roaming' })).toBe(join('C:\\Roaming', 'Spyhop'));
  expect(on('win32', { SPYHOP_DATA: 'D:\\x', APPDATA: 'C:\\Roaming' })).toBe('D:\\x');
});
