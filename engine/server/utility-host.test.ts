import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '#contract/contract.ts';
import { connect, isConnectionLost } from '#contract/rpc/connect.ts';
import { type EmitterPort, type EventTargetPort, portChannel } from '#contract/rpc/port-channel.ts';
import { sampleEngine } from './testing/sample-engine.ts';
import { type FromUtility, type ParentPort, serveParent, type ToUtility } from './utility-host.ts';

let temp: string;
let calls: string[];
let told: FromUtility[];
let listener: Parameters<ParentPort['on']>[1];
const exit = vi.fn();
const parent: ParentPort = {
  on: (_event, given) => {
    listener = given;
  },
  postMessage: (message) => void told.push(message as FromUtility),
};
const send = (data: ToUtility, ports: EmitterPort[] = []) => listener({ data, ports });
const start = (): ToUtility => ({
  type: 'start',
  options: { paths: { data: temp, temp, resources: temp }, demo: true },
});

/** Node's port with the ways of Electron's `MessagePortMain`: an emitter whose listeners get an event. */
const electronPort = (port: MessagePort): EmitterPort => ({
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
  on: (type: 'message' | 'close', handler: (event: { data: unknown }) => void) => {
    if (type === 'close') port.on('close', () => handler({ data: undefined }));
    // Adding a listener starts a Node port, but not an Electron one.
    else port.addListener('message', (data: unknown) => handler({ data }));
  },
});

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'spyhop-utility-'));
  calls = [];
  told = [];
  exit.mockReset();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(temp, { recursive: true, force: true });
});

describe('serveParent', () => {
  it('answers a port that arrives before the engine is there', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    serveParent(parent, exit, async () => {
      await gate;
      return sampleEngine(calls);
    });
    const { port1, port2 } = new MessageChannel();
    send(start());
    send({ type: 'connect' }, [electronPort(port1)]);
    const client = connect(contract, portChannel(port2 as unknown as EventTargetPort));
    const asked = client.app.ping({});
    release();
    expect(await asked).toEqual({ at: '2023-05-02T00:00:11Z' });
    expect(told).toEqual([{ type: 'ready' }]);
    expect(calls).toEqual(['open demo']);

    send({ type: 'shutdown' });
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
    expect(calls).toEqual(['open demo', 'close']);
    expect(told.at(-1)).toEqual({ type: 'closed' });
    expect(await readdir(temp)).toEqual([]);
    port2.close();
  });

  it('tells why it did not start and closes the ports that waited', async () => {
    serveParent(parent, exit, async () => {
      throw new Error('The data folder cannot be written.');
    });
    const { port1, port2 } = new MessageChannel();
    send(start());
    send({ type: 'connect' }, [electronPort(port1)]);
    const asked = connect(contract, portChannel(port2 as unknown as EventTargetPort)).app.ping({});
    expect(isConnectionLost(await asked.catch((error: unknown) => error))).toBe(true);
    expect(told).toEqual([{ type: 'failed', message: 'The data folder cannot be written.' }]);
    expect(exit).toHaveBeenCalledWith(1);
    expect(await readdir(temp)).toEqual([]);
  });

  it('starts although the case of the command line cannot be opened', async () => {
    serveParent(parent, exit, async () => sampleEngine(calls, { open: new Error('not there') }));
    send({ type: 'start', options: { paths: { data: temp, temp, resources: temp }, caseDir: '/gone' } });
    await vi.waitFor(() => expect(told).toEqual([{ type: 'ready' }]));
  });

  it('ignores what it does not understand', async () => {
    serveParent(parent, exit, async () => sampleEngine(calls));
    listener({ data: { type: 'eval', code: '1' }, ports: [] });
    expect(console.error).toHaveBeenCalledTimes(1);
    send({ type: 'shutdown' });
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  });
});
