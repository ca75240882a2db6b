import type { Channel } from '../messages.ts';
import { ChannelEvents } from './channel-events.ts';

interface BasePort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** The `MessagePort` of a page or of Node: its listeners get an event object. */
export interface EventTargetPort extends BasePort {
  addEventListener(type: 'message' | 'close', listener: (event: object) => void): void;
}

/** Electron's `MessagePortMain`, which is an event emitter in the main and the utility process. */
export interface EmitterPort extends BasePort {
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

/**
 * One end of a message channel. Nothing is delivered before the first `onMessage`, so that no early
 * message is lost while the owner of the port is still being set up.
 */
export function portChannel(port: EventTargetPort | EmitterPort): Channel {
  const events = new ChannelEvents();
  const lost = () => events.emitClose('the other end of the message channel is gone');
  let started = false;

  if ('addEventListener' in port) {
    port.addEventListener('message', (event) => events.emitMessage('data' in event ? event.data : undefined));
    port.addEventListener('close', lost);
  } else {
    port.on('message', (event) => events.emitMessage(event.data));
    port.on('close', lost);
  }

  return {
    send(message) {
      if (!events.closed) port.postMessage(message);
    },
    onMessage(listener) {
      events.onMessage(listener);
      if (!started) {
        started = true;
        port.start();
      }
    },
    onClose: (listener) => events.onClose(listener),
    close() {
      if (events.emitClose('closed at this end')) port.close();
    },
  };
}
