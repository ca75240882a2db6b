import { z } from 'zod';
import { Instant, TimeRange } from './common.ts';

export const CaseSummary = z.object({
  dir: z.string(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  examiner: z.string(),
  createdAt: Instant,
  programVersion: z.string(),
  readOnly: z.boolean(),
  /** An archived case can be looked at and not changed until it is taken up again. */
  archived: z.boolean(),
  counts: z.object({
    datasets: z.number().int(),
    transfers: z.number().int(),
    trades: z.number().int(),
    tags: z.number().int(),
    addresses: z.number().int(),
    alerts: z.number().int(),
    included: z.number().int(),
    holes: z.number().int(),
  }),
  coverage: TimeRange,
  asOf: Instant.nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const RecentCase = z.object({
  dir: z.string(),
  title: z.string(),
  openedAt: Instant,
  exists: z.boolean(),
});
export type RecentCase = z.infer<typeof RecentCase>;

/** `dir` without a separator names a case in the default folder for cases (`~/Spyhop`). */
export const OpenCaseRequest = z.object({ dir: z.string().min(1), create: z.boolean().default(false) });
export const UpdateCaseRequest = z.object({
  title: z.string().min(1).max(200).optional(),
  description: z.string().max(20_000).optional(),
  examiner: z.string().max(200).optional(),
});

export const IncludeRequest = z.object({ alertIds: z.array(z.string()).min(1), included: z.boolean() });
export const IncludedItem = z.object({
  exhibit: z.number().int().positive(),
  alertId: z.string(),
  title: z.string(),
  explanation: z.string(),
  addedAt: Instant,
  note: z.string(),
});
export type IncludedItem = z.infer<typeof IncludedItem>;

export const JournalEntry = z.object({
  seq: z.number().int().nonnegative(),
  at: Instant,
  action: z.string(),
  by: z.string(),
  /** Version of the program that wrote the entry; entries of the first versions do not say. */
  program: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: z.string(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;
