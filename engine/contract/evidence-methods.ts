import { z } from 'zod';
import {
  AddEvidence,
  CaseTimeline,
  Comparison,
  EvidenceContent,
  EvidenceItem,
  SaveWork,
  TimelineQuery,
  WorkDocument,
  WorkKey,
  WorkQuery,
  WorkVersion,
} from './case-work.ts';
import { call } from './define.ts';

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
    z.object({ id: z.string(), data: z.string().max(32_000_000).nullable().default(null) }),
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
