import { z } from 'zod';
import { Instant, Progress } from './common.ts';
import { Priority, Severity } from './detection.ts';
import { EntityFacts, StatedTag } from './entities.ts';
import { GraphEdge, GraphNode } from './graph.ts';

/** An alert as a mark on a curve or timeline. */
export const AlertMark = z.object({
  id: z.string(),
  title: z.string(),
  explanation: z.string(),
  detector: z.string(),
  family: z.string(),
  priority: Priority,
  severity: Severity,
  start: Instant,
  end: Instant,
  /** When the last piece of its evidence had happened; before that it could not be known. */
  knownAt: Instant,
  subjects: z.array(z.string()),
});
export type AlertMark = z.infer<typeof AlertMark>;

/** One asset of one account at an instant: what the imported rows add up to, not the chain's own balance. */
export const Holding = z.object({
  chain: z.string(),
  asset: z.string(),
  symbol: z.string().nullable(),
  /** Exact, in token units; null where an amount is unknown. Below zero where more left than the rows show arriving. */
  amount: z.string().nullable(),
  /** Last price known at the instant, from priced transfers and imported prices; null where there is none. */
  priceUsd: z.number().nullable(),
  priceAt: Instant.nullable(),
  valueUsd: z.number().nullable(),
});
export type Holding = z.infer<typeof Holding>;

export const ProfileQuery = z.object({
  /** One to six node ids or entities (`@label:…`, `@group:…`): more than one makes a compare sheet. */
  subjects: z.array(z.string()).min(1).max(6),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  /** Points of a balance curve at most; between them the smallest and largest balance are kept. */
  points: z.number().int().min(20).max(2000).default(240),
  /** Assets with a curve and holdings listed at most, by number of transfers. */
  assets: z.number().int().min(1).max(100).default(12),
  counterparties: z.number().int().min(1).max(100).default(10),
  alerts: z.number().int().min(1).max(1000).default(200),
  /** Only alerts and labels that could be known by then; null for all, with hindsight. */
  knownBy: Instant.nullable().default(null),
});
export type ProfileQuery = z.infer<typeof ProfileQuery>;

/** Exact balance after each change, or a choice of the changes that keeps first, smallest, largest and last of each stretch. */
export const BalanceCurve = z.object({
  chain: z.string(),
  asset: z.string(),
  symbol: z.string().nullable(),
  points: z.array(z.object({ at: Instant, amount: z.string() })),
  shown: z.number().int(),
  total: z.number().int(),
  /** Balance when the frame begins. */
  opening: z.string().nullable(),
  /** From this time on an amount is unknown, and so is the balance. */
  unknownFrom: Instant.nullable(),
});
export type BalanceCurve = z.infer<typeof BalanceCurve>;

/** Transfers of a stretch of time; dollars are sums over priced rows, null where none is priced. */
export const FlowBucket = z.object({
  at: Instant,
  received: z.number().int(),
  sent: z.number().int(),
  receivedUsd: z.number().nullable(),
  sentUsd: z.number().nullable(),
  unpriced: z.number().int(),
});

/** Gain and loss by first in, first out, in dollars; only rows with known dollars and lots with a known cost count. */
export const ProfitAndLoss = z.object({
  method: z.literal('FIFO'),
  realisedUsd: z.number().nullable(),
  /** Of what is still held and has a known cost, at the last known price. */
  unrealisedUsd: z.number().nullable(),
  costUsd: z.number().nullable(),
  proceedsUsd: z.number().nullable(),
  /** Rows that moved value, and those of them with known dollars: the share that is priced. */
  rows: z.number().int(),
  pricedRows: z.number().int(),
  /** Rows sent whose cost is not known in full: received before the first row, or without a price. */
  disposalsWithoutCost: z.number().int(),
  perAsset: z.array(
    z.object({
      chain: z.string(),
      asset: z.string(),
      symbol: z.string().nullable(),
      realisedUsd: z.number().nullable(),
      unrealisedUsd: z.number().nullable(),
      rows: z.number().int(),
      pricedRows: z.number().int(),
    }),
  ),
  /** What the figures rest on, in one sentence. */
  statement: z.string(),
});
export type ProfitAndLoss = z.infer<typeof ProfitAndLoss>;

