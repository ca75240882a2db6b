import { z } from 'zod';

export const EngineErrorCode = z.enum(['not-found', 'invalid', 'conflict', 'cancelled', 'busy', 'internal']);
export type EngineErrorCode = z.infer<typeof EngineErrorCode>;

export const SerialisedError = z.object({
  code: EngineErrorCode,
  message: z.string(),
  detail: z.record(z.string(), z.unknown()).optional(),
});
export type SerialisedError = z.infer<typeof SerialisedError>;

/**
 * The only error that crosses the boundary. `message` is one sentence for the investigator:
 * what happened, what was kept, what to do.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly detail: Record<string, unknown> | undefined;

  constructor(
    code: EngineErrorCode,
    message: string,
    detail?: Record<string, unknown>,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }

  toJSON(): SerialisedError {
    return { code: this.code, message: this.message, ...(this.detail ? { detail: this.detail } : {}) };
  }
}
