import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contract } from '#contract/contract.ts';
import type { Log } from '#contract/rpc/serialise-error.ts';
import { serve } from '#contract/rpc/serve.ts';
import { createEngine, type Engine, type EngineOptions } from '../create-engine.ts';
import { type ProgramPaths, programPaths } from '../program-paths.ts';
import { withDownloads } from './downloads.ts';
import { startLoopbackHost } from './loopback-host.ts';
import { openBrowser } from './open-browser.ts';

export interface BrowserHostOptions {
  /** The case to open; made when it is not there. */
  readonly caseDir?: string;
  /** Opens the bundled demo case when no `caseDir` is given. */
  readonly demo?: boolean;
  /** 0 or nothing takes a free port. */
  readonly port?: number;
  /** False leaves the system browser alone. */
  readonly open?: boolean;
  /** Gets the line with the address; standard output by default. */
  readonly print?: (line: string) => void;
  readonly log?: Log;
}

/** What a test may put in the place of the real parts. */
export interface BrowserHostParts {
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
  readonly paths: ProgramPaths;
}

export interface BrowserHost {
  readonly url: string;
  /** Ends the host: connections, then engine, then scratch folders. Safe to call twice. */
  close(): Promise<void>;
  /** Resolves when the host has ended. */
  readonly closed: Promise<void>;
}

const EXIT_AFTER_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Starts the engine and serves the workstation on 127.0.0.1. Prints
 * `Spyhop is open at http://127.0.0.1:PORT/?token=…`, and ends cleanly on SIGINT or SIGTERM.
 * @throws EngineError when the case cannot be opened or the port is taken; nothing is left running then.
 */
export async function startBrowserHost(
  options: BrowserHostOptions = {},
  parts: BrowserHostParts = { createEngine, paths: programPaths() },
): Promise<BrowserHost> {
  const { paths } = parts;
  const log = options.log ?? logToStandardError;
  const temp = await mkdtemp(join(paths.temp, 'spyhop-'));
  const closing: (() => Promise<void>)[] = [() => rm(temp, { recursive: true, force: true })];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };

  try {
    const engine = await parts.createEngine({
      paths: { data: paths.data, temp, resources: paths.resources },
      clock: () => new Date(),
      log,
      host: 'browser',
    });
    closing.push(() => engine.close());
    await openCase(engine, options);
    const host = await startLoopbackHost({
      rendererDir: paths.renderer,
      tempDir: temp,
      port: options.port,
      log,
      onChannel: (channel) => serve(contract, withDownloads(engine.handlers, host.files), channel, { log }),
    });
    closing.push(() => host.close());

    const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`));
    print(`Spyhop is open at ${host.url}`);
    if (options.open !== false) openBrowser(host.url);
    return endOnSignal(host.url, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Opens what the user asked for at start, before a window can ask for anything. */
export async function openCase(
  engine: Engine,
  { caseDir, demo }: { caseDir?: string; demo?: boolean },
): Promise<void> {
  const context = { signal: new AbortController().signal };
  if (caseDir !== undefined) await engine.handlers.cases.open({ dir: caseDir, create: true }, context);
  else if (demo) await engine.handlers.cases.openDemo({}, context);
}

function endOnSignal(url: string, closeAll: () => Promise<void>): BrowserHost {
  let ended: Promise<void> | undefined;
  let report: () => void;
  const closed = new Promise<void>((resolve) => {
    report = resolve;
  });
  const close = () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    ended ??= closeAll().finally(() => report());
    return ended;
  };
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    void close().finally(() => process.exit(EXIT_AFTER_SIGNAL[signal]));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { url, close, closed };
}

const logToStandardError: Log = (level, message, detail) => {
  if (level === 'info') return;
  console.error(`${level}: ${message}`, ...(detail === undefined ? [] : [detail]));
};
