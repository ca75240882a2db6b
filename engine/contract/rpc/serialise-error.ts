import { EngineError, type SerialisedError } from '../errors.ts';

export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;

export const cancelled = (method: string): EngineError =>
  new EngineError('cancelled', `“${method}” was cancelled.`, { method });

/**
 * The one place where an error leaves the engine. An `EngineError` goes as it is; anything else becomes
 * `internal` and keeps its message and stack in the log. Causes are always logged, never sent.
 */
export function serialiseError(error: unknown, method: string, aborted: boolean, log: Log): SerialisedError {
  if (aborted) return cancelled(method).toJSON();
  if (error instanceof EngineError) {
    if (error.code === 'internal') log('error', `${method}: ${error.message}`, error.cause ?? error);
    else if (error.cause !== undefined) log('warn', `${method}: ${error.message}`, error.cause);
    return sendable(error);
  }
  log('error', `${method}: unexpected error`, error);
  return new EngineError(
    'internal',
    `Something went wrong inside the engine while it answered “${method}”. The program log has the details.`,
    { method },
  ).toJSON();
}

/** Detail that no transport could carry (a BigInt, a function, a cycle) must not stop the message itself. */
function sendable(error: EngineError): SerialisedError {
  const { code, message } = error;
  try {
    return JSON.parse(JSON.stringify(error)) as SerialisedError;
  } catch {
    return { code, message };
  }
}

export function reviveError(error: SerialisedError): EngineError {
  return new EngineError(error.code, error.message, error.detail);
}
