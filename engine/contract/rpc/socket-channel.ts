import { EngineError } from '../errors.ts';
import type { Channel } from '../messages.ts';
import { utf8Bytes } from '../utf8.ts';
import { ChannelEvents } from './channel-events.ts';

/** What a page's `WebSocket` and the `ws` package have in common. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
  addEventListener(type: 'error', listener: (event: object) => void): void;
}

const OPEN = 1;
const NORMAL_CLOSURE = 1000;
/** From the range which the WebSocket standard leaves to applications. */
const MALFORMED_MESSAGE = 4400;

/**
 * An open WebSocket as a channel: JSON text, one message per frame. A frame that is not JSON closes
 * the channel, for what follows it cannot be trusted either. What has more than `mostBytes` is not sent, for the other end
 * would close the line: `send` throws EngineError `invalid`.
 */
export function socketChannel(socket: SocketLike, mostBytes = Number.POSITIVE_INFINITY): Channel {
  const events = new ChannelEvents();
  const close = (code: number, reason: string) => {
    if (events.emitClose(reason)) socket.close(code, reason);
  };

  socket.addEventListener('message', (event) => {
    let message: unknown;
    try {
      message = JSON.parse(String(event.data));
    } catch {
      close(MALFORMED_MESSAGE, 'a message was not JSON');
      return;
    }
    events.emitMessage(message);
  });
  socket.addEventListener('close', (event) => {
    events.emitClose(event.reason || `it broke off, code ${event.code}`);
  });
  // A close event follows every error event; without a listener `ws` would throw.
  socket.addEventListener('error', () => {});

  return {
    send(message) {
      if (events.closed || socket.readyState !== OPEN) return;
      const text = JSON.stringify(message);
      const bytes = text.length * 3 > mostBytes ? utf8Bytes(text) : 0;
      if (bytes > mostBytes)
        throw new EngineError(
          'invalid',
          `This has ${Math.ceil(bytes / 1e6)} MB, and ${Math.floor(mostBytes / 1e6)} MB can be sent to the engine at once. Nothing was sent; ask for less.`,
        );
      socket.send(text);
    },
    onMessage: (listener) => events.onMessage(listener),
    onClose: (listener) => events.onClose(listener),
    close: () => close(NORMAL_CLOSURE, 'closed at this end'),
  };
}
