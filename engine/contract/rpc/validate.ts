import type { z } from 'zod';
import { EngineError } from '../errors.ts';

const SHOWN_ISSUES = 3;

/** The first problems of a failed check in one line: `limit: Too big: expected number to be <=500`. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, SHOWN_ISSUES)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '') + issue.message);
  const more = error.issues.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/**
 * The value as its schema reads it.
 * @throws EngineError `invalid` when it does not fit; in the schema's own words where a check of it has `params.told`.
 */
export function checkInput(method: string, schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const told = result.error.issues.find((issue) => issue.code === 'custom' && issue.params?.told === true);
  if (told) throw new EngineError('invalid', told.message, { method });
  throw new EngineError('invalid', `“${method}” was asked wrongly: ${describeIssues(result.error)}`, {
    method,
    issues: result.error.issues.map(({ path, message }) => ({ path: path.map(String), message })),
  });
}

/**
 * An answer as its schema reads it.
 * @throws EngineError `internal` when it does not fit: the engine does not keep its own contract.
 */
export function checkOutput(method: string, schema: z.ZodType, output: unknown): unknown {
  const result = schema.safeParse(output);
  if (result.success) return result.data;
  throw new EngineError(
    'internal',
    `The answer to “${method}” does not have the agreed form, so it is not shown. The case is unchanged by this.`,
    { method },
    { cause: new Error(describeIssues(result.error)) },
  );
}
