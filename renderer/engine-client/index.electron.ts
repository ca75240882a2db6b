import { contract, type SpyhopContract } from '#contract/contract.ts';
import { type DesktopBridge, ENGINE_PORT } from '#contract/desktop-bridge.ts';
import type { Channel } from '#contract/messages.ts';
import { connectionLost } from '#contract/rpc/connect.ts';
import { portChannel } from '#contract/rpc/port-channel.ts';
import type { Shell } from '#contract/shell.ts';
import { keepConnected, type Link } from './keep-connected.ts';

const PORT_TIMEOUT_MS = 15_000;

function openPort(bridge: DesktopBridge): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const id = crypto.randomUUID();
    const settle = () => {
      clearTimeout(timer);
      window.removeEventListener('message', receive);
    };
    const receive = (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      if (event.source !== window || !port || !isPortMessage(event.data, id)) return;
      settle();
      resolve(portChannel(port));
    };
    const timer = setTimeout(() => {
      settle();
      reject(connectionLost('the engine process does not answer'));
    }, PORT_TIMEOUT_MS);
    window.addEventListener('message', receive);
    bridge.openEnginePort(id);
  });
}

const isPortMessage = (data: unknown, id: string): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === ENGINE_PORT &&
  'id' in data &&
  data.id === id;

/** The window of the desktop host: the engine's process answers over a MessagePort. */
export function connectOverPort(bridge: DesktopBridge): Promise<Link<SpyhopContract>> {
  return keepConnected(contract, () => openPort(bridge));
}

/** The services of the operating system, through the preload. Files are read where they lie. */
export function desktopShell(bridge: DesktopBridge): Shell {
  return {
    host: 'desktop',
    chooseFiles: (options) => bridge.shell.chooseFiles(options),
    pathsOf: async (files) =>
      files.map((file) => bridge.shell.pathForFile(file)).filter((path) => path !== ''),
    present: ({ path }) => bridge.shell.reveal(path),
  };
}
