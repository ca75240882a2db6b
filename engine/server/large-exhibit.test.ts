import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EXHIBIT_BYTES } from '#contract/case-work.ts';
import { workMethods } from '#contract/evidence-methods.ts';
import type { Handlers } from '#contract/handlers.ts';
import { type Channel, MAX_MESSAGE_BYTES } from '#contract/messages.ts';
import { connect } from '#contract/rpc/connect.ts';
import { memoryChannelPair } from '#contract/rpc/memory-channel.ts';
import { type EventTargetPort, portChannel } from '#contract/rpc/port-channel.ts';
import { serve } from '#contract/rpc/serve.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';
import { addEvidence } from '../cases/work/case-work.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { type LoopbackHost, startLoopbackHost } from './loopback-host.ts';

const contract = { work: workMethods } as const;

let open: ScratchCase;
let host: LoopbackHost;
let asked = 0;

const answer = (channel: Channel) => {
  const work = {
    addEvidence: async (request: Parameters<typeof addEvidence>[1]) => {
      asked += 1;
      return addEvidence(open.folder, request);
    },
    openEvidence: async () => ({
      item: (await addEvidence(open.folder, shown('{}'))) as never,
      data: largest,
      style: null,
      picture: null,
    }),
  };
  serve(contract, { work } as unknown as Handlers<typeof contract>, channel, { log: () => {} });
};
const shown = (data: string) => ({ kind: 'rows' as const, title: 'Everything', data });

/** JSON text of so many bytes, nearly every character of which a message has to escape. */
const quotes = (bytes: number): string => `"${'\\"'.repeat(Math.floor((bytes - 2) / 2))}"`;
const largest = quotes(EXHIBIT_BYTES);

beforeAll(async () => {
  open = await scratchCase();
  await mkdir(join(open.temp, 'renderer'), { recursive: true });
  host = await startLoopbackHost({
    rendererDir: join(open.temp, 'renderer'),
    tempDir: open.temp,
    log: () => {},
    onChannel: answer,
  });
});
afterAll(async () => {
  await host.close();
  open.close();
});

const transports: Record<string, () => Promise<Channel>> = {
  async memory() {
    const [server, client] = memoryChannelPair();
    answer(server);
    return client;
  },
  async MessagePort() {
    const { port1, port2 } = new MessageChannel();
    answer(portChannel(port1 as unknown as EventTargetPort));
    return portChannel(port2 as unknown as EventTargetPort);
  },
  async 'the socket of the loopback host'() {
    const { origin } = new URL(host.url);
    const entered = await fetch(host.url, { redirect: 'manual' });
    const headers = { origin, cookie: String(entered.headers.get('set-cookie')) };
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/engine`, { headers });
    await once(socket, 'open');
    return socketChannel(socket, MAX_MESSAGE_BYTES);
  },
};

describe.each(Object.entries(transports))('an exhibit over %s', (_name, transport) => {
  it('goes through at the largest size that is allowed, and comes back; a larger one is refused before it is sent', async () => {
    const channel = await transport();
    const { work } = connect(contract, channel);
    expect(Buffer.byteLength(largest)).toBe(EXHIBIT_BYTES);
    const item = await work.addEvidence(shown(largest));
    expect(open.folder.frozen.get(item.frozen.data).equals(Buffer.from(largest))).toBe(true);
    expect((await work.openEvidence({ id: item.id })).data === largest).toBe(true);

    const before = asked;
    await expect(work.addEvidence(shown(quotes(EXHIBIT_BYTES + 10_000)))).rejects.toMatchObject({
      code: 'invalid',
      message:
        'The exhibit has 32.01 MB and may have 32 MB at most. Nothing was added; show less of it, then add it again.',
    });
    await expect(
      work.addEvidence({ ...shown(quotes(EXHIBIT_BYTES - 4)), style: '"é é"' }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('32.01 MB') });
    expect(asked).toBe(before);
    // The line is still there.
    expect((await work.addEvidence(shown('{}'))).exhibit).toBeGreaterThan(item.exhibit);
    channel.close();
  }, 120_000);
});

it('a message that the host would not take is refused in one sentence and the line stays', async () => {
  const channel = await transports['the socket of the loopback host']!();
  const { work } = connect(contract, channel);
  const content = { kind: 'rows' as const, title: 'x', data: '{}' };
  expect(() => channel.send({ text: 'é'.repeat(MAX_MESSAGE_BYTES / 2) })).toThrow(
    /^This has \d+ MB, and 68 MB can be sent/,
  );
  expect(await work.addEvidence(content)).toMatchObject({ title: 'x' });
  channel.close();
}, 60_000);

it('a picture of 12 MB goes through', async () => {
  const { work } = connect(contract, await transports.memory!());
  const png = Buffer.alloc(11_999_998);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const item = await work.addEvidence({
    ...shown('{}'),
    picture: { type: 'image/png', base64: png.toString('base64') },
  });
  expect(open.folder.frozen.get(item.frozen.picture!.sha256).equals(png)).toBe(true);
}, 60_000);
