import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Protocol, Session, WebContents } from 'electron';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  APP_URL,
  declareScheme,
  hardenContents,
  hardenSession,
  isOwnUrl,
  serveWindow,
} from './modules/security.ts';
import { openWindow } from './modules/window.ts';

const made = vi.hoisted(() => ({ options: [] as Record<string, unknown>[], urls: [] as string[] }));

vi.mock('electron', () => ({
  BrowserWindow: class {
    constructor(options: Record<string, unknown>) {
      made.options.push(options);
    }
    once() {}
    loadURL(url: string) {
      made.urls.push(url);
      return Promise.resolve();
    }
  },
}));

beforeEach(() => {
  made.options.length = 0;
  made.urls.length = 0;
});

describe('the window', () => {
  it('is sandboxed, isolated and without Node, and loads the own protocol', () => {
    openWindow('/program/preload.cjs');
    expect(made.urls).toEqual(['spyhop://app/']);
    expect(made.options[0]?.webPreferences).toEqual({
      preload: '/program/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });
});

describe('hardenContents', () => {
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  let openHandler: (() => { action: string }) | undefined;

  beforeAll(() => {
    const contents = {
      on: (name: string, listener: (event: { preventDefault(): void }) => void) =>
        listeners.set(name, listener),
      setWindowOpenHandler: (handler: () => { action: string }) => {
        openHandler = handler;
      },
    } as unknown as WebContents;
    const app = {
      on: (name: string, listener: (event: unknown, contents: WebContents) => void) => {
        expect(name).toBe('web-contents-created');
        listener({}, contents);
      },
    } as unknown as App;
    hardenContents(app);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s',
    (name) => {
      const preventDefault = vi.fn();
      listeners.get(name)?.({ preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );

  it('opens no second window', () => {
    expect(openHandler?.()).toEqual({ action: 'deny' });
  });
});

describe('hardenSession', () => {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  };
  beforeAll(() => hardenSession(session as unknown as Session));
  const handler = (mock: { mock: { calls: unknown[][] } }) =>
    mock.mock.calls[0]?.[0] as (...given: unknown[]) => unknown;

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid'])(
    'denies the permission %s',
    (permission) => {
      const answer = vi.fn();
      handler(session.setPermissionRequestHandler)({}, permission, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(false);
      expect(handler(session.setPermissionCheckHandler)({}, permission)).toBe(false);
      expect(handler(session.setDevicePermissionHandler)({ deviceType: permission })).toBe(false);
    },
  );

  it.each([
    ['spyhop://app/assets/main.js', false],
    ['data:image/png;base64,AA', false],
    ['blob:spyhop://app/1', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:1/', true],
    ['ws://127.0.0.1:1/', true],
    ['file:///etc/passwd', true],
    ['spyhop://application/', true],
  ])('lets nothing leave the program: %s', (url, cancel) => {
    const answer = vi.fn();
    handler(session.webRequest.onBeforeRequest)({ url }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
  });
});

describe('the protocol', () => {
  let dir: string;
  let answer: (request: Request) => Promise<Response>;
  const ask = (url: string, method = 'GET') => answer(new Request(url, { method }));

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spyhop-protocol-'));
    await mkdir(join(dir, 'renderer', 'assets'), { recursive: true });
    await writeFile(join(dir, 'renderer', 'index.html'), '<title>Window</title>');
    await writeFile(join(dir, 'renderer', 'assets', 'main.js'), 'export {};');
    await writeFile(join(dir, 'secret.txt'), 'outside');
    const protocol = {
      handle: (scheme: string, handler: typeof answer) => {
        expect(scheme).toBe('spyhop');
        answer = handler;
      },
    } as unknown as Protocol;
    serveWindow(protocol, join(dir, 'renderer'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('is declared standard and secure, and may not get around the policy', () => {
    const registerSchemesAsPrivileged = vi.fn();
    declareScheme({ registerSchemesAsPrivileged });
    const [declared] = registerSchemesAsPrivileged.mock.calls[0]?.[0] ?? [];
    expect(declared).toMatchObject({ scheme: 'spyhop', privileges: { standard: true, secure: true } });
    expect(declared.privileges.bypassCSP).toBeUndefined();
    expect(declared.privileges.corsEnabled).toBeUndefined();
  });

  it('serves the window with its security headers', async () => {
    const page = await ask(APP_URL);
    expect(await page.text()).toContain('Window');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = String(page.headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('spyhop://app/assets/main.js')).headers.get('content-type')).toContain('javascript');
    expect(await (await ask('spyhop://app/alerts/7')).text()).toContain('Window');
  });

  it.each([
    'spyhop://app/..%2f..%2fsecret.txt',
    'spyhop://app/%2e%2e/secret.txt',
    'spyhop://app/assets/..%2f..%2fsecret.txt',
    'spyhop://other/index.html',
    'spyhop://app/missing.js',
    'spyhop://app/%ff.js',
    'spyhop://app/%00.js',
  ])('has nothing at %s', async (url) => {
    const reply = await ask(url);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toBe('Not found');
  });

  it('answers reading only', async () => {
    expect((await ask(APP_URL, 'POST')).status).toBe(404);
  });

  it('knows its own addresses', () => {
    expect(isOwnUrl('spyhop://app/')).toBe(true);
    expect(isOwnUrl('spyhop://app.evil/')).toBe(false);
    expect(isOwnUrl('https://app/')).toBe(false);
  });
});
