import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EngineError } from '#contract/errors.ts';
import type { Client } from '#contract/handlers.ts';
import type { Channel } from '#contract/messages.ts';
import { connect, isConnectionLost } from '#contract/rpc/connect.ts';
import { memoryChannelPair } from '#contract/rpc/memory-channel.ts';
import { type EventTargetPort, portChannel } from '#contract/rpc/port-channel.ts';
import { type Service, serve } from '#contract/rpc/serve.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';
import { type SampleContract, type Seen, sampleContract, sampleHandlers } from './testing/sample-contract.ts';
import { websocketChannel } from './websocket-channel.ts';

interface Pair {
  readonly server: Channel;
  readonly client: Channel;
  /** Takes the engine's end away without a word, as a crash does. */
  crash(): void;
  dispose(): Promise<void>;
}

const transports: Record<string, () => Promise<Pair>> = {
  async memory() {
    const [server, client] = memoryChannelPair();
    return { server, client, crash: () => server.close(), dispose: async () => server.close() };
  },
  async MessagePort() {
    const { port1, port2 } = new MessageChannel();
    const channels = [port1, port2].map((port) => portChannel(port as unknown as EventTargetPort));
    const [server, client] = channels as [Channel, Channel];
    return { server, client, crash: () => port1.close(), dispose: async () => port1.close() };
  },
  async WebSocket() {
    const host = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(host, 'listening');
    const address = host.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
    const accepted = once(host, 'connection') as Promise<[WebSocket]>;
    await once(socket, 'open');
    const [peer] = await accepted;
    return {
      server: websocketChannel(peer),
      client: socketChannel(socket),
      crash: () => peer.terminate(),
      dispose: async () => {
        peer.terminate();
        socket.terminate();
        host.close();
        await once(host, 'close');
      },
    };
  },
};

const until = async (condition: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 400 && !condition(); turn += 1) await new Promise((go) => setTimeout(go, 5));
  expect(condition()).toBe(true);
};

const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
};

