import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { contract } from '#contract/contract.ts';
import { EngineError } from '#contract/errors.ts';
import { connect } from '#contract/rpc/connect.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';
import type { EngineOptions } from '../create-engine.ts';
import type { ProgramPaths } from '../program-paths.ts';
import { startBrowserHost } from './browser-host.ts';
import { browserCommand } from './open-browser.ts';
import { sampleEngine } from './testing/sample-engine.ts';

let dir: string;
let paths: ProgramPaths;
let calls: string[];
let printed: string[];
const print = (line: string) => void printed.push(line);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spyhop-browser-host-'));
  await mkdir(join(dir, 'renderer'));
  await mkdir(join(dir, 'temp'));
  await writeFile(join(dir, 'renderer', 'index.html'), 'Window');
  paths = {
    root: dir,
    renderer: join(dir, 'renderer'),
    resources: dir,
    models: join(dir, 'models'),
    data: dir,
    temp: join(dir, 'temp'),
  };
  calls = [];
  printed = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('startBrowserHost', () => {
  it('opens the case, prints its address, serves the contract and leaves nothing behind', async () => {
    let options: EngineOptions | undefined;
    const createEngine = async (given: EngineOptions) => {
      options = given;
      return sampleEngine(calls);
    };
    const host = await startBrowserHost({ caseDir: '/case', open: false, print }, { createEngine, paths });
    expect(options).toMatchObject({ host: 'browser', paths: { data: dir, resources: dir } });
    expect(printed).toEqual([`Spyhop is open at ${host.url}`]);
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);

    const entered = await fetch(host.url, { redirect: 'manual' });
    const origin = new URL(host.url).origin;
    const headers = { origin, cookie: String(entered.headers.get('set-cookie')) };
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/engine`, { headers });
    await new Promise((resolve) => socket.once('open', resolve));
    const client = connect(contract, socketChannel(socket));
    expect(await client.app.ping({})).toEqual({ at: '2023-05-02T00:00:11Z' });
    const file = await client.alerts.export({ format: 'csv', query: {} });
    expect(file.url).toMatch(/^\/files\/[\w-]+$/);

    await Promise.all([host.close(), host.close(), host.closed]);
    expect(calls).toEqual(['open /case', 'close']);
    expect(await readdir(paths.temp)).toEqual([]);
    await expect(fetch(host.url)).rejects.toThrow();
  });

  it('opens the demo case when it is asked to and no case is named', async () => {
    const host = await startBrowserHost(
      { demo: true, open: false, print },
      { createEngine: async () => sampleEngine(calls), paths },
    );
    await host.close();
    expect(calls).toEqual(['open demo', 'close']);
  });

  it('leaves nothing running when the case cannot be opened', async () => {
    const refusal = new EngineError('busy', 'The case is open in another program.');
    const started = startBrowserHost(
      { caseDir: '/case', open: false, print },
      { createEngine: async () => sampleEngine(calls, { open: refusal }), paths },
    );
    await expect(started).rejects.toBe(refusal);
    expect(calls).toEqual(['open /case', 'close']);
    expect(printed).toEqual([]);
    expect(await readdir(paths.temp)).toEqual([]);
  });

  it('takes its signal handlers along when it ends', async () => {
    const before = process.listenerCount('SIGTERM');
    const host = await startBrowserHost(
      { open: false, print },
      { createEngine: async () => sampleEngine(calls), paths },
    );
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await host.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

describe('browserCommand', () => {
  it('is the one of the system, and none without a screen', () => {
    const url = 'http://127.0.0.1:1/?token=x';
    expect(browserCommand(url, 'darwin', {})?.command).toBe('open');
    expect(browserCommand(url, 'win32', {})?.args).toEqual(['url.dll,FileProtocolHandler', url]);
    expect(browserCommand(url, 'linux', { DISPLAY: ':0' })?.command).toBe('xdg-open');
    expect(browserCommand(url, 'linux', {})).toBeUndefined();
  });
});
