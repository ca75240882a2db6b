import type { Channel } from '../messages.ts';
import { ChannelEvents } from './channel-events.ts';

/**
 * Two connected ends inside one process. Messages pass through JSON, so that nothing is shared by
 * reference and nothing works here that would fail over a socket.
 */
export function memoryChannelPair(): [Channel, Channel] {
  const left = new ChannelEvents();
  const right = new ChannelEvents();
  return [memoryEnd(left, right), memoryEnd(right, left)];
}

function memoryEnd(own: ChannelEvents, other: ChannelEvents): Channel {
  return {
    send(message) {
      if (own.closed) return;
      const text = JSON.stringify(message);
      void Promise.resolve().then(() => other.emitMessage(JSON.parse(text)));
    },
    onMessage: (listener) => own.onMessage(listener),
    onClose: (listener) => own.onClose(listener),
    close() {
      if (own.emitClose('closed at this end')) {
        void Promise.resolve().then(() => other.emitClose('closed at the other end'));
      }
    },
  };
}