describe.each(Object.entries(transports))('rpc over %s', (_name, open) => {
  let pair: Pair;
  let client: Client<SampleContract>;
  let service: Service;
  let seen: Seen;
  let logged: { level: string; message: string; detail: unknown }[];

  beforeEach(async () => {
    seen = { produced: 0, finished: [], aborted: [] };
    logged = [];
    pair = await open();
    service = serve(sampleContract, sampleHandlers(seen), pair.server, {
      log: (level, message, detail) => logged.push({ level, message, detail }),
    });
    client = connect(sampleContract, pair.client);
  });
  afterEach(async () => {
    await pair.dispose();
  });

  it('answers a call and fills in defaults', async () => {
    expect(await client.sums.add({ a: 2, b: 3 })).toBe(5);
    expect(await client.sums.add({ a: 2 })).toBe(3);
    expect(service.running).toBe(0);
  });

  it('streams every item in order, past the window', async () => {
    const items: number[] = [];
    for await (const { n } of client.numbers.count({ to: 500 })) items.push(n);
    expect(items).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(seen.finished).toEqual(['count']);
  });

  it('makes a stream wait for a slow reader', async () => {
    const iterator = client.numbers.count({ to: 100_000 })[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((go) => setTimeout(go, 50));
    expect(seen.produced).toBeLessThanOrEqual(65);
    await iterator.return?.();
    await until(() => seen.finished.length === 1);
  });

  it('cancels a call by its signal and interrupts the engine', async () => {
    const controller = new AbortController();
    const asked = failure(client.sums.hang({}, { signal: controller.signal }));
    await until(() => service.running === 1);
    controller.abort();
    expect((await asked).code).toBe('cancelled');
    await until(() => service.running === 0);
    expect(seen.aborted).toEqual(['hang']);
  });

  it('does not send what is cancelled before it starts', async () => {
    const controller = new AbortController();
    controller.abort();
    expect((await failure(client.sums.hang({}, { signal: controller.signal }))).code).toBe('cancelled');
    expect(await client.sums.add({ a: 1 })).toBe(2);
    expect(seen.aborted).toEqual([]);
  });

  it('cancels a stream by its signal', async () => {
    const controller = new AbortController();
    const error = await failure(
      (async () => {
        for await (const { n } of client.numbers.count({ to: 1e9 }, { signal: controller.signal })) {
          if (n === 200) controller.abort();
        }
      })(),
    );
    expect(error.code).toBe('cancelled');
    await until(() => service.running === 0 && seen.finished.length === 1);
  });

  it('cancels a stream when the reader leaves it', async () => {
    for await (const { n } of client.numbers.count({ to: 1e9 })) if (n === 10) break;
    await until(() => service.running === 0);
    expect(seen.finished).toEqual(['count']);
    expect(seen.produced).toBeLessThan(200);
  });

  it('refuses invalid input before it is sent', async () => {
    const error = await failure(client.sums.add({ a: 'two' as unknown as number }));
    expect(error.code).toBe('invalid');
    expect(error.message).toContain('sums.add');
    expect(error.message).toContain('a: ');
  });

  it('refuses invalid input that was sent all the same', async () => {
    const answer = new Promise((resolve) => pair.client.onMessage(resolve));
    pair.client.send({ type: 'request', id: 77, method: 'sums.add', input: { a: 'two' } });
    expect(await answer).toMatchObject({ type: 'error', id: 77, error: { code: 'invalid' } });
  });

  it('does not hand on an answer of the wrong form', async () => {
    expect((await failure(client.sums.lie({}))).code).toBe('internal');
    expect(logged.map(({ level }) => level)).toEqual(['error']);
    const items: number[] = [];
    const error = await failure(
      (async () => {
        for await (const { n } of client.numbers.lie({})) items.push(n);
      })(),
    );
    expect(error.code).toBe('internal');
    expect(items).toEqual([1]);
  });

  it('checks answers at the receiving end too', async () => {
    const [server, raw] = await open().then((other) => [other.server, other] as const);
    server.onMessage((message) => {
      const { id } = message as { id: number };
      server.send({ type: 'end', id, output: 'not a number' });
    });
    const error = await failure(connect(sampleContract, raw.client).sums.add({ a: 1 }));
    expect(error.code).toBe('internal');
    await raw.dispose();
  });

  it.each([
    'nothing.here',
    'sums.nothing',
    'sums',
    'constructor.name',
    '__proto__.toString',
    'sums.toString',
    '',
  ])('does not know the method “%s”', async (method) => {
    const answer = new Promise((resolve) => pair.client.onMessage(resolve));
    pair.client.send({ type: 'request', id: 78, method, input: {} });
    expect(await answer).toMatchObject({ type: 'error', id: 78, error: { code: 'not-found' } });
  });

  it('ignores what is not part of the protocol', async () => {
    pair.client.send({ hello: 'world' });
    pair.client.send({ type: 'cancel', id: 12345 });
    pair.client.send({ type: 'more', id: 12345, count: 3 });
    expect(await client.sums.add({ a: 1 })).toBe(2);
    expect(logged.map(({ level }) => level)).toEqual(['warn']);
  });

  it('carries an engine error whole, and keeps causes and stacks at home', async () => {
    const known = await failure(client.sums.fail({ how: 'known' }));
    expect(known.toJSON()).toEqual({
      code: 'conflict',
      message: 'The case is read-only.',
      detail: { dir: '/case' },
    });
    const unknown = await failure(client.sums.fail({ how: 'unknown' }));
    expect(unknown.code).toBe('internal');
    expect(JSON.stringify(unknown)).not.toContain('secret');
    expect(logged.map(({ detail }) => (detail as Error).message)).toEqual(['secret cause', 'secret stack']);
    expect((await failure(client.sums.fail({ how: 'unsendable' }))).code).toBe('busy');
  });

  it('hands on the items before a failure', async () => {
    const items: number[] = [];
    const error = await failure(
      (async () => {
        for await (const { n } of client.numbers.breakAfter({ items: 3 })) items.push(n);
      })(),
    );
    expect(items).toEqual([0, 1, 2]);
    expect(error.code).toBe('internal');
  });

  it('rejects everything when the engine goes away', async () => {
    const call = failure(client.sums.hang({}));
    const reading = failure(
      (async () => {
        for await (const { n } of client.numbers.count({ to: 1e9 })) if (n === 100) pair.crash();
      })(),
    );
    expect(isConnectionLost(await call)).toBe(true);
    expect(isConnectionLost(await reading)).toBe(true);
    const later = await failure(client.sums.add({ a: 1 }));
    expect(later.code).toBe('internal');
    expect(isConnectionLost(later)).toBe(true);
    await until(() => service.running === 0);
    expect(seen.aborted).toEqual(['hang']);
  });

  it('cancels everything when the client goes away', async () => {
    void client.sums.hang({}).catch(() => {});
    await until(() => service.running === 1);
    pair.client.close();
    await until(() => service.running === 0);
    expect(seen.aborted).toEqual(['hang']);
  });

  it('keeps many concurrent calls and streams apart', async () => {
    const calls = Array.from({ length: 500 }, (_, a) => client.sums.add({ a, b: 1000 }));
    const streams = Array.from({ length: 20 }, async (_, index) => {
      let sum = 0;
      for await (const { n } of client.numbers.count({ to: 100 + index })) sum += n;
      return sum;
    });
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 500 }, (_, a) => a + 1000));
    expect(await Promise.all(streams)).toEqual(
      Array.from({ length: 20 }, (_, index) => ((100 + index) * (99 + index)) / 2),
    );
    expect(service.running).toBe(0);
  });
});
