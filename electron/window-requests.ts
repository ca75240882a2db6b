import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { BrowserWindow, dialog, ipcMain, shell, type WebFrameMain } from 'electron';
import { z } from 'zod';
import { CHANNELS } from './channels.ts';
import type { EngineHost } from './engine-host.ts';
import { isOwnUrl } from './modules/security.ts';

const ChooseFiles = z.object({ folder: z.boolean().optional(), title: z.string().max(200) });

/** Answers the preload. Whatever is not the program's own top page is not answered. */
export function answerWindow(engine: Pick<EngineHost, 'openPort'>): void {
  ipcMain.on(CHANNELS.openEngine, (event, id: unknown) => {
    if (!isOwnPage(event.senderFrame) || typeof id !== 'string') return;
    const port = engine.openPort();
    if (port) event.sender.postMessage(CHANNELS.enginePort, id, [port]);
  });

  ipcMain.handle(CHANNELS.chooseFiles, async (event, given: unknown) => {
    if (!isOwnPage(event.senderFrame)) return [];
    const { folder, title } = ChooseFiles.parse(given);
    const properties = folder ? (['openDirectory'] as const) : (['openFile', 'multiSelections'] as const);
    const window = BrowserWindow.fromWebContents(event.sender);
    const options = { title, properties: [...properties] };
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    return chosen.canceled ? [] : chosen.filePaths;
  });

  ipcMain.handle(CHANNELS.reveal, (event, path: unknown) => {
    if (!isOwnPage(event.senderFrame)) return;
    // Showing a folder runs nothing; opening a file would.
    if (typeof path === 'string' && isAbsolute(path) && existsSync(path)) shell.showItemInFolder(path);
  });
}

function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}
