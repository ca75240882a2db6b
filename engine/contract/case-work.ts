import { z } from 'zod';
import { Instant, Sha256 } from './common.ts';
import { Tier } from './detection.ts';
import { utf8Bytes } from './utf8.ts';

export const EvidenceKind = z.enum(['alert', 'rows', 'graph-view', 'chart', 'trace', 'file', 'note']);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** Something that happened in the world, as an exhibit or a finding states it. */
export const WorldEvent = z.object({ at: Instant, text: z.string().min(1).max(500) });
export type WorldEvent = z.infer<typeof WorldEvent>;

/** The most an exhibit may hold: its data, style and picture together, in bytes as they travel (UTF-8, base64). */
export const EXHIBIT_BYTES = 32_000_000;

/** Why something of so many bytes cannot be an exhibit, or null. */
const tooLarge = (bytes: number): string | null =>
  bytes <= EXHIBIT_BYTES
    ? null
    : `The exhibit has ${(Math.ceil(bytes / 10_000) / 100).toFixed(2)} MB and may have ${EXHIBIT_BYTES / 1e6} MB at most. Nothing was added; show less of it, then add it again.`;

/** A picture as it was seen: PNG as base64, SVG as text. */
export const Picture = z.discriminatedUnion('type', [
  z.object({ type: z.literal('image/png'), base64: z.base64().max(16_000_000) }),
  z.object({ type: z.literal('image/svg+xml'), text: z.string().max(16_000_000) }),
]);
export type Picture = z.infer<typeof Picture>;

/**
 * Freezes something seen on a screen. `data` is JSON text of what was shown, `style` JSON text of how; both come back
 * byte for byte. `location` is the window's own text for the way back to the live view.
 */
export const AddEvidence = z
  .object({
    kind: EvidenceKind.exclude(['alert']),
    title: z.string().min(1).max(300),
    explanation: z.string().max(4000).default(''),
    note: z.string().max(20_000).default(''),
    location: z.string().max(100_000).default(''),
    data: z.string(),
    style: z.string().nullable().default(null),
    picture: Picture.nullable().default(null),
    events: z.array(WorldEvent).max(200).default([]),
  })
  .check(({ value: { data, style, picture }, issues }) => {
    const parts = [data, style, picture && ('text' in picture ? picture.text : picture.base64)];
    const message = tooLarge(parts.reduce((sum, part) => sum + utf8Bytes(part ?? ''), 0));
    if (message) issues.push({ code: 'custom', message, params: { told: true }, input: undefined });
  });
export type AddEvidence = z.input<typeof AddEvidence>;

export const FrozenParts = z.object({
  data: Sha256,
  style: Sha256.nullable(),
  picture: z.object({ sha256: Sha256, type: z.enum(['image/png', 'image/svg+xml']) }).nullable(),
});

const Stamp = z.object({ at: Instant, by: z.string() });
export const Removal = Stamp.extend({ reason: z.string() });

/**
 * An exhibit. `dataDigest` is taken over the data as a value (order of keys does not matter); `datasetsDigest` over the
 * originals the case held when it was frozen.
 */
