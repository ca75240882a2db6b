import { z } from 'zod';
import { Instant } from './common.ts';
import { GraphEdge, TagBadge } from './graph.ts';
import { AlertMark, Holding } from './whales.ts';

export const ReplayRange = z.object({
  from: Instant.nullable(),
  to: Instant.nullable(),
  transfers: z.number().int(),
  /** Transfers without a time: they stand outside the replay. */
  withoutTime: z.number().int(),
  accounts: z.number().int(),
  chains: z.array(z.string()),
  alerts: z.number().int(),
});
export type ReplayRange = z.infer<typeof ReplayRange>;

const AssetKey = z.object({ chain: z.string(), asset: z.string() });

/**
 * Whom to show: the named nodes, and the largest holders of an asset; where it is null, by dollars over all priced
 * holdings, or of the asset that moved in most rows by then where nothing has a price.
 */
const Cast = z.object({
  nodes: z.array(z.string()).max(10_000).default([]),
  holders: z
    .object({
      limit: z.number().int().min(1).max(1000),
      asset: AssetKey.nullable().default(null),
    })
    .nullable()
    .default(null),
});

export const StateQuery = Cast.extend({
  /** Everything up to and including this instant has happened. */
  at: Instant,
  /** Alerts whose evidence lies after the instant too. */
  hindsight: z.boolean().default(false),
  /** Holdings listed of each node at most, by number of transfers. */
  assets: z.number().int().min(1).max(100).default(8),
  alerts: z.number().int().min(1).max(1000).default(100),
});
export type StateQuery = z.infer<typeof StateQuery>;

/** What was known of a node. */
export const NodeState = z.object({
  id: z.string(),
  chain: z.string(),
  address: z.string(),
  /** Tags listed by then, and those that state no date. */
  tags: z.array(TagBadge),
  transfers: z.number().int(),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
  holdings: z.array(Holding),
  assetsShown: z.number().int(),
  assetsTotal: z.number().int(),
  /** Sum of its holdings with a known price above zero; null where none has. */
  valueUsd: z.number().nullable(),
});
export type NodeState = z.infer<typeof NodeState>;

export const State = z.object({
  at: Instant,
  transfers: z.number().int(),
  accounts: z.number().int(),
  nodes: z.array(NodeState),
  /** Ids no imported row names; those named only later have no transfers. */
  unknown: z.array(z.string()),
  edges: z.array(GraphEdge),
  shownEdges: z.number().int(),
  totalEdges: z.number().int(),
  /** The latest known first. */
  alerts: z.array(AlertMark),
  alertsTotal: z.number().int(),
});
export type State = z.infer<typeof State>;

export const FramesQuery = Cast.extend({
  from: Instant,
  to: Instant,
  stepSeconds: z.number().positive(),
  hindsight: z.boolean().default(false),
  /** `all` streams every transfer of the case; else those among the cast. */
  flows: z.enum(['cast', 'all']).default('cast'),
  /** Edges of one frame at most; how many there were is said. */
  edges: z.number().int().min(1).max(25_000).default(5000),
  /** Whether holders are those at the first instant (nothing later is used) or those at the last. */
  holdersAt: z.enum(['start', 'end']).default('start'),
});
export type FramesQuery = z.infer<typeof FramesQuery>;

/** What moved from one node to another in a frame; the numbers are places in the lists of nodes and assets sent so far. */
const FrameEdge = z.object({
  source: z.number().int(),
  target: z.number().int(),
  asset: z.number().int(),
  count: z.number().int(),
  /** Exact; null where decimals are unknown. */
  amount: z.string().nullable(),
  amountUsd: z.number().nullable(),
});
/** An exact balance after a frame in which it changed. */
const FrameBalance = z.object({
  node: z.number().int(),
  asset: z.number().int(),
  amount: z.string().nullable(),
});
/** Nodes and assets are named once, in the item in which they first occur, and have the number of their place. */
const Names = z.object({
  newNodes: z.array(z.string()),
  newAssets: z.array(AssetKey.extend({ symbol: z.string().nullable() })),
});

