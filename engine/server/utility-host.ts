import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contract } from '#contract/contract.ts';
import { type EmitterPort, portChannel } from '#contract/rpc/port-channel.ts';
import type { Log } from '#contract/rpc/serialise-error.ts';
import { serve } from '#contract/rpc/serve.ts';
import { createEngine, type Engine, type EngineOptions } from '../create-engine.ts';
import { openCase } from './browser-host.ts';

/** The end of the line to Electron's main process; `process.parentPort` of a utility process. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: EmitterPort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

const UtilityOptions = z.object({
  paths: z.object({ data: z.string(), temp: z.string(), resources: z.string() }),
  caseDir: z.string().optional(),
  demo: z.boolean().default(false),
});

/** From the main process, `start` first: `connect` brings the ports of a window, `shutdown` ends the engine. */
const ToUtility = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), options: UtilityOptions }),
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('shutdown') }),
]);
export type ToUtility = z.input<typeof ToUtility>;

/** To the main process. */
export const FromUtility = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({ type: z.literal('closed') }),
]);
export type FromUtility = z.infer<typeof FromUtility>;

interface Started {
  readonly engine: Engine;
  readonly temp: string;
}

/**
 * Runs the engine for the desktop host: every port that arrives is a window's line to it. A start that
 * fails is told to the main process, which shows it. Ports that arrive during the start wait for it.
 */
export function serveParent(
  parent: ParentPort,
  exit: (code: number) => void = process.exit,
  create: (options: EngineOptions) => Promise<Engine> = createEngine,
): void {
  const tell = (message: FromUtility) => parent.postMessage(message);
  let started: Promise<Started> | undefined;

  function begin(options: z.output<typeof UtilityOptions>): Promise<Started> {
    const starting = start(options, create);
    starting.then(
      () => tell({ type: 'ready' }),
      (error: unknown) => {
        log('error', 'The engine did not start', error);
        tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
        exit(1);
      },
    );
    return starting;
  }

  function attach(port: EmitterPort): void {
    const channel = portChannel(port);
    if (!started) {
      channel.close();
      return;
    }
    started.then(
      ({ engine }) => serve(contract, engine.handlers, channel, { log }),
      () => channel.close(),
    );
  }

  async function shutDown(): Promise<void> {
    try {
      const running = await started?.catch(() => undefined);
      await running?.engine.close();
      if (running) await rm(running.temp, { recursive: true, force: true });
    } catch (error) {
      log('error', 'The engine did not end cleanly', error);
    }
    tell({ type: 'closed' });
    exit(0);
  }

  parent.on('message', ({ data, ports }) => {
    const message = ToUtility.safeParse(data);
    if (!message.success)
      log('warn', 'A message of the main process was not understood', message.error.message);
    else if (message.data.type === 'start') started ??= begin(message.data.options);
    else if (message.data.type === 'connect') ports.forEach(attach);
    else void shutDown();
  });
}

async function start(
  { paths, caseDir, demo }: z.output<typeof UtilityOptions>,
  create: (options: EngineOptions) => Promise<Engine>,
): Promise<Started> {
  const temp = await mkdtemp(join(paths.temp, 'spyhop-'));
  try {
    const engine = await create({ paths: { ...paths, temp }, clock: () => new Date(), log, host: 'desktop' });
    await openCase(engine, { caseDir, demo }).catch((cause: unknown) =>
      log('error', 'The case could not be opened at start', cause),
    );
    return { engine, temp };
  } catch (error) {
    await rm(temp, { recursive: true, force: true });
    throw error;
  }
}

const log: Log = (level, message, detail) => {
  console.error(`${level}: ${message}`, ...(detail === undefined ? [] : [detail]));
};
