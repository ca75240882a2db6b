import { join } from 'node:path';
import { app, autoUpdater, type BrowserWindow, dialog, protocol, session } from 'electron';
import { programPaths } from '#engine/program-paths.ts';
import { EngineHost } from './engine-host.ts';
import { setMenu } from './modules/menu.ts';
import { declareScheme, hardenContents, hardenSession, serveWindow } from './modules/security.ts';
import { checkForUpdates } from './modules/updater.ts';
import { openWindow, showAgain } from './modules/window.ts';
import { startRequest } from './start-request.ts';
import { answerWindow } from './window-requests.ts';

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const paths = programPaths();
  const preload = join(import.meta.dirname, 'preload.cjs');
  const engine = new EngineHost({
    entry: join(paths.root, 'dist', 'engine', 'main.js'),
    start: {
      paths: { data: paths.data, temp: paths.temp, resources: paths.resources },
      ...startRequest(process.argv),
    },
    onGivenUp: (reason) => dialog.showErrorBox('The engine is not running', reason),
  });
  let window: BrowserWindow | undefined;

  declareScheme(protocol);
  hardenContents(app);
  answerWindow(engine);

  app.on('second-instance', () => showAgain(window));
  app.on('activate', () => {
    if (!window || window.isDestroyed()) window = openWindow(preload);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.close().finally(() => {
      closed = true;
      app.quit();
    });
  });

  void app.whenReady().then(() => {
    hardenSession(session.defaultSession);
    serveWindow(protocol, paths.renderer);
    setMenu({
      platform: process.platform,
      developer: !app.isPackaged,
      checkForUpdates: () =>
        void checkForUpdates({ app, autoUpdater, dialog, settingsFile: join(paths.data, 'updates.json') }),
    });
    window = openWindow(preload);
  });
}
