import { z } from 'zod';
import { Instant, Sha256 } from './common.ts';

/** What a time-stamp (RFC 3161) states, and whether it holds; `signer` is null where the certificate is not known. */
export const TimeStampCheck = z.object({
  holds: z.boolean(),
  at: z.string(),
  policy: z.string(),
  /** Serial number, hexadecimal. */
  serial: z.string(),
  signer: z.string().nullable(),
  imprint: z.object({ hash: z.string(), hex: z.string() }),
  problems: z.array(z.string()),
});
export type TimeStampCheck = z.infer<typeof TimeStampCheck>;

/** A response kept in the case. `fileSha256` is the file it is over (or the hash of the journal's last entry then), `sha256` the response itself (kept in `frozen/`). */
export const KeptTimeStamp = z.object({
  sha256: Sha256,
  fileSha256: Sha256,
  fileName: z.string(),
  at: z.string(),
  policy: z.string(),
  serial: z.string(),
  importedAt: Instant,
  importedBy: z.string(),
});
export type KeptTimeStamp = z.infer<typeof KeptTimeStamp>;

/** What a time-stamp is asked for: the journal up to its last entry, or a file. */
export const StampTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journal') }),
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
]);
export type StampTarget = z.infer<typeof StampTarget>;

/**
 * Something that a time-stamp can be over. For the journal `sha256` is the hash of entry `entries`, which stands for every
 * line up to it; else that of the file.
 */
export const StampSubject = z.object({
  kind: z.enum(['journal', 'bundle', 'report', 'export', 'file']),
  name: z.string(),
  path: z.string().nullable(),
  sha256: Sha256,
  /** When it was written; null where the case does not know. */
  at: Instant.nullable(),
  entries: z.number().int().nullable(),
  /** The file is still there. */
  present: z.boolean(),
});
export type StampSubject = z.infer<typeof StampSubject>;

/** `path` names the file that the answer is over; null finds it among what the case knows by its hash. */
export const StampAnswer = z.object({
  response: z.string().min(1),
  path: z.string().min(1).nullable().default(null),
});
export type StampAnswer = z.infer<typeof StampAnswer>;

/** `of` is what the time-stamp is over; null where the case knows nothing with that hash. */
export const CaseTimeStampCheck = TimeStampCheck.extend({ of: StampSubject.nullable() });
export type CaseTimeStampCheck = z.infer<typeof CaseTimeStampCheck>;
