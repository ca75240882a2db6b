import { z } from 'zod';
import { Instant, Progress, Sha256 } from './common.ts';

/** An owner may do everything; an analyst may not delete or change roles; a viewer may look. */
export const CaseRole = z.enum(['owner', 'analyst', 'viewer']);
export type CaseRole = z.infer<typeof CaseRole>;

const Name = z.string().trim().min(1).max(200);
const Passphrase = z.string().min(8).max(1000);

/** Who is at the case. Without members everyone is its owner under the examiner's name, as `name` then says. */
export const Seat = z.object({
  /** Null where the case has members and nobody has signed in: then only looking is allowed. */
  name: z.string().nullable(),
  role: CaseRole,
  members: z.array(z.object({ name: z.string(), role: CaseRole })),
});
export type Seat = z.infer<typeof Seat>;

export const SignInRequest = z.object({ name: Name, passphrase: z.string().max(1000) });

/** The first member of a case has to be an owner. A member that is there already gets the new role and, where given, passphrase. */
export const SetMemberRequest = z.object({ name: Name, role: CaseRole, passphrase: Passphrase.optional() });

/** Where an original comes from and how it was acquired, as its acquirer states it. */
export const Acquisition = z.object({
  source: z.string().max(2000).default(''),
  note: z.string().max(20_000).default(''),
  acquiredBy: z.string().max(200).default(''),
  acquiredAt: Instant.nullable().default(null),
});
export type Acquisition = z.infer<typeof Acquisition>;

/** An original with what is known of its way here. */
export const Original = z.object({
  sha256: Sha256,
  name: z.string(),
  path: z.string(),
  bytes: z.number().int(),
  /** The dataset made of it; null for an archive that is kept whole. */
  datasetId: z.number().int().nullable(),
  importedAt: Instant,
  importedBy: z.string(),
  acquisition: Acquisition,
  present: z.boolean(),
});
export type Original = z.infer<typeof Original>;

export const VerifyStep = z.enum([
  'container',
  'manifest',
  'case-file',
  'journal',
  'originals',
  'frozen',
  'tables',
  'case-work',
  'alerts',
  'reports',
  'extra-files',
]);

export type VerifyStep = z.infer<typeof VerifyStep>;

/** One thing that does not hold. `file` is relative to the case folder or the bag; `line` is 1-based where there is one. */
export const VerifyProblem = z.object({
  step: VerifyStep,
  file: z.string(),
  line: z.number().int().positive().nullable(),
  reason: z.string(),
});
export type VerifyProblem = z.infer<typeof VerifyProblem>;

/** What was checked and what does not hold, the first broken thing first. */
export const Verification = z.object({
  kind: z.enum(['case', 'bundle']),
  path: z.string(),
  holds: z.boolean(),
  problems: z.array(VerifyProblem),
  checked: z.object({
    entries: z.number().int(),
    originals: z.number().int(),
    frozen: z.number().int(),
    datasets: z.number().int(),
    rows: z.number().int(),
    files: z.number().int(),
  }),
  journal: z.object({ entries: z.number().int(), last: z.string() }),
  /** What could not be checked, and why. */
  remarks: z.array(z.string()),
});
export type Verification = z.infer<typeof Verification>;

/** What a case gives when it is made again from its originals. */
export const Reproduction = z.object({
  identical: z.boolean(),
  /** Version that wrote the case's last detection, and the one that ran now. */
  versions: z.object({ recorded: z.string().nullable(), present: z.string() }),
  datasets: z.object({ compared: z.number().int(), rows: z.number().int() }),
  alerts: z.object({ recorded: z.number().int(), reproduced: z.number().int() }),
  documents: z.number().int(),
  differences: z.array(z.object({ what: z.string(), reason: z.string() })),
  remarks: z.array(z.string()),
});
export type Reproduction = z.infer<typeof Reproduction>;

export const ReproduceEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: Progress }),
  z.object({ type: z.literal('done'), reproduction: Reproduction }),
]);
export type ReproduceEvent = z.infer<typeof ReproduceEvent>;
