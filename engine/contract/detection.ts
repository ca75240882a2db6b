import { z } from 'zod';
import { Instant, Progress } from './common.ts';

/** structural: follows from the rows by a stated rule; attribution: rests on a label; lead: an opinion. */
export const Tier = z.enum(['structural', 'attribution', 'lead']);
export type Tier = z.infer<typeof Tier>;
export const Maturity = z.enum(['stable', 'experimental']);
export const Severity = z.enum(['LOW', 'MEDIUM', 'HIGH']);
export type Severity = z.infer<typeof Severity>;
export const Priority = z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']);
export type Priority = z.infer<typeof Priority>;

export const Subject = z.object({
  kind: z.enum(['address', 'account', 'market', 'entity', 'transaction']),
  id: z.string(),
  chain: z.string().optional(),
});
export type Subject = z.infer<typeof Subject>;

export const Evidence = z.object({
  kind: z.enum(['transaction', 'transfer', 'trade', 'order', 'price', 'label']),
  role: z.string().optional(),
  ref: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
});
export type Evidence = z.infer<typeof Evidence>;

export const Parameter = z.object({
  name: z.string(),
  type: z.enum(['number', 'integer', 'text', 'boolean', 'choice', 'list']),
  default: z.unknown(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  choices: z.array(z.string()).optional(),
  unit: z.string(),
  description: z.string(),
});
export type Parameter = z.infer<typeof Parameter>;

export const DetectorCard = z.object({
  id: z.string(),
  title: z.string(),
  version: z.number().int().positive(),
  maturity: Maturity,
  tier: Tier,
  family: z.string(),
  reads: z.array(z.string()),
  parameters: z.array(Parameter),
  /** Markdown with the fixed headings of a card. */
  card: z.string(),
});
export type DetectorCard = z.infer<typeof DetectorCard>;

export const FilterMark = z.object({
  stage: z.string(),
  effect: z.enum(['lowered', 'dropped', 'joined']),
  reason: z.string(),
});

export const Verdict = z.object({
  verdict: z.enum(['true', 'false', 'unsure', 'escalate']),
  reason: z.string(),
  at: Instant,
  by: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;

export const Alert = z.object({
  id: z.string(),
  detector: z.string(),
  version: z.number().int(),
  family: z.string(),
  tier: Tier,
  subjects: z.array(Subject),
  start: Instant,
  end: Instant,
  score: z.number().min(0).max(1),
  confidence: z.number().min(0).max(1),
  severity: Severity,
  priority: Priority,
  /** Contribution of each factor to the priority sum (0–1 in total). */
  priorityParts: z.record(z.string(), z.number()),
  title: z.string(),
  explanation: z.string(),
  count: z.number().int().positive(),
  params: z.record(z.string(), z.unknown()),
  evidence: z.array(Evidence),
  filters: z.array(FilterMark),
  verdict: Verdict.nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** A line of the alert table: everything but params and evidence. */
export const AlertRow = Alert.omit({ params: true, evidence: true, filters: true }).extend({
  prioritySum: z.number(),
  evidenceCount: z.number().int(),
  exhibit: z.number().int().nullable(),
  /** A stage after detection dropped it; it is kept, ranked last and hidden unless asked for. */
  dropped: z.boolean(),
  /** What the stages said, as `stage: reason`. */
  marks: z.array(FilterMark),
  story: z.object({ id: z.string(), title: z.string(), alerts: z.number().int() }).nullable(),
});
export type AlertRow = z.infer<typeof AlertRow>;

export const AlertQuery = z.object({
  text: z.string().default(''),
  detectors: z.array(z.string()).default([]),
  priorities: z.array(Priority).default([]),
  tiers: z.array(Tier).default([]),
  families: z.array(z.string()).default([]),
  severities: z.array(Severity).default([]),
  verdicts: z.array(z.enum(['true', 'false', 'unsure', 'escalate', 'none'])).default([]),
  /** An address, `chain:address`, or an entity: alerts that name it or one of its addresses. */
  subject: z.string().nullable().default(null),
  story: z.string().nullable().default(null),
  /** Alerts that a stage dropped: left out, among the others, or only those. */
  dropped: z.enum(['no', 'too', 'only']).default('no'),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  /** Only alerts that begin in the frame, not those that reach into it. */
  begins: z.boolean().default(false),
  /** Only alerts all of whose evidence had happened by then. */
  until: Instant.nullable().default(null),
  sort: z.enum(['priority', 'score', 'time', 'detector']).default('priority'),
  descending: z.boolean().default(true),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export type AlertQuery = z.infer<typeof AlertQuery>;

export const AlertPage = z.object({
  total: z.number().int(),
  rows: z.array(AlertRow),
  facets: z.object({
    detectors: z.array(z.object({ id: z.string(), title: z.string(), count: z.number().int() })),
    priorities: z.array(z.object({ id: Priority, count: z.number().int() })),
    tiers: z.array(z.object({ id: Tier, count: z.number().int() })),
    verdicts: z.array(z.object({ id: z.string(), count: z.number().int() })),
  }),
  /** Alerts that fit but were dropped by a stage. */
  dropped: z.number().int(),
});
export type AlertPage = z.infer<typeof AlertPage>;

export const AlertGroupQuery = z.object({
  by: z.enum(['subject', 'detector', 'story']),
  query: AlertQuery,
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(1000).default(200),
});
export type AlertGroupQuery = z.infer<typeof AlertGroupQuery>;

/** Alerts of one subject, detector or story. */
export const AlertGroup = z.object({
  /** Address (`chain:id`), detector id, or story id. */
  id: z.string(),
  title: z.string(),
  alerts: z.number().int(),
  priority: Priority,
  best: z.number(),
  detectors: z.array(z.string()),
  start: Instant,
  end: Instant,
});
export type AlertGroup = z.infer<typeof AlertGroup>;
export const AlertGroups = z.object({ total: z.number().int(), rows: z.array(AlertGroup) });

/** Alerts by the time they begin, at most `buckets` of equal length. */
export const AlertTimeline = z.object({
  start: Instant.nullable(),
  bucketSeconds: z.number(),
  buckets: z.array(z.object({ at: Instant, priority: Priority, count: z.number().int() })),
});
export type AlertTimeline = z.infer<typeof AlertTimeline>;

/** A piece of evidence with its row as it was read and where it stands. */
export const EvidenceRow = Evidence.extend({
  fileName: z.string(),
  time: Instant.nullable(),
  /** Named values of the row, units in the name where there is one: `amount (WETH)`. */
  values: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

export const AlertDetail = z.object({
  alert: Alert,
  exhibit: z.number().int().nullable(),
  detector: DetectorCard,
  prioritySum: z.number(),
  evidence: z.array(EvidenceRow),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const VerdictRequest = z.object({
  alertIds: z.array(z.string()).min(1).max(200_000),
  /** null takes the verdict back. */
  verdict: z.enum(['true', 'false', 'unsure', 'escalate']).nullable(),
  reason: z.string().max(2000).default(''),
});

export const RunRequest = z.object({
  only: z.array(z.string()).default([]),
  params: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  asOf: Instant.nullable().default(null),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const DetectorRun = z.object({
  detector: z.string(),
  version: z.number().int(),
  status: z.enum(['done', 'failed', 'skipped']),
  alerts: z.number().int(),
  seconds: z.number(),
  /** Why it failed, what it would need to have something to say, or what it left out. */
  message: z.string(),
  /** Addresses that were not searched completely. */
  notSearched: z.array(z.string()).default([]),
});
export type DetectorRun = z.infer<typeof DetectorRun>;

export const RunEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: Progress }),
  z.object({ type: z.literal('detector'), run: DetectorRun }),
  z.object({
    type: z.literal('done'),
    asOf: Instant.nullable(),
    alerts: z.number().int(),
    runs: z.array(DetectorRun),
  }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
