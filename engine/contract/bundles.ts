import { z } from 'zod';
import { Progress, Sha256 } from './common.ts';
import { Verification } from './custody.ts';
import { LeaveOut, Remaining, SearchWords } from './redaction.ts';

/** A passphrase, or recipients (`age1…`), in the age format (age-encryption.org/v1). */
export const BundleEncryption = z.union([
  z.object({ passphrase: z.string().min(8).max(1000) }),
  z.object({ recipients: z.array(z.string().startsWith('age1')).min(1).max(100) }),
]);
export type BundleEncryption = z.infer<typeof BundleEncryption>;

export const BundleRequest = z.object({
  /** Where to write; by default `exports/` in the case, with a name of its own. */
  out: z.string().min(1).optional(),
  leaveOut: LeaveOut.default({ originals: [], exhibits: [], documents: [], actions: [], entries: [] }),
  /** Words that should not be in the bundle: it is searched for them once it is made. The journal does not hold them. */
  words: SearchWords.default([]),
  /** Leaves out everything that holds one of the words and can be left out, too. */
  leaveOutFound: z.boolean().default(false),
  /** Puts in the report that was last written, where there is one. A redacted copy has it only when this is asked for. */
  report: z.boolean().optional(),
  encryption: BundleEncryption.nullable().default(null),
});
export type BundleRequest = z.infer<typeof BundleRequest>;

export const SealedBundle = z.object({
  path: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  sha256: Sha256,
  files: z.number().int(),
  encrypted: z.boolean(),
  report: z.boolean(),
  leftOut: z.object({
    originals: z.number().int(),
    exhibits: z.array(z.number().int()),
    documents: z.number().int(),
    alerts: z.number().int(),
    entries: z.number().int(),
  }),
  /** Where the words still occur; null where none were given. */
  remaining: Remaining.nullable(),
});
export type SealedBundle = z.infer<typeof SealedBundle>;

const progress = z.object({ type: z.literal('progress'), progress: Progress });

export const SealEvent = z.discriminatedUnion('type', [
  progress,
  z.object({ type: z.literal('done'), bundle: SealedBundle, url: z.string().nullable() }),
]);
export type SealEvent = z.infer<typeof SealEvent>;

/** What opens an encrypted bundle: a passphrase or an age identity (`AGE-SECRET-KEY-1…`). */
export const BundleKey = z.union([
  z.object({ passphrase: z.string().max(1000) }),
  z.object({ identity: z.string().startsWith('AGE-SECRET-KEY-') }),
]);
export type BundleKey = z.infer<typeof BundleKey>;

export const RestoreRequest = z.object({
  path: z.string().min(1),
  /** The new case folder: it must not be there yet. Without a separator: a name in the default folder for cases. */
  dir: z.string().min(1),
  key: BundleKey.nullable().default(null),
});
export type RestoreRequest = z.infer<typeof RestoreRequest>;

export const RestoredCase = z.object({
  dir: z.string(),
  datasets: z.number().int(),
  /** Datasets whose original is not in the bundle. Then detection was not run and the case has no alerts. */
  passedOver: z.number().int(),
  alerts: z.object({ sealed: z.number().int(), restored: z.number().int() }),
  differences: z.array(z.object({ what: z.string(), reason: z.string() })),
});
export type RestoredCase = z.infer<typeof RestoredCase>;

export const RestoreEvent = z.discriminatedUnion('type', [
  progress,
  z.object({ type: z.literal('done'), restored: RestoredCase }),
]);
export type RestoreEvent = z.infer<typeof RestoreEvent>;

export const VerifyEvent = z.discriminatedUnion('type', [
  progress,
  z.object({ type: z.literal('done'), verification: Verification }),
]);
export type VerifyEvent = z.infer<typeof VerifyEvent>;
