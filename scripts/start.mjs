// `npm start`: the workstation on its demo case, as a desktop program where Electron can run, else in the
// browser. Options: --case DIR, --browser, --port N, --no-open.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { desktopObstacle, electronBinary, fetchElectron } from './lib/electron-binary.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { followParent } from './lib/follow-parent.mjs';
import { at, root } from './lib/root.mjs';

/** A window that fails this soon has never been seen. */
const FAILED_START_MS = 10_000;

const { values: options } = parseArgs({
  options: {
    case: { type: 'string' },
    demo: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});

followParent();
try {
  const reason = options.browser ? 'it was asked for' : await openDesktop();
  if (reason !== undefined) await openBrowserHost(reason);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Runs the desktop program to its end. @returns {Promise<string | undefined>} why it could not start */
async function openDesktop() {
  const obstacle = desktopObstacle();
  if (obstacle) return obstacle;
  const binary = electronBinary() ?? (await fetchElectron());
  if (!binary) return 'Electron’s binary is not on this machine and could not be fetched';
  await ensureBuilt(['engine', 'renderer', 'electron']);
  const started = Date.now();
  const what = options.case ? ['--case', resolve(options.case)] : ['--demo'];
  const child = spawn(binary, [root, ...what], { stdio: 'inherit' });
  const [code] = await Promise.race([once(child, 'exit'), once(child, 'error').then(() => [1])]);
  if (code === 0) process.exit(0);
  if (Date.now() - started < FAILED_START_MS) return `Electron ended with code ${code} while it started`;
  process.exit(code ?? 1);
}

/** @param {string} reason */
async function openBrowserHost(reason) {
  console.error(`Spyhop runs in the browser, for ${reason}; everything works the same there.`);
  await ensureBuilt(['engine', 'renderer']);
  /** @type {typeof import('../engine/main.ts')} */
  const { startBrowserHost } = await import(pathToFileURL(at('dist', 'engine', 'main.js')).href);
  await startBrowserHost({
    ...(options.case ? { caseDir: resolve(options.case) } : { demo: true }),
    ...(options.port ? { port: Number(options.port) } : {}),
    open: !options['no-open'],
  });
}
