import { once } from 'node:events';
import { WebSocket } from 'ws';
import { contract, type SpyhopContract } from '#contract/contract.ts';
import type { Client } from '#contract/handlers.ts';
import { connect } from '#contract/rpc/connect.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';

/** The contract of a program that serves the workstation, asked as its page asks it. */
export async function ask(url: string): Promise<{ client: Client<SpyhopContract>; close: () => void }> {
  const { origin, host } = new URL(url);
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const socket = new WebSocket(`ws://${host}/engine`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const channel = socketChannel(socket);
  return { client: connect(contract, channel), close: () => channel.close() };
}
