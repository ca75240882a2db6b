import { z } from 'zod';
import { BundleKey, BundleRequest, RestoreEvent, RestoreRequest, SealEvent, VerifyEvent } from './bundles.ts';
import {
  AddEvidence,
  CaseTimeline,
  Comparison,
  EvidenceContent,
  EvidenceItem,
  EXHIBIT_BYTES,
  SaveWork,
  TimelineQuery,
  WorkDocument,
  WorkKey,
  WorkQuery,
  WorkVersion,
} from './case-work.ts';
import { Empty, Page, Sha256 } from './common.ts';
import { Acquisition, Original, ReproduceEvent, Seat, SetMemberRequest, SignInRequest } from './custody.ts';
import { call, stream } from './define.ts';
import { SearchWords, WordsEvent } from './redaction.ts';
import { DifferenceQuery, LabelConflicts, ListDifference, ScreeningList } from './screening.ts';
import { CaseTimeStampCheck, KeptTimeStamp, StampAnswer, StampSubject, StampTarget } from './time-stamps.ts';

/** Case work. Every change is a line of the journal before it is anything else; nothing is ever taken away for good. */
export const workMethods = {
  /** Exhibits by number; alerts taken in with `cases.include` are among them. */
  evidence: call(z.object({ removed: z.boolean().default(false) }), z.array(EvidenceItem)),
  addEvidence: call(AddEvidence, EvidenceItem),
  changeEvidence: call(
    z.object({
      id: z.string(),
      title: z.string().min(1).max(300).optional(),
      note: z.string().max(20_000).optional(),
    }),
    EvidenceItem,
  ),
  /** An exhibit as it was frozen; that it was looked at is recorded. */
  openEvidence: call(z.object({ id: z.string() }), EvidenceContent),
  /** Whether what it showed is the same today: the engine asks for alerts by itself, for the rest give the live data. */
  compareEvidence: call(
    z.object({ id: z.string(), data: z.string().max(EXHIBIT_BYTES).nullable().default(null) }),
    Comparison,
  ),
  list: call(WorkQuery, z.array(WorkDocument)),
  save: call(SaveWork, WorkDocument),
  /** Takes a document or an exhibit off the lists; it stays in the case with its reason. */
  remove: call(WorkKey.extend({ reason: z.string().max(4000).default('') }), z.object({})),
  restore: call(WorkKey, z.object({})),
  /** How a document came about, the latest first. */
  history: call(WorkKey, z.array(WorkVersion)),
  timeline: call(TimelineQuery, CaseTimeline),
} as const;

/** Who is at the case, where its originals come from, and whether all of it holds. */
export const custodyMethods = {
  seat: call(Empty, Seat),
  /** A refused attempt is in the journal too. */
  signIn: call(SignInRequest, Seat),
  signOut: call(Empty, Seat),
  /** The first member is an owner and signed in at once. Passphrases stay on this machine (scrypt). */
  setMember: call(SetMemberRequest, Seat),
  removeMember: call(z.object({ name: z.string() }), Seat),
  /** Originals in the order in which they came, with source, acquisition, who and when. */
  originals: call(Empty, z.array(Original)),
  stateAcquisition: call(z.object({ sha256: Sha256, acquisition: Acquisition }), z.array(Original)),
  /** Checks the open case; nothing in it changes. The last item holds the answer. */
  verify: stream(Empty, VerifyEvent),
  /** Makes the open case again in a scratch folder and compares; an altered original is refused by name. */
  reproduce: stream(Empty, ReproduceEvent),
} as const;

/** Sealed bundles. Each stream tells its progress, can be cancelled and ends with one `done`. */
export const bundleMethods = {
  seal: stream(BundleRequest, SealEvent),
  /** Every place of the case where words occur, with what leaves it out of a copy. */
  findWords: stream(z.object({ words: SearchWords.min(1) }), WordsEvent),
  verify: stream(z.object({ path: z.string().min(1), key: BundleKey.nullable().default(null) }), VerifyEvent),
  /** Makes a case of a bundle; it is not opened. */
  restore: stream(RestoreRequest, RestoreEvent),
} as const;

/** RFC 3161 time-stamps over the journal or files such as a sealed bundle. The authority is reached by the user, never by the program. */
export const timeStampMethods = {
  /** What can be stamped: the journal, then what was sealed, written and exported, the latest first. */
  subjects: call(Empty, z.array(StampSubject)),
  /** Writes the request, to be sent to an authority: beside a file as `<path>.tsq`, for the journal into `exports/`. */
  request: call(StampTarget, z.object({ path: z.string(), sha256: Sha256, url: z.string().nullable() })),
  /** Keeps the authority's answer (`response`, a .tsr file) in the case. */
  keep: call(StampAnswer, z.array(KeptTimeStamp)),
  kept: call(Empty, z.array(KeptTimeStamp)),
  /** Checks an answer offline; `authority` is a PEM file with the certificates that are trusted. */
  check: call(StampAnswer.extend({ authority: z.string().min(1) }), CaseTimeStampCheck),
} as const;

/** Labels and sanctions as the case froze them, newer lists laid beside, and where lists contradict each other. */
export const screeningMethods = {
  lists: call(Empty, z.array(ScreeningList)),
  /** Keeps a newer list beside the frozen ones; nothing is judged by it. `origin` says where it was got. */
  layBeside: call(
    z.object({ path: z.string().min(1), origin: z.string().max(2000).default('') }),
    ScreeningList,
  ),
  difference: call(DifferenceQuery, ListDifference),
  conflicts: call(Page, LabelConflicts),
} as const;
