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

export interface CaseWork {
  readonly folder: CaseFolder;
  readonly tempDir: string;
  readonly clock: () => Date;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
  readonly signal: AbortSignal;
}

/** Opens a case, does the work, closes it; Ctrl-C cancels the work and leaves the case consistent. */
export async function withCase<T>(
  dir: string,
  create: boolean,
  options: GlobalOptions,
  work: (context: CaseWork) => Promise<T>,
): Promise<T> {
  const temp = mkdtempSync(join(programPaths().temp, 'spyhop-'));
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const clock = () => new Date();
  const log: CaseWork['log'] = (level, message, detail) => {
    if (options.debug)
      note(
        `[${level}] ${message} ${detail instanceof Error ? detail.stack : detail === undefined ? '' : JSON.stringify(detail)}`,
      );
  };
  let folder: CaseFolder | null = null;
  try {
    folder = await openCase({ dir, create, tempDir: temp, clock, programVersion });
    return await work({ folder, tempDir: temp, clock, log, signal: controller.signal });
  } finally {
    folder?.close();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    rmSync(temp, { recursive: true, force: true });
  }
}

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
