import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { type CaseFolder, openCase } from '../cases/case-folder.ts';
import { programVersion } from '../create-engine.ts';
import { programPaths } from '../program-paths.ts';
import { SqlError } from '../warehouse/session.ts';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** A call with wrong words: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

export const answer = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

/** A scratch folder, and a signal that Ctrl-C aborts. */
export interface Scratch {
  readonly tempDir: string;
  readonly signal: AbortSignal;
}

export interface CaseWork extends Scratch {
  readonly folder: CaseFolder;
  readonly clock: () => Date;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
}

const clock = () => new Date();

/** What any work is given: the clock, a log that `--debug` shows, the version. */
export const surroundings = ({ debug }: GlobalOptions) => ({
  clock,
  programVersion,
  log: ((level, message, detail) => {
    if (debug)
      note(
        `[${level}] ${message} ${detail instanceof Error ? detail.stack : detail === undefined ? '' : JSON.stringify(detail)}`,
      );
  }) satisfies CaseWork['log'] as CaseWork['log'],
});

/** Does work with a scratch folder that is gone afterwards; Ctrl-C cancels it. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const tempDir = mkdtempSync(join(programPaths().temp, 'spyhop-'));
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work({ tempDir, signal: controller.signal });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    rmSync(tempDir, { recursive: true, force: true });
  }
}

/** Opens a case, does the work, closes it; Ctrl-C cancels the work and leaves the case consistent. */
export const withCase = <T>(
  dir: string,
  create: boolean,
  options: GlobalOptions,
  work: (context: CaseWork) => Promise<T>,
): Promise<T> =>
  withScratch(async (scratch) => {
    const { log } = surroundings(options);
    const folder = await openCase({ dir, create, tempDir: scratch.tempDir, clock, programVersion });
    try {
      return await work({ ...scratch, folder, clock, log });
    } finally {
      folder.close();
    }
  });

/** One line that says what happened and what to do; the exit status of the command line. */
export function report(error: unknown, options: GlobalOptions): number {
  if (options.debug && error instanceof Error) {
    note(error.stack ?? error.message);
    if (error instanceof SqlError) note(error.sql);
    if (error.cause instanceof Error) note(`caused by ${error.cause.stack ?? error.cause.message}`);
  } else if (error instanceof EngineError || error instanceof UsageError)
    note(error.message.replaceAll('\n', ' '));
  else
    note(
      `Something went wrong in Spyhop itself (${error instanceof Error ? error.message.split('\n')[0] : String(error)}). The case is as the last finished step left it; --debug shows more.`,
    );
  if (error instanceof UsageError) return 2;
  return error instanceof EngineError && error.code === 'cancelled' ? 130 : 1;
}
