import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, ENGINE_PORT } from '#contract/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';

const bridge: DesktopBridge = {
  openEnginePort: (id) => ipcRenderer.send(CHANNELS.openEngine, id),
  shell: {
    chooseFiles: ({ folder, title }) => ipcRenderer.invoke(CHANNELS.chooseFiles, { folder, title }),
    pathForFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
    reveal: (path) => ipcRenderer.invoke(CHANNELS.reveal, path),
  },
};

/** What this file needs of the page; the room has no DOM types. */
const page = globalThis as typeof globalThis & {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

// The target is the preload's own window, whose only document is the program's.
ipcRenderer.on(CHANNELS.enginePort, (event, id: unknown) => {
  page.postMessage({ type: ENGINE_PORT, id }, '*', event.ports);
});
contextBridge.exposeInMainWorld('spyhop', bridge);
