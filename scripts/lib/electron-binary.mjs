import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './root.mjs';

const FETCH_MS = 15_000;
const failures = at('.cache', 'electron-fetch.json');

/** Where Electron's package lies, with the version it wants. @returns {{ dir: string, version: string } | undefined} */
function electronPackage() {
  const dir = at('node_modules', 'electron');
  try {
    return { dir, version: JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).version };
  } catch {
    return undefined;
  }
}

/** The program itself, if it is on this machine. Never fetches. @returns {string | undefined} */
export function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const found = electronPackage();
  if (!found) return undefined;
  let name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  try {
    name = readFileSync(join(found.dir, 'path.txt'), 'utf8').trim();
  } catch {
    if (!override) return undefined;
  }
  const path = join(override ?? join(found.dir, 'dist'), name);
  return existsSync(path) ? path : undefined;
}

/**
 * Lets Electron's own installer fetch its binary: once per version and for 15 seconds at most. Where that
 * fails it is remembered, so that later starts do not wait for it again.
 * @returns {Promise<string | undefined>}
 */
export async function fetchElectron() {
  const found = electronPackage();
  if (!found || failedBefore(found.version)) return undefined;
  const child = spawn(process.execPath, [join(found.dir, 'install.js')], { stdio: 'ignore' });
  const limit = setTimeout(() => child.kill('SIGKILL'), FETCH_MS);
  await once(child, 'exit');
  clearTimeout(limit);
  const binary = electronBinary();
  if (!binary) {
    mkdirSync(at('.cache'), { recursive: true });
    writeFileSync(failures, JSON.stringify({ version: found.version }));
  }
  return binary;
}

/** @param {string} version */
function failedBefore(version) {
  try {
    return JSON.parse(readFileSync(failures, 'utf8')).version === version;
  } catch {
    return false;
  }
}

/** Why a desktop window cannot open here even with the binary; undefined when nothing is in the way. */
export function desktopObstacle() {
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron’s sandbox does not run as root';
  return undefined;
}
