import { EngineError } from '#contract/errors.ts';

/** One sentence for the investigator out of whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  if (error instanceof Error && error.message) return error.message;
  return 'The engine gave no reason. The case folder was not changed by the window.';
}

export const isCancelled = (error: unknown): boolean =>
  (error instanceof EngineError && error.code === 'cancelled') ||
  (error instanceof Error && error.name === 'AbortError');
