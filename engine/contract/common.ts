import { z } from 'zod';

export const Empty = z.object({});

/** ISO 8601, UTC, microseconds trimmed of trailing zeros: `2023-05-02T12:19:59Z`. */
export const Instant = z.string().regex(/^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/);
export type Instant = z.infer<typeof Instant>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Page = z.object({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});

/** A line of an original file: where every claim ends. `line` is 1-based. */
export const SourceRow = z.object({
  file: Sha256,
  fileName: z.string(),
  line: z.number().int().positive(),
});
export type SourceRow = z.infer<typeof SourceRow>;

export const TimeRange = z.object({ from: Instant.nullable(), to: Instant.nullable() });
export type TimeRange = z.infer<typeof TimeRange>;

/**
 * One task under way: `done` of `total` in `unit`; `total` is null where it cannot be known.
 */
export const Progress = z.object({
  stage: z.string(),
  message: z.string(),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().nullable(),
  unit: z.enum(['rows', 'bytes', 'files', 'steps']),
});
export type Progress = z.infer<typeof Progress>;
