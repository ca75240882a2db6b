import { z } from 'zod';
import { Instant, Progress, Sha256 } from './common.ts';
import { TagBadge, TransferRow } from './graph.ts';

export const TraceMethod = z.enum(['fifo', 'lifo', 'haircut', 'poison']);
export type TraceMethod = z.infer<typeof TraceMethod>;

/** What is traced: one transfer, or all that an address held of an asset at an instant. */
export const TraceSeed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('row'), file: Sha256, line: z.number().int().positive() }),
  z.object({
    kind: z.literal('balance'),
    chain: z.string(),
    address: z.string(),
    asset: z.string(),
    /** null: after the last imported row (forward), which leaves nothing to follow, or what is there now (backward). */
    at: Instant.nullable().default(null),
  }),
]);
export type TraceSeed = z.infer<typeof TraceSeed>;

/** Kinds of accounts that pool the money of many. The last two are known by what they do, the others by label or decoded swaps. */
export const ServiceKind = z.enum([
  'exchange',
  'mixer',
  'bridge',
  'pool',
  'service',
  'system',
  'exchanging',
  'hub',
]);
export type ServiceKind = z.infer<typeof ServiceKind>;

/** When a way is followed no further. */
export const TraceRules = z.object({
  /** Transfers from the beginning. */
  maxHops: z.number().int().min(1).max(20).default(6),
  /** A transfer that carries a smaller part of the traced amount is not followed. */
  minShare: z.number().min(0).max(1).default(0.001),
  /** Forward: later rows are not followed. Backward: earlier ones. */
  until: Instant.nullable().default(null),
  /** Balances (account and asset) followed, for each method. */
  maxAccounts: z.number().int().min(1).max(20_000).default(500),
  /** Accounts with more transfers pool the money of many, labelled or not. */
  busyTransfers: z.number().int().min(1).max(1_000_000).default(10_000),
  stopAt: z.array(ServiceKind).default([...ServiceKind.options]),
  /** Goes on behind a decoded swap of the same transaction, in the asset it gave. */
  followSwaps: z.boolean().default(false),
});
export type TraceRules = z.infer<typeof TraceRules>;

export const TraceRequest = z.object({
  seed: TraceSeed,
  direction: z.enum(['forward', 'backward']).default('forward'),
  methods: z
    .array(TraceMethod)
    .min(1)
    .default([...TraceMethod.options]),
  rules: TraceRules.prefault({}),
});
export type TraceRequest = z.infer<typeof TraceRequest>;

/** Why traced money went no further. */
export const TraceEndReason = z.enum([
  /** An account that pools the money of many. */
  'service',
  /** Forward: still there after the last row looked at. Backward: there before the time limit. */
  'held',
  /** Backward: there before the first imported row. */
  'opening',
  /** Went on in another asset, which is followed. */
  'converted',
  'fee',
  'hops',
  'small',
  'busy',
  'budget',
]);
export type TraceEndReason = z.infer<typeof TraceEndReason>;

/** All traced transfers from one address to another in one asset, in the direction in which the money moved. */
export const TraceFlow = z.object({
  /** Node ids, `chain:address`. */
  source: z.string(),
  target: z.string(),
  asset: z.string(),
  symbol: z.string(),
  /** The traced part, exact. */
  amount: z.string(),
  /** Of the amount traced; under poison it may exceed 1. */
  share: z.number(),
  /** What those transfers moved in all, exact. */
  moved: z.string(),
  transfers: z.number().int(),
  firstSeen: Instant,
  lastSeen: Instant,
  /** Least number of transfers from the beginning, this one included; 0 for the transfer the trace began with. */
  hop: z.number().int(),
});
export type TraceFlow = z.infer<typeof TraceFlow>;

export const TraceEnd = z.object({
  node: z.string(),
  reason: TraceEndReason,
  /** In words: which service, how it is known. */
  detail: z.string(),
  asset: z.string(),
  symbol: z.string(),
  amount: z.string(),
  share: z.number(),
  /** Transfers that brought it. */
  transfers: z.number().int(),
});
export type TraceEnd = z.infer<typeof TraceEnd>;

/** What went in and where it stands, to the last unit, asset by asset. */
export const TraceBalance = z.object({
  asset: z.string(),
  symbol: z.string(),
  /** The amount traced; 0 for an asset that was only swapped into. */
  begun: z.string(),
  /** Came out of swaps that were followed. */
  converted: z.string(),
  /** Poison: untraced money that counts as traced because it was mixed with it. */
  mixed: z.string(),
  parts: z.array(z.object({ reason: TraceEndReason, amount: z.string(), share: z.number() })),
  /** begun + converted + mixed − the parts; anything but 0 is a fault of the program. */
  difference: z.string(),
});
export type TraceBalance = z.infer<typeof TraceBalance>;

export const TraceResult = z.object({
  method: TraceMethod,
  /** False where the limit of accounts or rows left something unsearched. */
  complete: z.boolean(),
  accounts: z.number().int(),
  transfersRead: z.number().int(),
  flows: z.array(TraceFlow),
  ends: z.array(TraceEnd),
  balances: z.array(TraceBalance),
});
export type TraceResult = z.infer<typeof TraceResult>;

export const TraceNode = z.object({
  id: z.string(),
  chain: z.string(),
  address: z.string(),
  tags: z.array(TagBadge),
  /** The service it is taken for; null for others. */
  service: z.object({ kind: ServiceKind, because: z.string() }).nullable(),
});
export type TraceNode = z.infer<typeof TraceNode>;

export const Trace = z.object({
  direction: z.enum(['forward', 'backward']),
  seed: z.object({
    chain: z.string(),
    /** Where tracing begins: who received the transfer (forward) or sent it (backward), or whose balance it is. */
    node: z.string(),
    asset: z.string(),
    symbol: z.string(),
    amount: z.string(),
    at: Instant.nullable(),
    sentence: z.string(),
  }),
  nodes: z.array(TraceNode),
  results: z.array(TraceResult),
  /** What a reader must know: rows without amounts or times, swaps followed, searches cut short. */
  notes: z.array(z.string()),
  seconds: z.number(),
});
export type Trace = z.infer<typeof Trace>;

export const TraceEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: Progress }),
  z.object({ type: z.literal('done'), trace: Trace }),
]);
export type TraceEvent = z.infer<typeof TraceEvent>;

/** The transfers behind a number of a trace. */
export const TraceRowsQuery = z.object({
  request: TraceRequest,
  method: TraceMethod,
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('flow'), source: z.string(), target: z.string(), asset: z.string() }),
    z.object({ kind: z.literal('end'), node: z.string(), asset: z.string(), reason: TraceEndReason }),
    z.object({ kind: z.literal('reason'), asset: z.string(), reason: TraceEndReason }),
    z.object({ kind: z.literal('all') }),
  ]),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export type TraceRowsQuery = z.infer<typeof TraceRowsQuery>;

export const TraceRow = TransferRow.extend({
  /** The traced part of this transfer's amount, exact; of its fee, where the fee was traced. */
  traced: z.string(),
});
export type TraceRow = z.infer<typeof TraceRow>;
export const TraceRowsPage = z.object({ total: z.number().int(), rows: z.array(TraceRow) });
export type TraceRowsPage = z.infer<typeof TraceRowsPage>;
