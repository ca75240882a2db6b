import type { Contract } from '#contract/define.ts';
import { EngineError } from '#contract/errors.ts';
import type { Client } from '#contract/handlers.ts';
import type { Channel } from '#contract/messages.ts';
import { connect } from '#contract/rpc/connect.ts';

/** A line to the engine that is opened again when it breaks. */
export interface Link<C extends Contract> {
  /**
   * Stays the same over reconnections. While the line is down every call rejects with the error of a lost
   * connection (`isConnectionLost`); nothing is asked twice by itself.
   */
  readonly client: Client<C>;
  /** Called with one sentence each time the line breaks, and again when it cannot be opened any more. */
  onLost(listener: (reason: string) => void): () => void;
  /** Called each time the line is back: what is on screen should be asked again. */
  onRestored(listener: () => void): () => void;
}

/** Thrown by `open` when trying again is useless. */
export class GoneForGood extends EngineError {
  constructor(message: string) {
    super('internal', message, { connection: 'lost' });
  }
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Opens the first line and keeps one open.
 * @throws whatever `open` throws the first time.
 */
export async function keepConnected<C extends Contract>(
  contract: C,
  open: () => Promise<Channel>,
  wait: (milliseconds: number) => Promise<void> = sleep,
): Promise<Link<C>> {
  const lost = new Set<(reason: string) => void>();
  const restored = new Set<() => void>();
  let current: Client<C>;

  function use(channel: Channel): void {
    current = connect(contract, channel);
    channel.onClose((reason) => {
      for (const listener of lost) listener(reason);
      void reopen();
    });
  }

  async function reopen(): Promise<void> {
    for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      await wait(delay);
      try {
        use(await open());
        for (const listener of restored) listener();
        return;
      } catch (error) {
        if (!(error instanceof GoneForGood)) continue;
        for (const listener of lost) listener(error.message);
        return;
      }
    }
  }

  use(await open());
  return {
    client: delegate(contract, () => current),
    onLost: (listener) => subscribe(lost, listener),
    onRestored: (listener) => subscribe(restored, listener),
  };
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The contract's functions, each looked up in the client of the moment. */
function delegate<C extends Contract>(contract: C, current: () => Client<C>): Client<C> {
  type Functions = Record<string, Record<string, (...given: unknown[]) => unknown>>;
  const client: Functions = {};
  for (const [topic, methods] of Object.entries(contract)) {
    const functions: Functions[string] = {};
    for (const key of Object.keys(methods)) {
      functions[key] = (...given) => (current() as Functions)[topic]?.[key]?.(...given);
    }
    client[topic] = functions;
  }
  return client as Client<C>;
}
