import { z } from 'zod';
import { Instant } from './common.ts';

/** The stages between detection and priority, in their order. */
export const Stage = z.enum([
  'allow-list',
  'known-pattern',
  'context',
  'significance',
  'triage-model',
  'correlation',
]);
export type Stage = z.infer<typeof Stage>;

export const StageCard = z.object({
  stage: Stage,
  title: z.string(),
  /** What it does, in a sentence for the analyst. */
  about: z.string(),
  enabled: z.boolean(),
  dropped: z.number().int(),
  lowered: z.number().int(),
  joined: z.number().int(),
});
export type StageCard = z.infer<typeof StageCard>;

export const AllowEntry = z.object({
  id: z.number().int(),
  chain: z.string().nullable(),
  address: z.string(),
  reason: z.string(),
  at: Instant,
  by: z.string(),
});
export type AllowEntry = z.infer<typeof AllowEntry>;

/** When an alert is an instance of something legitimate. All stated conditions must hold. */
export const KnownPattern = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'small letters, digits and hyphens'),
  title: z.string().min(1).max(120),
  /** Said on the alert. */
  reason: z.string().min(1).max(400),
  /** Families or ids of detectors it speaks of; empty for all. */
  detectors: z.array(z.string()).default([]),
  /** A regular expression over method names; the share below of the evidence must match. */
  method: z.string().max(400).nullable().default(null),
  /** Words that a label's category or text of either end must contain (any of them); the share below of the evidence must match. */
  labels: z.array(z.string()).default([]),
  share: z.number().min(0.1).max(1).default(0.8),
  effect: z.enum(['dropped', 'lowered']).default('lowered'),
  enabled: z.boolean().default(true),
  builtIn: z.boolean().default(false),
});
export type KnownPattern = z.infer<typeof KnownPattern>;

export const Reduction = z.object({
  stages: z.array(StageCard),
  allowList: z.array(AllowEntry),
  patterns: z.array(KnownPattern),
  /** Verdicts there are, and how many the triage model needs of each kind before it speaks. */
  triageModel: z.object({ right: z.number().int(), wrong: z.number().int(), needed: z.number().int() }),
});
export type Reduction = z.infer<typeof Reduction>;

/** One change to how alerts are reduced; each is a line in the journal, and alerts are weighed again after it. */
export const ReductionChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: Stage, enabled: z.boolean() }),
  z.object({
    type: z.literal('allow'),
    address: z.string().min(1).max(128),
    chain: z.string().nullable(),
    reason: z.string().min(1).max(400),
  }),
  z.object({ type: z.literal('disallow'), id: z.number().int() }),
  z.object({ type: z.literal('pattern'), pattern: KnownPattern }),
  z.object({ type: z.literal('pattern-enabled'), id: z.string(), enabled: z.boolean() }),
  z.object({
    type: z.literal('keep'),
    alertId: z.string(),
    keep: z.boolean(),
    reason: z.string().max(400).default(''),
  }),
]);
export type ReductionChange = z.infer<typeof ReductionChange>;

export const ParameterSet = z.object({
  name: z.string().max(80),
  params: z.record(z.string(), z.record(z.string(), z.unknown())),
  at: Instant,
  by: z.string(),
});
export type ParameterSet = z.infer<typeof ParameterSet>;

/** What other parameters would change, by detector. */
export const Comparison = z.object({
  detector: z.string(),
  status: z.enum(['done', 'failed', 'skipped']),
  message: z.string(),
  before: z.number().int(),
  after: z.number().int(),
  /** Sentences of alerts that would come, and of those that would go; at most 20 each. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
});
export type Comparison = z.infer<typeof Comparison>;
