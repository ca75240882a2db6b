import { spawn } from 'node:child_process';

/** The command that opens an address in the user's browser; undefined where there is no screen for one. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { command: string; args: string[] } | undefined {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  if (env.DISPLAY || env.WAYLAND_DISPLAY) return { command: 'xdg-open', args: [url] };
  return undefined;
}

/** Opens the address if that is possible; the printed address serves where it is not. */
export function openBrowser(url: string): void {
  const found = browserCommand(url);
  if (!found) return;
  const child = spawn(found.command, found.args, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
