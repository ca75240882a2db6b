import type { WebSocket } from 'ws';
import type { Channel } from '#contract/messages.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';

const HEARTBEAT_MS = 20_000;

/**
 * The engine's end of a page's WebSocket. A page that does not answer two pings in a row (a closed laptop,
 * a cut tunnel) counts as gone, so that its work is cancelled instead of going on for nobody.
 */
export function websocketChannel(socket: WebSocket): Channel {
  const channel = socketChannel(socket);
  let missed = 0;
  const heartbeat = setInterval(() => {
    missed += 1;
    if (missed > 2) socket.terminate();
    else socket.ping();
  }, HEARTBEAT_MS);
  heartbeat.unref();
  socket.on('pong', () => {
    missed = 0;
  });
  channel.onClose(() => clearInterval(heartbeat));
  return channel;
}
