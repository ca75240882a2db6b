import { readFileSync } from 'node:fs';
import type { App, AutoUpdater, Dialog } from 'electron';
import { z } from 'zod';

/**
 * Spyhop asks no server for updates unless the user has switched it on. The switch is the file
 * `updates.json` in the data folder: `{ "enabled": true, "feed": "https://…" }`, where `feed` is a release
 * feed which the user's organisation trusts. Without that file there is no feed and no request.
 */
export const UpdateSettings = z.object({
  enabled: z.boolean().default(false),
  feed: z.url({ protocol: /^https$/ }).optional(),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

const OFF: UpdateSettings = { enabled: false };

/** What the file says; anything missing or unreadable means off. */
export function readUpdateSettings(file: string): UpdateSettings {
  try {
    return UpdateSettings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return OFF;
  }
}

export interface UpdaterParts {
  readonly app: Pick<App, 'getVersion'>;
  readonly autoUpdater: Pick<AutoUpdater, 'setFeedURL' | 'checkForUpdates' | 'once'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly settingsFile: string;
}

/** The menu's “Updates…”: asks the feed where the user has named one, and otherwise says that it does not. */
export async function checkForUpdates({
  app,
  autoUpdater,
  dialog,
  settingsFile,
}: UpdaterParts): Promise<void> {
  const { enabled, feed } = readUpdateSettings(settingsFile);
  const version = `This is Spyhop ${app.getVersion()}.`;
  if (!enabled || feed === undefined) {
    await dialog.showMessageBox({
      type: 'info',
      message: version,
      detail: `Spyhop asks no server for updates. To have it ask one that you trust, write {"enabled": true, "feed": "https://…"} into ${settingsFile}.`,
    });
    return;
  }
  const say = (detail: string) => void dialog.showMessageBox({ type: 'info', message: version, detail });
  autoUpdater.once('update-not-available', () => say('There is no newer version.'));
  autoUpdater.once('update-downloaded', () => say('A newer version is ready. It is used at the next start.'));
  autoUpdater.once('error', (error) => say(`The update feed could not be read: ${error.message}`));
  autoUpdater.setFeedURL({ url: feed });
  autoUpdater.checkForUpdates();
}
