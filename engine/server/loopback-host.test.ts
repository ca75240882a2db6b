import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '#contract/rpc/connect.ts';
import { serve } from '#contract/rpc/serve.ts';
import { socketChannel } from '#contract/rpc/socket-channel.ts';
import { type LoopbackHost, startLoopbackHost } from './loopback-host.ts';
import { sampleContract, sampleHandlers } from './testing/sample-contract.ts';

let dir: string;
let host: LoopbackHost;
let cookie: string;

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const ask = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

const origin = () => `http://127.0.0.1:${host.port}`;
const mine = () => ({ cookie });
const upload = (name: string, body: string | Buffer, query = '', headers: Record<string, string> = {}) =>
  ask(`/upload/${encodeURIComponent(name)}${query}`, {
    method: 'POST',
    body,
    headers: { ...mine(), origin: origin(), ...headers },
  });

const socketStatus = async (headers: Record<string, string>, path = '/engine'): Promise<number> => {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
  const refused = once(socket, 'unexpected-response').then(
    ([, reply]) => (reply as { statusCode: number }).statusCode,
  );
  const opened = once(socket, 'open').then(() => 101);
  socket.on('error', () => {});
  const status = await Promise.race([refused, opened]);
  socket.terminate();
  return status;
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spyhop-host-test-'));
  await mkdir(join(dir, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(dir, 'renderer', 'index.html'), '<!doctype html><title>Window</title>');
  await writeFile(join(dir, 'renderer', 'assets', 'main.js'), 'export {};');
  await writeFile(join(dir, 'secret.txt'), 'outside');
  host = await startLoopbackHost({
    rendererDir: join(dir, 'renderer'),
    tempDir: dir,
    log: () => {},
    onChannel: (channel) =>
      serve(sampleContract, sampleHandlers({ produced: 0, finished: [], aborted: [] }), channel, {
        log: () => {},
      }),
  });
  const entered = await ask(new URL(host.url).pathname + new URL(host.url).search);
  cookie = String(entered.headers['set-cookie']?.[0]).split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  expect((await readdir(dir)).filter((name) => name.startsWith('spyhop-uploads-'))).toEqual([]);
  await rm(dir, { recursive: true, force: true });
});

