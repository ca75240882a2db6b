import type { CallMethod, Contract, StreamMethod } from '../define.ts';
import { EngineError } from '../errors.ts';
import type { Client } from '../handlers.ts';
import { type Channel, ServerMessage } from '../messages.ts';
import { cancelled, reviveError } from './serialise-error.ts';
import { StreamReader } from './stream-reader.ts';
import { checkInput, checkOutput } from './validate.ts';

interface Receiver {
  item(value: unknown): void;
  end(output: unknown): void;
  fail(error: EngineError): void;
}

interface Options {
  readonly signal?: AbortSignal;
}

/** What a caller gets when the engine is not there (any more). */
export const connectionLost = (reason: string): EngineError =>
  new EngineError(
    'internal',
    `The connection to the engine was lost (${reason}). What had been saved in the case is kept; ask again when it is back.`,
    { connection: 'lost', reason },
  );

/** True for the error of a call that failed because the engine was not reachable. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof EngineError && error.detail?.connection === 'lost';

/**
 * The contract's functions on this side of a channel. Inputs are validated before they are sent, answers
 * before they are handed on. An aborted signal rejects at once with `cancelled` and tells the engine;
 * leaving a `for await` does the same. When the channel closes, everything pending and everything asked
 * later rejects with an error that says so (see `isConnectionLost`).
 */
export function connect<C extends Contract>(contract: C, channel: Channel): Client<C> {
  const pending = new Map<number, Receiver>();
  let lastId = 0;
  let closed: EngineError | undefined;

  channel.onMessage((raw) => {
    const message = ServerMessage.safeParse(raw);
    if (!message.success) {
      channel.close();
      return;
    }
    const { data } = message;
    const receiver = pending.get(data.id);
    if (!receiver) return;
    if (data.type === 'item') {
      receiver.item(data.item);
      return;
    }
    pending.delete(data.id);
    if (data.type === 'end') receiver.end(data.output);
    else receiver.fail(reviveError(data.error));
  });
  channel.onClose((reason) => {
    closed = connectionLost(reason);
    for (const receiver of pending.values()) receiver.fail(closed);
    pending.clear();
  });

  function send(name: string, input: unknown, receiver: Receiver): number {
    if (closed) throw closed;
    lastId += 1;
    pending.set(lastId, receiver);
    try {
      channel.send({ type: 'request', id: lastId, method: name, input });
    } catch (cause) {
      pending.delete(lastId);
      if (cause instanceof EngineError) throw cause;
      throw new EngineError(
        'invalid',
        `“${name}” was asked with something that cannot be sent.`,
        { method: name },
        { cause },
      );
    }
    return lastId;
  }

  function cancel(id: number): void {
    if (pending.delete(id)) channel.send({ type: 'cancel', id });
  }

  async function ask(
    name: string,
    method: CallMethod,
    input: unknown,
    { signal }: Options,
  ): Promise<unknown> {
    const checked = checkInput(name, method.input, input);
    if (signal?.aborted) throw cancelled(name);
    let abort: (() => void) | undefined;
    try {
      const output = await new Promise<unknown>((resolve, reject) => {
        const id = send(name, checked, {
          item: () => reject(checkFailed(name)),
          end: resolve,
          fail: reject,
        });
        abort = () => {
          cancel(id);
          reject(cancelled(name));
        };
        signal?.addEventListener('abort', abort, { once: true });
      });
      return checkOutput(name, method.output, output);
    } finally {
      if (abort) signal?.removeEventListener('abort', abort);
    }
  }

  function open(
    name: string,
    method: StreamMethod,
    input: unknown,
    { signal }: Options,
  ): AsyncIterator<unknown> {
    const checked = checkInput(name, method.input, input);
    if (signal?.aborted) throw cancelled(name);
    const reader = new StreamReader((count) => channel.send({ type: 'more', id, count }));
    const forget = () => signal?.removeEventListener('abort', abort);
    const id = send(name, checked, {
      item: (value) => reader.push(value),
      end: () => {
        forget();
        reader.finish();
      },
      fail: (error) => {
        forget();
        reader.finish(error);
      },
    });
    const stop = (error?: EngineError) => {
      forget();
      cancel(id);
      reader.abandon(error);
    };
    const abort = () => stop(cancelled(name));
    signal?.addEventListener('abort', abort, { once: true });

    return {
      async next() {
        const result = await reader.next();
        if (result.done) return result;
        try {
          return { done: false, value: checkOutput(name, method.item, result.value) };
        } catch (error) {
          stop();
          throw error;
        }
      },
      async return() {
        stop();
        return { done: true, value: undefined };
      },
    };
  }

  const client: Record<string, Record<string, unknown>> = {};
  for (const [topic, methods] of Object.entries(contract)) {
    const functions: Record<string, unknown> = {};
    for (const [key, method] of Object.entries(methods)) {
      const name = `${topic}.${key}`;
      functions[key] =
        method.kind === 'call'
          ? (input: unknown, options: Options = {}) => ask(name, method, input, options)
          : (input: unknown, options: Options = {}): AsyncIterable<unknown> => ({
              [Symbol.asyncIterator]: () => open(name, method, input, options),
            });
    }
    client[topic] = functions;
  }
  return client as Client<C>;
}

const checkFailed = (name: string): EngineError =>
  new EngineError('internal', `“${name}” has one answer, but the engine sent several parts.`, {
    method: name,
  });
