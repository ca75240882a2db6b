import { contract, type SpyhopContract } from '#contract/contract.ts';
import { type Channel, MAX_MESSAGE_BYTES } from '#contract/messages.ts';
import { connectionLost } from '#contract/rpc/connect.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';
import { GoneForGood, keepConnected, type Link } from './keep-connected.ts';

const FORBIDDEN = 403;

async function openSocket(): Promise<Channel> {
  const socket = new WebSocket(`ws://${location.host}/engine`);
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
  });
  if (opened) return socketChannel(socket, MAX_MESSAGE_BYTES);
  const session = await fetch('/session').catch(() => undefined);
  if (session?.status === FORBIDDEN) {
    throw new GoneForGood(
      'This page belongs to an earlier start of Spyhop. Open the address that Spyhop printed when it started again.',
    );
  }
  throw connectionLost('Spyhop does not answer at this address');
}

/** A page of the loopback host: the engine answers over a WebSocket of the same origin. */
export function connectOverSocket(): Promise<Link<SpyhopContract>> {
  return keepConnected(contract, openSocket);
}