describe('access', () => {
  it('exchanges the token for a strict cookie and leaves it out of the address', async () => {
    const url = new URL(host.url);
    expect(url.searchParams.get('token')).toMatch(/^[\w-]{43}$/);
    const reply = await ask(`${url.pathname}${url.search}&page=alerts`);
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe('/?page=alerts');
    expect(reply.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(reply.headers['set-cookie']?.[0]).not.toContain(url.searchParams.get('token'));
  });

  it.each(['//evil.example/', '/.//evil.example/', '/\\evil.example/'])(
    'never redirects elsewhere by %s',
    async (path) => {
      const reply = await ask(path + new URL(host.url).search);
      expect(reply.headers.location ?? '/').toMatch(/^\/(?![/\\])/);
    },
  );

  it.each(['/', '/assets/main.js', '/session', '/files/x', '/nothing', '/?token=wrong', '/?token='])(
    'refuses %s without the cookie',
    async (path) => {
      const reply = await ask(path);
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('token');
    },
  );

  it('refuses a wrong cookie and takes the right one among others', async () => {
    const name = cookie.split('=')[0];
    expect((await ask('/', { headers: { cookie: `${name}=wrong` } })).status).toBe(403);
    expect((await ask('/', { headers: { cookie: `a=b; ${cookie}; c=d` } })).text).toContain('Window');
  });

  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example', '[::1]:80'])(
    'refuses the host name %s',
    async (name) => {
      expect((await ask('/', { headers: { ...mine(), host: name } })).status).toBe(421);
    },
  );

  it('knows itself as localhost too', async () => {
    expect((await ask('/', { headers: { ...mine(), host: `localhost:${host.port}` } })).status).toBe(200);
  });

  it('refuses other origins, and writing without an origin', async () => {
    const from = (value: string) => ask('/session', { headers: { ...mine(), origin: value } });
    expect((await from('http://evil.example')).status).toBe(403);
    expect((await from('http://127.0.0.1:1')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from(`http://localhost:${host.port}`)).status).toBe(403);
    expect((await from(origin())).status).toBe(204);
    expect((await ask('/upload/a', { method: 'POST', headers: mine(), body: 'x' })).status).toBe(403);
  });

  it('refuses sub-resources for pages of other ports', async () => {
    const headers = { ...mine(), 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' };
    expect((await ask('/assets/main.js', { headers })).status).toBe(403);
  });

  it('sends the security headers with every answer, refusals included', async () => {
    for (const reply of [
      await ask('/'),
      await ask('/', { headers: mine() }),
      await ask('/assets/main.js', { headers: mine() }),
    ]) {
      const policy = String(reply.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${host.port} ws://localhost:${host.port};`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.headers['referrer-policy']).toBe('no-referrer');
      expect(reply.headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('listens on the loopback interface only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    if (!outside) return;
    const socket = connectTcp(host.port, outside.address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('says so when the port is taken', async () => {
    const second = startLoopbackHost({
      rendererDir: join(dir, 'renderer'),
      tempDir: dir,
      port: host.port,
      log: () => {},
      onChannel: () => {},
    });
    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`${host.port}`),
    });
  });
});

describe('the engine socket', () => {
  it('opens for the own page and carries the contract', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/engine`, {
      headers: { ...mine(), origin: origin() },
    });
    await once(socket, 'open');
    const client = connect(sampleContract, socketChannel(socket));
    expect(await client.sums.add({ a: 20, b: 22 })).toBe(42);
    socket.terminate();
  });

  it('is refused without cookie, with another or no origin, under another name, at another path', async () => {
    expect(await socketStatus({ ...mine(), origin: origin() })).toBe(101);
    expect(await socketStatus({ origin: origin() })).toBe(403);
    expect(await socketStatus({ ...mine() })).toBe(403);
    expect(await socketStatus({ ...mine(), origin: 'http://evil.example' })).toBe(403);
    expect(await socketStatus({ ...mine(), origin: 'http://evil.example', host: 'evil.example' })).toBe(421);
    expect(await socketStatus({ ...mine(), origin: origin() }, '/other')).toBe(404);
  });
});

describe('the end', () => {
  const open = async () => {
    const other = await startLoopbackHost({
      rendererDir: join(dir, 'renderer'),
      tempDir: dir,
      log: () => {},
      onChannel: () => {},
    });
    const { origin: own, pathname, search } = new URL(other.url);
    const entered = await fetch(own + pathname + search, { redirect: 'manual' });
    const headers = { origin: own, cookie: String(entered.headers.get('set-cookie')) };
    const socket = new WebSocket(`${own.replace('http', 'ws')}/engine`, { headers });
    await once(socket, 'open');
    return { other, socket };
  };

  it('is told to the pages', async () => {
    const { other, socket } = await open();
    const told = once(socket, 'close');
    await other.close();
    const [code, reason] = (await told) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1001, 'Spyhop was closed']);
  });

  it('does not wait for a page that does not listen', async () => {
    const { other, socket } = await open();
    socket.pause();
    const started = performance.now();
    await other.close();
    expect(performance.now() - started).toBeLessThan(5000);
    socket.terminate();
  });
});

describe('the window', () => {
  it('is served, with its own address for every page', async () => {
    expect((await ask('/assets/main.js', { headers: mine() })).headers['content-type']).toContain(
      'javascript',
    );
    expect((await ask('/alerts/7', { headers: { ...mine(), accept: 'text/html' } })).text).toContain(
      'Window',
    );
    expect((await ask('/alerts/7', { headers: mine() })).status).toBe(404);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt'])(
    'does not lead out of its folder by %s',
    async (path) => {
      const reply = await ask(path, { headers: mine() });
      expect(reply.text).not.toContain('outside');
      expect(reply.status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('uploads', () => {
  it('keeps a dropped file byte for byte under its own name', async () => {
    const body = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
    const reply = await upload('Überweisungen 2023.csv', body, '', { 'content-type': 'application/json' });
    expect(reply.status).toBe(200);
    const { path, top, bytes } = JSON.parse(reply.text) as { path: string; top: string; bytes: number };
    expect(path).toMatch(/\/Überweisungen 2023\.csv$/);
    expect(top).toBe(path);
    expect(bytes).toBe(body.length);
    expect((await readFile(path)).equals(body)).toBe(true);
  });

  it('keeps equal names of two drops apart, and the shape of a folder together', async () => {
    const paths = await Promise.all(
      ['one', 'two'].map(async (body) => JSON.parse((await upload('a.csv', body)).text).path),
    );
    expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(['one', 'two']);
    const first = JSON.parse((await upload('case/a.csv', '1', '?batch=b1')).text);
    const second = JSON.parse((await upload('case/deep/a.csv', '2', '?batch=b1')).text);
    expect(first.top).toBe(second.top);
    expect(await readFile(join(first.top, 'deep', 'a.csv'), 'utf8')).toBe('2');
    expect((await upload('case/a.csv', '3', '?batch=b1')).status).toBe(409);
    expect(await readFile(join(first.top, 'a.csv'), 'utf8')).toBe('1');
  });

  it('accepts an empty file', async () => {
    expect(JSON.parse((await upload('empty.csv', '')).text).bytes).toBe(0);
  });

  it.each([
    '../x',
    'a/../../x',
    '/etc/x',
    'a//b',
    './x',
    'a\\..\\..\\x',
    'x\u0000.csv',
    '..',
    'a'.repeat(300),
  ])('refuses the name %j', async (name) => {
    expect((await upload(name, 'x')).status).toBe(400);
  });

  it('refuses a batch that is a path', async () => {
    expect((await upload('a.csv', 'x', '?batch=..%2f..')).status).toBe(400);
  });

  it('keeps nothing of a transfer that breaks off', async () => {
    const asked = request({
      host: '127.0.0.1',
      port: host.port,
      path: '/upload/broken.csv?batch=broken',
      method: 'POST',
      headers: { ...mine(), origin: origin(), 'content-length': '1000' },
    });
    asked.on('error', () => {});
    asked.write('half');
    await new Promise((go) => setTimeout(go, 100));
    asked.destroy();
    const [uploads] = (await readdir(dir)).filter((name) => name.startsWith('spyhop-uploads-'));
    const batch = join(dir, String(uploads), 'broken');
    for (let turn = 0; turn < 100 && (await readdir(batch)).length > 0; turn += 1) {
      await new Promise((go) => setTimeout(go, 10));
    }
    expect(await readdir(batch)).toEqual([]);
  });
});

describe('downloads', () => {
  it('gives out what was registered, under its name', async () => {
    const path = join(dir, 'report.pdf');
    await writeFile(path, '%PDF-1.7');
    const url = host.files.register(path, 'Bericht “Ä”.pdf');
    expect(host.files.register(path, 'Bericht “Ä”.pdf')).toBe(url);
    expect((await ask(url)).status).toBe(403);
    const reply = await ask(url, { headers: mine() });
    expect(reply.text).toBe('%PDF-1.7');
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename="Bericht ___.pdf"; filename*=UTF-8''Bericht%20%E2%80%9C%C3%84%E2%80%9D.pdf`,
    );
    expect(reply.headers['content-type']).toBe('application/octet-stream');
    await rm(path);
    expect((await ask(url, { headers: mine() })).status).toBe(404);
    expect((await ask('/files/..%2f..%2fsecret.txt', { headers: mine() })).status).toBe(404);
  });
});
