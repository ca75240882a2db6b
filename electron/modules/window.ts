import { BrowserWindow } from 'electron';
import { APP_URL, HARDENED_PREFERENCES } from './security.ts';

const WIDTH = 1440;
const HEIGHT = 900;
const SMALLEST_WIDTH = 960;
const SMALLEST_HEIGHT = 600;

/** Opens the one window. It is shown when it has something to show. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: WIDTH,
    height: HEIGHT,
    minWidth: SMALLEST_WIDTH,
    minHeight: SMALLEST_HEIGHT,
    title: 'Spyhop',
    show: false,
    webPreferences: { ...HARDENED_PREFERENCES, preload },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(APP_URL);
  return window;
}

/** Brings the window forward when the program is started a second time. */
export function showAgain(window: BrowserWindow | undefined): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