export const EvidenceItem = z.object({
  id: z.string(),
  exhibit: z.number().int().positive(),
  kind: EvidenceKind,
  title: z.string(),
  explanation: z.string(),
  note: z.string(),
  location: z.string(),
  alertId: z.string().nullable(),
  frozen: FrozenParts,
  dataDigest: Sha256,
  datasetsDigest: Sha256,
  /** The case holds other originals than when this was frozen: what it shows may be different today. */
  datasetsChanged: z.boolean(),
  events: z.array(WorldEvent),
  version: z.number().int().positive(),
  created: Stamp,
  changed: Stamp,
  removed: Removal.nullable(),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const EvidenceContent = z.object({
  item: EvidenceItem,
  data: z.string(),
  style: z.string().nullable(),
  picture: Picture.nullable(),
});

/**
 * `same`: the live data has the frozen digest; `changed`: it has another; `gone`: there is nothing live any more;
 * `unknown`: nothing was given to compare and the engine cannot ask by itself.
 */
export const Comparison = z.object({ state: z.enum(['same', 'changed', 'gone', 'unknown']) });

export const Confidence = z.enum(['low', 'moderate', 'high']);
export type Confidence = z.infer<typeof Confidence>;

/** A piece of evidence in an argument, by the id of its exhibit, with what it says there. */
export const Argument = z.object({ evidence: z.string(), text: z.string().max(4000).default('') });
export type Argument = z.infer<typeof Argument>;

/** What an investigator concludes. */
export const FindingContent = z.object({
  kind: z.literal('finding'),
  statement: z.string().min(1).max(4000),
  detail: z.string().max(100_000).default(''),
  confidence: Confidence,
  confidenceReason: z.string().max(4000).default(''),
  tier: Tier,
  supporting: z.array(Argument).max(1000).default([]),
  contradicting: z.array(Argument).max(1000).default([]),
  events: z.array(WorldEvent).max(200).default([]),
});

/** Something to do, or a lead to follow. */
export const TaskContent = z.object({
  kind: z.literal('task'),
  type: z.enum(['task', 'lead']),
  title: z.string().min(1).max(300),
  detail: z.string().max(100_000).default(''),
  status: z.enum(['open', 'active', 'done', 'dismissed']),
  outcome: z.string().max(20_000).default(''),
  assignee: z.string().max(200).default(''),
  due: Instant.nullable().default(null),
  evidence: z.array(z.string()).max(1000).default([]),
});

/** Markdown. Every saved version stays in the journal. */
export const NoteContent = z.object({
  kind: z.literal('note'),
  title: z.string().max(300).default(''),
  text: z.string().max(1_000_000),
});

export const HypothesisContent = z.object({
  kind: z.literal('hypothesis'),
  statement: z.string().min(1).max(4000),
  status: z.enum(['open', 'supported', 'rejected']),
  outcome: z.string().max(20_000).default(''),
  for: z.array(Argument).max(1000).default([]),
  against: z.array(Argument).max(1000).default([]),
});

export const WorkContent = z.discriminatedUnion('kind', [
  FindingContent,
  TaskContent,
  NoteContent,
  HypothesisContent,
]);
export type WorkContent = z.infer<typeof WorkContent>;

/** The line that stands for a document wherever it is listed; empty for a note without a title. */
export const headlineOf = (content: WorkContent): string =>
  content.kind === 'finding' || content.kind === 'hypothesis' ? content.statement : content.title;

export const WorkKind = z.enum(['finding', 'task', 'note', 'hypothesis']);
export type WorkKind = z.infer<typeof WorkKind>;

/** A finding, task, note or hypothesis. `number` counts per kind and is never given twice. */
export const WorkDocument = z.object({
  id: z.string(),
  number: z.number().int().positive(),
  version: z.number().int().positive(),
  content: WorkContent,
  created: Stamp,
  changed: Stamp,
  removed: Removal.nullable(),
});
export type WorkDocument = z.infer<typeof WorkDocument>;

/**
 * Saves a new document (`id` null) or the next version of one. With `version` (the one that was edited) a save over
 * someone else's newer version is refused; a save that changes nothing writes nothing.
 */
export const SaveWork = z.object({
  id: z.string().nullable(),
  version: z.number().int().positive().optional(),
  content: WorkContent,
});
export type SaveWork = z.input<typeof SaveWork>;

export const WorkKey = z.object({ kind: z.union([WorkKind, z.literal('evidence')]), id: z.string() });
export type WorkKey = z.infer<typeof WorkKey>;

export const WorkQuery = z.object({
  kinds: z.array(WorkKind).default([]),
  /** Removed ones too; they stay in the case. */
  removed: z.boolean().default(false),
});

/** One version of a document, or its removal or return. */
export const WorkVersion = z.object({
  seq: z.number().int(),
  at: Instant,
  by: z.string(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type WorkVersion = z.infer<typeof WorkVersion>;

export const TimelineQuery = z.object({
  world: z.boolean().default(true),
  actions: z.boolean().default(true),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  descending: z.boolean().default(false),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** Events of the world (from exhibits and findings that are in the case) among the actions of the investigators. */
export const TimelineEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('world'), at: Instant, text: z.string(), source: WorkKey, label: z.string() }),
  z.object({
    type: z.literal('action'),
    at: Instant,
    seq: z.number().int(),
    action: z.string(),
    by: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const CaseTimeline = z.object({ total: z.number().int(), rows: z.array(TimelineEntry) });
