import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly developer: boolean;
  readonly checkForUpdates: () => void;
}

/** The menu bar: what the system expects of a program. Spyhop's own commands live in the window. */
export function menuTemplate({
  platform,
  developer,
  checkForUpdates,
}: MenuOptions): MenuItemConstructorOptions[] {
  const updates: MenuItemConstructorOptions = { label: 'Updates…', click: checkForUpdates };
  const developerItems: MenuItemConstructorOptions[] = developer
    ? [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
    : [];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developerItems,
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [updates, { role: 'about' }] },
  ];
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}
