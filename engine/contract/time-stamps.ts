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

/** A response kept in the case. `fileSha256` is the file it is over, `sha256` the response itself (kept in `frozen/`). */
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
