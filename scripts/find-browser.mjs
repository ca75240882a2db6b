// Finds a Chrome, Chromium or Edge of this machine and prints its path. As root on Debian or Ubuntu it
// installs Chromium where there is none. `SPYHOP_BROWSER` names one outright.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_PATHS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];
const INSTALL_MS = 300_000;

/** Every place where a browser may be, best first. @returns {string[]} */
function candidates() {
  const { env } = process;
  if (process.platform === 'darwin') return MAC_PATHS;
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (dir) => dir !== undefined,
    );
    return WINDOWS_PATHS.flatMap((parts) => roots.map((dir) => join(dir, ...parts)));
  }
  const dirs = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return LINUX_NAMES.flatMap((name) => dirs.map((dir) => join(dir, name)));
}

function installOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.error('There is no browser for the tests; installing Chromium with apt-get.');
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: INSTALL_MS,
    }).status === 0;
  const install = () => run('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  if (!install() && run('update', '-qq')) install();
}

/**
 * @returns {string} the path of a browser
 * @throws Error with one line that says what to install
 */
export function findBrowser() {
  const named = process.env.SPYHOP_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`SPYHOP_BROWSER names ${named}, which is not there.`);
  }
  const look = () => candidates().find((path) => existsSync(path));
  const found = look();
  if (found) return found;
  installOnDebian();
  const installed = look();
  if (installed) return installed;
  throw new Error(
    'The window is tested in a browser: install Chromium, Chrome or Edge, or name one in SPYHOP_BROWSER.',
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
