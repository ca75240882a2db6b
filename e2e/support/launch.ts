import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type BrowserContext, type Page } from 'playwright-core';
import { LAPTOP, openBrowser, type Viewport } from './browser.ts';
import { electronBinary, type Host, root } from './hosts.ts';
import { type Program, startProgram } from './program.ts';

export interface LaunchOptions {
  readonly host: Host;
  /** The case to open, made when it is not there; a fresh one by default. */
  readonly caseDir?: string;
  /** Opens the bundled demo case instead. */
  readonly demo?: boolean;
  readonly viewport?: Viewport;
  /** The folder of an earlier run, to start again on what it left. It is kept at the end. */
  readonly dir?: string;
}

/** A running Spyhop with one window. */
export interface Spyhop {
  readonly host: Host;
  readonly page: Page;
  /** A folder of this run for whatever a spec needs; removed at the end. */
  readonly dir: string;
  readonly caseDir: string;
  /** The process that serves a browser; undefined on the desktop. */
  readonly program: Program | undefined;
  /** Errors of the page's console and its uncaught exceptions. */
  readonly errors: readonly string[];
  /** Addresses of everything the page asked for, sockets included. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the program on a case and opens its window.
 * @throws Error with the program's own words when it does not start
 */
export async function launchSpyhop(options: LaunchOptions): Promise<Spyhop> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'spyhop-e2e-')));
  const caseDir = options.caseDir ?? join(dir, 'case.spyhop');
  const closing: (() => Promise<unknown>)[] = options.dir
    ? []
    : [() => rm(dir, { recursive: true, force: true })];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const opened =
      options.host === 'browser'
        ? await launchInBrowser(options, dir, caseDir, closing)
        : await launchOnDesktop(options, dir, caseDir, closing);
    return { host: options.host, dir, caseDir, close, ...opened };
  } catch (error) {
    await close();
    throw error;
  }
}

type Opened = Pick<Spyhop, 'page' | 'program' | 'errors' | 'requests'>;
type Closing = (() => Promise<unknown>)[];

async function launchInBrowser(
  { demo, viewport = LAPTOP }: LaunchOptions,
  dir: string,
  caseDir: string,
  closing: Closing,
): Promise<Opened> {
  const args = demo
    ? ['scripts/start.mjs', '--browser', '--no-open']
    : ['scripts/spyhop.mjs', 'serve', '--case', caseDir, '--no-open'];
  const program = await startProgram(args, join(dir, 'data'));
  closing.push(() => program.end());
  const context = await openBrowser(join(dir, 'profile'), viewport);
  closing.push(() => context.close());
  const page = context.pages()[0] ?? (await context.newPage());
  const watched = watch(context, page);
  await page.goto(program.url);
  return { page, program, ...watched };
}

async function launchOnDesktop(
  { demo }: LaunchOptions,
  dir: string,
  caseDir: string,
  closing: Closing,
): Promise<Opened> {
  const binary = electronBinary();
  if (!binary) throw new Error('There is no Electron program on this machine, and REQUIRE_ELECTRON is set.');
  const application = await _electron.launch({
    executablePath: binary,
    cwd: root,
    args: ['.', ...(demo ? ['--demo'] : ['--case', caseDir])],
    env: { ...process.env, SPYHOP_DATA: join(dir, 'data') } as Record<string, string>,
  });
  closing.push(() => application.close());
  const page = await application.firstWindow();
  return { page, program: undefined, ...watch(application.context(), page) };
}

function watch(context: BrowserContext, page: Page): { errors: string[]; requests: string[] } {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('websocket', (socket) => requests.push(socket.url()));
  context.on('request', (request) => requests.push(request.url()));
  return { errors, requests };
}
