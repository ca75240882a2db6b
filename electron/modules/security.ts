import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { App, Protocol, Session, WebPreferences } from 'electron';
import { securityHeaders } from '#engine/server/content-security-policy.ts';

export const SCHEME = 'spyhop';
export const APP_ORIGIN = `${SCHEME}://app`;
export const APP_URL = `${APP_ORIGIN}/`;

/** Every window is made with these. */
export const HARDENED_PREFERENCES = {
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
} as const satisfies WebPreferences;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Has to be called before the app is ready. */
export function declareScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** True for the address of the program's own window. */
export function isOwnUrl(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(APP_URL);
}

/** Answers `spyhop://app/…` from the built window's folder, with the security headers, and nothing else. */
export function serveWindow(protocol: Pick<Protocol, 'handle'>, rendererDir: string): void {
  const headers = securityHeaders([]);
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const path = windowFile(rendererDir, url);
    if (request.method !== 'GET' || path === undefined)
      return new Response('Not found', { status: 404, headers });
    try {
      const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
      return new Response(await readFile(path), { headers: { ...headers, 'content-type': type } });
    } catch {
      return new Response('Not found', { status: 404, headers });
    }
  });
}

/** The file behind an address of the window; undefined for another host or a way out of the folder. */
function windowFile(rendererDir: string, url: URL): string | undefined {
  if (url.host !== 'app') return undefined;
  let pathname: string;
  try {
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  // An address without an extension is a page of the window, which finds its own way.
  const path = join(rendererDir, extname(pathname) === '' ? 'index.html' : pathname);
  return path.startsWith(rendererDir + sep) && !path.includes('\0') ? path : undefined;
}

/** Denies every permission and every request that leaves the program. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !staysInside(url) }));
  session.setSpellCheckerEnabled(false);
}

/** The window's files, images made in memory, and the developer tools' own pages. */
function staysInside(url: string): boolean {
  return isOwnUrl(url) || /^(data|blob|devtools):/.test(url);
}

/** Keeps every web contents on the program's own pages, in its own window. */
export function hardenContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