export const FrameEvent = z.discriminatedUnion('type', [
  /** The state when the replay begins: everything before `from`. */
  Names.extend({
    type: z.literal('start'),
    frames: z.number().int(),
    transfers: z.number().int(),
    /** How many of the nodes are cast. */
    cast: z.number().int(),
    unknown: z.array(z.string()),
    balances: z.array(FrameBalance),
    totalBalances: z.number().int(),
    edges: z.array(FrameEdge),
  }),
  /** What happened after the frame before (from `from`, included, in the first) up to and including `to`. */
  Names.extend({
    type: z.literal('frame'),
    frame: z.number().int(),
    from: Instant,
    to: Instant,
    /** Transfers of the whole case in this frame, and from the beginning of history to its end. */
    transfers: z.number().int(),
    transfersSoFar: z.number().int(),
    amountUsd: z.number().nullable(),
    /** Transfers that `edges` stand for. */
    shownTransfers: z.number().int(),
    edges: z.array(FrameEdge),
    totalEdges: z.number().int(),
    /** Of the cast. */
    balances: z.array(FrameBalance),
    totalBalances: z.number().int(),
    alerts: z.array(z.object({ id: z.string(), title: z.string(), priority: z.string() })),
    alertsTotal: z.number().int(),
  }),
  z.object({ type: z.literal('end'), frames: z.number().int(), transfers: z.number().int() }),
]);
export type FrameEvent = z.infer<typeof FrameEvent>;

export const NextAlertQuery = z.object({
  at: Instant,
  direction: z.enum(['next', 'previous']).default('next'),
});

export const MapQuery = z.object({
  at: Instant,
  /** Holders and flows at most. */
  limit: z.number().int().min(1).max(500).default(50),
  /** null: by dollars over all priced holdings. */
  asset: AssetKey.nullable().default(null),
  /** Flows and lanes of so many seconds before the instant. */
  windowSeconds: z.number().positive().default(86_400),
  /** Hours of the heat map before the instant. */
  heatHours: z.number().int().min(1).max(2000).default(168),
});
export type MapQuery = z.infer<typeof MapQuery>;

export const WhaleMap = z.object({
  at: Instant,
  from: Instant,
  holders: z.array(
    z.object({
      id: z.string(),
      chain: z.string(),
      address: z.string(),
      tags: z.array(TagBadge),
      /** Of the asked asset, else of all priced holdings. */
      valueUsd: z.number().nullable(),
      holdings: z.array(Holding),
    }),
  ),
  /** Accounts the rows name by then. */
  holdersTotal: z.number().int(),
  /** What holders are measured in: null for dollars. Where none was asked for and nothing has a price, the asset that moved in most rows by then. */
  asset: AssetKey.extend({ symbol: z.string().nullable() }).nullable(),
  /** Assets to choose from: those of which rows moved known amounts by then, and in how many, the most first. */
  assets: z.array(
    AssetKey.extend({
      symbol: z.string().nullable(),
      transfers: z.number().int(),
      priced: z.boolean(),
    }),
  ),
  orderedBy: z.enum(['value-usd', 'amount']),
  /** The largest flows of the window, by dollars, unpriced ones by count after them. */
  flows: z.array(GraphEdge),
  flowsTotal: z.number().int(),
  /** Ends of these flows that are no holders. */
  others: z.array(z.object({ id: z.string(), tags: z.array(TagBadge) })),
  lanes: z.array(
    z.object({
      chain: z.string(),
      transfers: z.number().int(),
      accounts: z.number().int(),
      amountUsd: z.number().nullable(),
      /** Its transfers in equal parts of the stretch, earliest first. */
      parts: z.array(z.number().int()),
    }),
  ),
  /** One address that paid a tagged bridge on one chain and was paid by a tagged bridge on another within six hours, in assets of one symbol. */
  crossings: z.array(
    z.object({
      address: z.string(),
      /** The tagged bridges it paid and was paid by. */
      sentTo: z.string(),
      receivedFrom: z.string(),
      asset: z.string(),
      receivedAsset: z.string(),
      fromChain: z.string(),
      toChain: z.string(),
      symbol: z.string(),
      sentAt: Instant,
      receivedAt: Instant,
      sent: z.string().nullable(),
      received: z.string().nullable(),
    }),
  ),
  crossingsTotal: z.number().int(),
  heat: z.array(z.object({ at: Instant, chain: z.string(), transfers: z.number().int() })),
});
export type WhaleMap = z.infer<typeof WhaleMap>;
