import type { CallMethod, Contract, Method, StreamMethod } from '../define.ts';
import { EngineError } from '../errors.ts';
import type { CallContext, Handlers } from '../handlers.ts';
import { type Channel, ClientMessage } from '../messages.ts';
import { cancelled, type Log, serialiseError } from './serialise-error.ts';
import { StreamWindow } from './stream-window.ts';
import { checkInput, checkOutput } from './validate.ts';

interface Running {
  readonly controller: AbortController;
  readonly window: StreamWindow;
}

interface Found {
  readonly method: Method;
  run(input: unknown, context: CallContext): unknown;
}

/** A channel being answered. */
export interface Service {
  /** Requests that have not ended yet. */
  readonly running: number;
  /** Cancels everything under way and closes the channel. */
  close(): void;
}

/**
 * Answers a client: validates every input and output, streams items with back-pressure, cancels what
 * the client cancels, and cancels everything when the channel closes.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  channel: Channel,
  { log }: { log: Log },
): Service {
  const running = new Map<number, Running>();

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const work: Running = { controller: new AbortController(), window: new StreamWindow() };
    running.set(id, work);
    try {
      const found = find(contract, handlers, name);
      const checked = checkInput(name, found.method.input, input);
      if (found.method.kind === 'call') await answerCall(id, name, found, found.method, checked, work);
      else await answerStream(id, name, found, found.method, checked, work);
    } catch (error) {
      const { signal } = work.controller;
      channel.send({ type: 'error', id, error: serialiseError(error, name, signal.aborted, log) });
    } finally {
      running.delete(id);
    }
  }

  async function answerCall(
    id: number,
    name: string,
    found: Found,
    method: CallMethod,
    input: unknown,
    { controller }: Running,
  ): Promise<void> {
    const output = await found.run(input, { signal: controller.signal });
    if (controller.signal.aborted) throw cancelled(name);
    channel.send({ type: 'end', id, output: checkOutput(name, method.output, output) });
  }

  async function answerStream(
    id: number,
    name: string,
    found: Found,
    method: StreamMethod,
    input: unknown,
    { controller, window }: Running,
  ): Promise<void> {
    const { signal } = controller;
    const items = found.run(input, { signal }) as AsyncIterable<unknown>;
    const iterator = items[Symbol.asyncIterator]();
    let ended = false;
    try {
      while (!ended) {
        await window.take();
        if (signal.aborted) throw cancelled(name);
        const next = await iterator.next();
        if (signal.aborted) throw cancelled(name);
        if (next.done) ended = true;
        else channel.send({ type: 'item', id, item: checkOutput(name, method.item, next.value) });
      }
    } finally {
      if (!ended) await iterator.return?.();
    }
    channel.send({ type: 'end', id });
  }

  function cancel(work: Running | undefined): void {
    work?.controller.abort();
    work?.window.open();
  }

  channel.onMessage((raw) => {
    const message = ClientMessage.safeParse(raw);
    if (!message.success) {
      log('warn', 'A message that is not part of the protocol was ignored', message.error.message);
      return;
    }
    const { data } = message;
    if (data.type === 'cancel') cancel(running.get(data.id));
    else if (data.type === 'more') running.get(data.id)?.window.add(data.count);
    else if (running.has(data.id)) log('warn', `Request ${data.id} was sent twice; the second was ignored`);
    else void answer(data.id, data.method, data.input);
  });
  channel.onClose(() => {
    for (const work of running.values()) cancel(work);
  });

  return {
    get running() {
      return running.size;
    },
    close: () => channel.close(),
  };
}

/** @throws EngineError `not-found` for a name that the contract does not declare. */
function find<C extends Contract>(contract: C, handlers: Handlers<C>, name: string): Found {
  const dot = name.indexOf('.');
  const topic = name.slice(0, Math.max(dot, 0));
  const key = name.slice(dot + 1);
  const methods = Object.hasOwn(contract, topic) ? contract[topic] : undefined;
  const method = methods && Object.hasOwn(methods, key) ? methods[key] : undefined;
  if (!method) throw new EngineError('not-found', `The engine has no method “${name}”.`, { method: name });
  const implementation = handlers[topic] as Record<
    string,
    (input: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>
  >;
  return { method, run: (input, context) => implementation[key]?.(input, context) };
}
