import type { SpyhopContract } from '#contract/contract.ts';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import type { Shell } from '#contract/shell.ts';
import { browserShell } from './browser-shell.ts';
import { connectOverSocket } from './index.browser.ts';
import { connectOverPort, desktopShell } from './index.electron.ts';
import type { Link } from './keep-connected.ts';

/** The engine and the operating system, as a page sees them. */
export interface EngineConnection extends Link<SpyhopContract> {
  readonly shell: Shell;
}

/**
 * Connects this page to its engine: over the preload's port on the desktop, over a socket in a browser.
 * A line that breaks is opened again by itself; see `Link`.
 * @throws EngineError when the engine cannot be reached at all; its message is for the user.
 */
export async function connectEngine(): Promise<EngineConnection> {
  const { spyhop: bridge } = window as Window & { spyhop?: DesktopBridge };
  return bridge
    ? { ...(await connectOverPort(bridge)), shell: desktopShell(bridge) }
    : { ...(await connectOverSocket()), shell: browserShell };
}