export const BehaviourClass = z.enum([
  'accumulator',
  'distributor',
  'trader',
  'arbitrageur',
  'market-maker',
  'rotator',
  'dormant-holder',
  'bridge-user',
  'not-classified',
]);
export type BehaviourClass = z.infer<typeof BehaviourClass>;
/** A rule that applies, or what the rows lack for any to apply. The first class is the one whose rule is named first. */
export const Behaviour = z.object({
  class: BehaviourClass,
  reasons: z.array(z.string()),
  /** Further classes whose rules hold as well. */
  also: z.array(z.object({ class: BehaviourClass, reasons: z.array(z.string()) })),
  thresholds: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
});
export type Behaviour = z.infer<typeof Behaviour>;

export const Profile = z.object({
  /** An entity has its id, its name as address, no tags of its own, and a chain where all its addresses are on one. */
  node: GraphNode,
  /** null for an address. */
  entity: EntityFacts.nullable(),
  /** What is said of it: of an address the surest first, of an entity what is said of most of its addresses. */
  labels: z.array(StatedTag),
  labelsTotal: z.number().int(),
  /** Rows that name it in the frame; failed ones are counted but move nothing. */
  transfers: z.number().int(),
  failed: z.number().int(),
  balances: z.array(BalanceCurve),
  holdings: z.array(Holding),
  assetsShown: z.number().int(),
  assetsTotal: z.number().int(),
  alerts: z.array(AlertMark),
  alertsTotal: z.number().int(),
  bucketSeconds: z.number(),
  flows: z.array(FlowBucket),
  /** Strongest first: edges from senders, edges to receivers, each per asset, with the nodes they name. */
  senders: z.object({ edges: z.array(GraphEdge), shown: z.number().int(), total: z.number().int() }),
  receivers: z.object({ edges: z.array(GraphEdge), shown: z.number().int(), total: z.number().int() }),
  nodes: z.array(GraphNode),
  /** Transfers by hour (0–23) of weekday (0 is Monday), UTC: `hours[weekday * 24 + hour]`. */
  hours: z.array(z.number().int()).length(168),
  withoutTime: z.number().int(),
  profit: ProfitAndLoss,
  behaviour: Behaviour,
  /** Spells of thirty days or more without any transfer, the longest first; the last may not have ended. */
  dormancy: z.array(z.object({ from: Instant, to: Instant, days: z.number(), ended: z.boolean() })),
  dormancyTotal: z.number().int(),
  related: z.array(
    z.object({
      node: GraphNode,
      kind: z.enum(['same-funder', 'shared-counterparties']),
      reason: z.string(),
      strength: z.number(),
    }),
  ),
  /** Said where the search for related subjects left something out. */
  relatedNotSearched: z.array(z.string()),
});
export type Profile = z.infer<typeof Profile>;

/** Who at least two of several subjects deal with, either way: those that most of them share first, then by rows. */
export const CommonCounterparties = z.object({
  rows: z.array(
    z.object({
      node: GraphNode,
      /** One for each subject, in their order; null where it does not deal with it. */
      dealings: z.array(z.object({ transfers: z.number().int(), usd: z.number().nullable() }).nullable()),
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
});
export type CommonCounterparties = z.infer<typeof CommonCounterparties>;

export const Profiles = z.object({
  profiles: z.array(Profile),
  /** Empty for one subject. */
  common: CommonCounterparties,
  asOf: Instant.nullable(),
});
export type Profiles = z.infer<typeof Profiles>;

export const ProfileEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: Progress }),
  z.object({ type: z.literal('done'), sheet: Profiles }),
]);
export type ProfileEvent = z.infer<typeof ProfileEvent>;
