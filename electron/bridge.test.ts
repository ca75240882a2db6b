import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';
import { answerWindow } from './window-requests.ts';

type Listener = (event: unknown, ...given: unknown[]) => unknown;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  toMain: [] as unknown[][],
  preloadListeners: new Map<string, (...given: unknown[]) => void>(),
  mainListeners: new Map<string, (...given: unknown[]) => unknown>(),
  showOpenDialog: vi.fn(),
  showItemInFolder: vi.fn(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    send: (...given: unknown[]) => electron.toMain.push(['send', ...given]),
    invoke: async (...given: unknown[]) => electron.toMain.push(['invoke', ...given]),
    on: (name: string, listener: Listener) => electron.preloadListeners.set(name, listener),
  },
  webUtils: { getPathForFile: (file: { name: string }) => `/dropped/${file.name}` },
  ipcMain: {
    on: (name: string, listener: Listener) => electron.mainListeners.set(name, listener),
    handle: (name: string, listener: Listener) => electron.mainListeners.set(name, listener),
  },
  BrowserWindow: { fromWebContents: () => null },
  dialog: { showOpenDialog: electron.showOpenDialog },
  shell: { showItemInFolder: electron.showItemInFolder },
}));

describe('the preload', () => {
  let bridge: DesktopBridge;
  beforeAll(async () => {
    await import('./preload.ts');
    bridge = electron.exposed.get('spyhop') as DesktopBridge;
  });

  it('exposes the engine port and the shell, and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['spyhop']);
    expect(Object.keys(bridge).sort()).toEqual(['openEnginePort', 'shell']);
    expect(Object.keys(bridge.shell).sort()).toEqual(['chooseFiles', 'pathForFile', 'reveal']);
  });

  it('passes on only what it names', async () => {
    electron.toMain.length = 0;
    bridge.openEnginePort('one');
    await bridge.shell.chooseFiles({ title: 'Open', folder: true, extra: 1 } as { title: string });
    await bridge.shell.reveal('/case/report.pdf');
    expect(electron.toMain).toEqual([
      ['send', 'engine:open', 'one'],
      ['invoke', 'shell:choose-files', { title: 'Open', folder: true }],
      ['invoke', 'shell:reveal', '/case/report.pdf'],
    ]);
    expect(bridge.shell.pathForFile({ name: 'a.csv' })).toBe('/dropped/a.csv');
  });

  it('hands the port to the page', () => {
    const postMessage = vi.fn();
    vi.stubGlobal('postMessage', postMessage);
    const port = {};
    electron.preloadListeners.get(CHANNELS.enginePort)?.({ ports: [port] }, 'one');
    expect(postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'spyhop:engine-port', id: 'one' }, '*', [
      port,
    ]);
    vi.unstubAllGlobals();
  });
});

describe('the main process', () => {
  const port = {};
  const openPort = vi.fn(() => port as never);
  const sender = { postMessage: vi.fn() };
  const own = { senderFrame: { url: 'spyhop://app/alerts', parent: null }, sender };
  const strangers = {
    'another origin': { senderFrame: { url: 'https://evil.example/', parent: null }, sender },
    'a frame': { senderFrame: { url: 'spyhop://app/', parent: {} }, sender },
    'no frame': { senderFrame: null, sender },
  };
  const call = (name: string, event: unknown, ...given: unknown[]) =>
    electron.mainListeners.get(name)?.(event, ...given);

  beforeAll(() => answerWindow({ openPort }));
  beforeEach(() => {
    vi.clearAllMocks();
    electron.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/a.csv'] });
  });

  it('sends a port to the own page', () => {
    call(CHANNELS.openEngine, own, 'one');
    expect(sender.postMessage).toHaveBeenCalledExactlyOnceWith('engine:port', 'one', [port]);
  });

  it('asks the user for files or a folder', async () => {
    expect(await call(CHANNELS.chooseFiles, own, { title: 'Add files' })).toEqual(['/a.csv']);
    expect(electron.showOpenDialog).toHaveBeenLastCalledWith({
      title: 'Add files',
      properties: ['openFile', 'multiSelections'],
    });
    electron.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: ['/a.csv'] });
    expect(await call(CHANNELS.chooseFiles, own, { title: 'Add', folder: true })).toEqual([]);
    await expect(call(CHANNELS.chooseFiles, own, { folder: 'yes' })).rejects.toThrow();
  });

  it('reveals an existing absolute path and nothing else', () => {
    call(CHANNELS.reveal, own, import.meta.filename);
    expect(electron.showItemInFolder).toHaveBeenCalledExactlyOnceWith(import.meta.filename);
    for (const path of ['relative.pdf', '/does/not/exist', 'https://evil.example', 7, undefined]) {
      call(CHANNELS.reveal, own, path);
    }
    expect(electron.showItemInFolder).toHaveBeenCalledOnce();
  });

  it.each(Object.entries(strangers))('does nothing for %s', async (_who, event) => {
    call(CHANNELS.openEngine, event, 'one');
    expect(await call(CHANNELS.chooseFiles, event, { title: 'x' })).toEqual([]);
    call(CHANNELS.reveal, event, import.meta.filename);
    expect(openPort).not.toHaveBeenCalled();
    expect(electron.showOpenDialog).not.toHaveBeenCalled();
    expect(electron.showItemInFolder).not.toHaveBeenCalled();
  });
});
