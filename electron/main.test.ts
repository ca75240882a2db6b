import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { menuTemplate } from './modules/menu.ts';
import { checkForUpdates, readUpdateSettings, type UpdaterParts } from './modules/updater.ts';
import { startRequest } from './start-request.ts';

const electron = vi.hoisted(() => ({ lock: true, calls: [] as string[] }));

vi.mock('electron', () => {
  const note = (name: string) => () => void electron.calls.push(name);
  return {
    app: {
      requestSingleInstanceLock: () => electron.lock,
      quit: note('quit'),
      on: (event: string) => void electron.calls.push(`on ${event}`),
      whenReady: () => new Promise(() => {}),
    },
    protocol: { registerSchemesAsPrivileged: note('scheme') },
    ipcMain: { on: note('ipc'), handle: note('ipc') },
    Menu: {},
    session: {},
    dialog: {},
    autoUpdater: {},
    BrowserWindow: class {},
    MessageChannelMain: class {},
    utilityProcess: {},
    shell: {},
  };
});

describe('the main process', () => {
  beforeEach(() => {
    vi.resetModules();
    electron.calls.length = 0;
  });

  it('ends at once when the program runs already', async () => {
    electron.lock = false;
    await import('./main.ts');
    expect(electron.calls).toEqual(['quit']);
  });

  it('declares its protocol and hardens every content before the program is ready', async () => {
    electron.lock = true;
    await import('./main.ts');
    expect(electron.calls.slice(0, 2)).toEqual(['scheme', 'on web-contents-created']);
    expect(electron.calls).toContain('on second-instance');
    expect(electron.calls).not.toContain('quit');
  });
});

describe('startRequest', () => {
  it('reads the case or the demo from the command line', () => {
    expect(startRequest(['electron', '.', '--demo'])).toEqual({ demo: true });
    expect(startRequest(['electron', '.', '--case', 'a.spyhop'])).toEqual({
      caseDir: resolve('a.spyhop'),
      demo: false,
    });
    expect(startRequest(['electron', '.', '--case=/a.spyhop'])).toEqual({
      caseDir: resolve('/a.spyhop'),
      demo: false,
    });
    expect(startRequest(['electron', '.', '--case'])).toEqual({ demo: false });
  });
});

describe('updates', () => {
  let dir: string;
  let settingsFile: string;
  const parts = () => ({
    app: { getVersion: () => '1.2.3' },
    autoUpdater: { setFeedURL: vi.fn(), checkForUpdates: vi.fn(), once: vi.fn() },
    dialog: { showMessageBox: vi.fn(async () => ({ response: 0, checkboxChecked: false })) },
    settingsFile,
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-updates-'));
    settingsFile = join(dir, 'updates.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it.each([
    undefined,
    '',
    '{}',
    '{"enabled":true}',
    '{"feed":"https://u.example"}',
    '{"enabled":true,"feed":"http://u.example"}',
  ])('asks no server when the settings are %j', async (text) => {
    if (text !== undefined) await writeFile(settingsFile, text);
    const given = parts();
    await checkForUpdates(given as unknown as UpdaterParts);
    expect(given.autoUpdater.setFeedURL).not.toHaveBeenCalled();
    expect(given.autoUpdater.checkForUpdates).not.toHaveBeenCalled();
    expect(given.dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ detail: expect.stringContaining('asks no server') }),
    );
  });

  it('asks the feed that the user has named', async () => {
    await writeFile(settingsFile, '{"enabled":true,"feed":"https://updates.example/spyhop"}');
    const given = parts();
    await checkForUpdates(given as unknown as UpdaterParts);
    expect(readUpdateSettings(settingsFile)).toEqual({
      enabled: true,
      feed: 'https://updates.example/spyhop',
    });
    expect(given.autoUpdater.setFeedURL).toHaveBeenCalledExactlyOnceWith({
      url: 'https://updates.example/spyhop',
    });
    expect(given.autoUpdater.checkForUpdates).toHaveBeenCalledOnce();
  });
});

describe('the menu', () => {
  const template = (platform: NodeJS.Platform, developer: boolean) =>
    JSON.stringify(menuTemplate({ platform, developer, checkForUpdates: () => {} }));

  it('has developer tools in a checkout only, and the app menu on macOS only', () => {
    expect(template('linux', false)).not.toContain('toggleDevTools');
    expect(template('linux', true)).toContain('toggleDevTools');
    expect(template('darwin', false)).toContain('appMenu');
    expect(template('linux', false)).not.toContain('appMenu');
  });
});
