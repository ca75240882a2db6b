import { z } from 'zod';
import { Instant } from './common.ts';

/** A tag as shown: always with its source. */
export const TagBadge = z.object({
  label: z.string(),
  category: z.string(),
  source: z.string(),
  /** 0–100, the scale of the tag source. */
  confidence: z.number(),
});
export type TagBadge = z.infer<typeof TagBadge>;

export const GraphNode = z.object({
  /** `chain:address` */
  id: z.string(),
  chain: z.string(),
  address: z.string(),
  tags: z.array(TagBadge),
  transfers: z.number().int(),
  counterparties: z.number().int(),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
  alerts: z.number().int(),
});
export type GraphNode = z.infer<typeof GraphNode>;

/** All transfers from one address to another in one asset. */
export const GraphEdge = z.object({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  asset: z.string(),
  symbol: z.string(),
  count: z.number().int(),
  /** Sum in token units as exact decimal text; null where decimals are unknown. */
  amount: z.string().nullable(),
  amountUsd: z.number().nullable(),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
});
export type GraphEdge = z.infer<typeof GraphEdge>;

/** Which transfers count: from `from` to `to` (both included), in these assets (as edges name them; none for all). */
export const FlowFrame = z.object({
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  assets: z.array(z.string()).max(1000).default([]),
});
export type FlowFrame = z.infer<typeof FlowFrame>;

/** Most nodes and edges one answer holds. */
export const MOST_NODES = 10_000;
export const MOST_EDGES = 25_000;

export const NeighbourQuery = FlowFrame.extend({
  chain: z.string(),
  address: z.string(),
  direction: z.enum(['in', 'out', 'both']).default('both'),
  by: z.enum(['value', 'count', 'recent']).default('value'),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(500).default(12),
  /** Only counterparties with at least, and less than, so many known dollars; one without a price fits neither. */
  minUsd: z.number().nonnegative().nullable().default(null),
  maxUsd: z.number().positive().nullable().default(null),
  /** Only counterparties none of whose rows is priced. */
  unpriced: z.boolean().default(false),
  /** Only counterparties with at least this sum of one asset in one direction, in token units as exact decimal text. */
  minAmount: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .nullable()
    .default(null),
  minCount: z.number().int().positive().nullable().default(null),
  /** Only counterparties with a tag of one of these categories; '' stands for those without any tag. */
  categories: z.array(z.string()).max(200).default([]),
  /** Node ids on screen: edges among them are returned too. */
  shown: z.array(z.string()).max(MOST_NODES).default([]),
});
export type NeighbourQuery = z.infer<typeof NeighbourQuery>;

export const GraphSlice = z.object({
  centre: z.string(),
  nodes: z.array(GraphNode),
  /** The strongest by count where there are more than `MOST_EDGES`, of `totalEdges`. */
  edges: z.array(GraphEdge),
  totalEdges: z.number().int().optional(),
  /** "12 of 3,401 counterparties shown" */
  shown: z.number().int(),
  total: z.number().int(),
  /** The order actually used: value falls back to count where nothing is priced. */
  orderedBy: z.enum(['value-usd', 'amount', 'count', 'recent']),
});
export type GraphSlice = z.infer<typeof GraphSlice>;

export const BreakdownQuery = FlowFrame.extend({
  chain: z.string(),
  address: z.string(),
  direction: z.enum(['in', 'out', 'both']).default('both'),
  /** Buckets of time at most. */
  buckets: z.number().int().min(2).max(200).default(24),
  /** Assets and categories at most; what is beyond stands in `others`. */
  limit: z.number().int().positive().max(200).default(20),
});
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;
/** A part of the counterparties; the filter that gives exactly these is in `filter`, for `graph.neighbours`. */
export const BreakdownPart = z.object({
  key: z.string(),
  label: z.string(),
  counterparties: z.number().int(),
  transfers: z.number().int(),
  /** Sum of the priced rows; null where none is priced. */
  amountUsd: z.number().nullable(),
  unpriced: z.number().int(),
  filter: z.object({
    direction: z.enum(['in', 'out']).optional(),
    assets: z.array(z.string()).optional(),
    categories: z.array(z.string()).optional(),
    minUsd: z.number().optional(),
    maxUsd: z.number().optional(),
    unpriced: z.boolean().optional(),
    from: Instant.optional(),
    to: Instant.optional(),
  }),
});
export type BreakdownPart = z.infer<typeof BreakdownPart>;
/** A group of parts; a counterparty may stand in several parts of one group. */
export const BreakdownGroup = z.object({
  parts: z.array(BreakdownPart),
  shown: z.number().int(),
  total: z.number().int(),
});
/** What a hub is made of, to choose from before expanding it. */
export const Breakdown = z.object({
  centre: z.string(),
  counterparties: z.number().int(),
  transfers: z.number().int(),
  direction: BreakdownGroup,
  asset: BreakdownGroup,
  category: BreakdownGroup,
  /** By a counterparty's known dollars in this frame, in powers of ten; the last part is those without a price. */
  value: BreakdownGroup,
  time: BreakdownGroup,
});
export type Breakdown = z.infer<typeof Breakdown>;

const NodeIds = z.array(z.string()).max(MOST_NODES);

/** Nodes and edges among given ids: for pasted lists and reopened views. */
export const SliceQuery = FlowFrame.extend({
  nodes: NodeIds.min(1),
  /** Only what could be known at this instant: rows, tags and alerts; `hindsight` lets later alerts in. */
  asOf: Instant.nullable().default(null),
  hindsight: z.boolean().default(false),
});
export type SliceQuery = z.infer<typeof SliceQuery>;

/** Alerts that name exactly these of the nodes of an answer, by their places in it. */
export const SharedAlerts = z.object({ nodes: z.array(z.number().int()).min(2), alerts: z.number().int() });
export type SharedAlerts = z.infer<typeof SharedAlerts>;
export const Slice = z.object({
  nodes: z.array(GraphNode),
  /** The strongest by count where there are more than `MOST_EDGES`. */
  edges: z.array(GraphEdge),
  shownEdges: z.number().int(),
  totalEdges: z.number().int(),
  /** Ids no imported row names. */
  unknown: z.array(z.string()),
  /** Alerts that name several of the nodes: each counts once for all of them. */
  sharedAlerts: z.array(SharedAlerts),
});
export type Slice = z.infer<typeof Slice>;

/** Addresses that received from one of the two and sent to the other. */
export const BetweenQuery = FlowFrame.extend({
  a: z.string(),
  b: z.string(),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(500).default(20),
});
export type BetweenQuery = z.infer<typeof BetweenQuery>;
export const Between = z.object({
  rows: z.array(
    z.object({
      node: GraphNode,
      /** `a-to-b`: received from a, sent to b. */
      direction: z.enum(['a-to-b', 'b-to-a']),
      /** The smaller of the two sides: in dollars where both are priced, in transfers. */
      valueUsd: z.number().nullable(),
      count: z.number().int(),
      received: z.array(GraphEdge),
      sent: z.array(GraphEdge),
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
  orderedBy: z.enum(['value-usd', 'count']),
});
export type Between = z.infer<typeof Between>;

/** A service cut by time, so that those who used it at the same hour meet. */
export const TimeSliceQuery = FlowFrame.extend({
  node: z.string(),
  counterparties: NodeIds.min(1),
  bucket: z.enum(['hour', 'day']).default('hour'),
  limit: z.number().int().positive().max(MOST_EDGES).default(5000),
});
export type TimeSliceQuery = z.infer<typeof TimeSliceQuery>;
export const TimeSlices = z.object({
  /** In time; each is one node: `<node>@<start>`. */
  slices: z.array(
    z.object({
      id: z.string(),
      from: Instant,
      to: Instant,
      counterparties: z.number().int(),
      /** Source or target is the id of the slice. `firstSeen` and `lastSeen` lead to the rows. */
      edges: z.array(GraphEdge),
    }),
  ),
  shownEdges: z.number().int(),
  totalEdges: z.number().int(),
  /** Rows without a time stand in no slice. */
  withoutTime: z.number().int(),
});
export type TimeSlices = z.infer<typeof TimeSlices>;

export const PathQuery = FlowFrame.extend({
  /** Node ids; a path starts at one of `sources`, ends at the first of `targets` it meets, and visits none twice. */
  sources: z.array(z.string()).min(1).max(50),
  targets: z.array(z.string()).min(1).max(50),
  /** Best paths to return. */
  k: z.number().int().positive().max(100).default(10),
  maxHops: z.number().int().min(1).max(8).default(4),
  /**
   * true: each hop is one transfer and none happens before the one it follows. false: each hop is all transfers of
   * the frame from one to the other, in any order.
   */
  inOrder: z.boolean().default(true),
  /** Share of the first hop's amount that can have come through at least; paths that keep less are left out. */
  minKept: z.number().min(0).max(1).default(0),
  /** Lets the asset change along a path; such paths claim no value and come shortest first. */
  assetChanges: z.boolean().default(false),
  /** Passes through labelled services, pools and the null address too. Their ends may always be services. */
  throughServices: z.boolean().default(false),
  /** Accounts with more transfers than this are not passed through, but named in `notPassed`. */
  hubTransfers: z.number().int().positive().max(100_000_000).default(20_000),
  /** Transfers looked at in all; when they are used up the answer says what was not searched. */
  budget: z.number().int().positive().max(100_000_000).default(2_000_000),
});
export type PathQuery = z.infer<typeof PathQuery>;
export const Path = z.object({
  nodes: z.array(z.string()),
  /** null where the asset changes. */
  asset: z.string().nullable(),
  symbol: z.string().nullable(),
  /** What can have come through whole: the smallest hop, exact; null where the asset changes or decimals are unknown. */
  amount: z.string().nullable(),
  amountUsd: z.number().nullable(),
  /** `amount` as a share of the first hop. */
  kept: z.number().nullable(),
  /** Each leads to its rows: `graph.transfers` from `source` to `target` in `asset`, `firstSeen` to `lastSeen`. */
  hops: z.array(GraphEdge),
});
export type Path = z.infer<typeof Path>;
export const Paths = z.object({
  paths: z.array(Path),
  nodes: z.array(GraphNode),
  /** No better path exists within the stated limits. */
  complete: z.boolean(),
  /** What was not searched, in sentences. */
  notSearched: z.array(z.string()),
  /** Accounts met that are not passed through, the busiest first, and how many they are in all. */
  notPassed: z.array(z.object({ id: z.string(), transfers: z.number().int(), reason: z.string() })),
  notPassedTotal: z.number().int(),
  /** Transfers looked at. */
  looked: z.number().int(),
});
export type Paths = z.infer<typeof Paths>;

export const CommunityQuery = FlowFrame.extend({
  nodes: NodeIds.min(1),
  weight: z.enum(['count', 'value']).default('count'),
  /** Above 1 gives smaller communities, below 1 larger ones (modularity with this resolution). */
  resolution: z.number().min(0.05).max(20).default(1),
});
export type CommunityQuery = z.infer<typeof CommunityQuery>;
/** Leiden communities, the largest first. Nodes without an edge among the given ones stand in `alone`. */
export const Communities = z.object({
  communities: z.array(z.object({ nodes: z.array(z.string()), transfersInside: z.number().int() })),
  alone: z.array(z.string()),
  unknown: z.array(z.string()),
  modularity: z.number().nullable(),
});
export type Communities = z.infer<typeof Communities>;

/** Pasted addresses, node ids (`chain:address`) and transaction hashes. */
export const SubjectQuery = z.object({ texts: z.array(z.string().max(300)).min(1).max(MOST_NODES) });
export const FoundSubjects = z.object({
  found: z.array(
    z.object({
      text: z.string(),
      kind: z.enum(['address', 'transaction']),
      /** The address on each chain it occurs on, or the ends of the transaction's transfers. */
      nodes: z.array(z.string()),
    }),
  ),
  unknown: z.array(z.string()),
  nodes: z.array(GraphNode),
  shown: z.number().int(),
  total: z.number().int(),
});
export type FoundSubjects = z.infer<typeof FoundSubjects>;

/** A saved view; `content` is the window's own. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  savedAt: Instant,
  savedBy: z.string(),
  /** SHA-256 over the originals the case held when the view was saved. */
  dataDigest: z.string(),
  /** The case holds other originals now. */
  dataChanged: z.boolean(),
  bytes: z.number().int(),
});
export type SavedView = z.infer<typeof SavedView>;
export const SaveViewRequest = z.object({
  /** null makes a new one. */
  id: z.string().nullable().default(null),
  name: z.string().trim().min(1).max(200),
  content: z.string().max(4 * 1024 * 1024),
});

export const AlertGraphQuery = z.object({
  alertId: z.string(),
  limit: z.number().int().positive().max(500).default(60),
});

/** What one address sent another in one asset at one instant. */
export const TransferStep = z.object({
  chain: z.string(),
  from: z.string(),
  to: z.string(),
  asset: z.string(),
  at: Instant,
});
export type TransferStep = z.infer<typeof TransferStep>;

export const TransferQuery = z.object({
  chain: z.string().nullable().default(null),
  address: z.string().nullable().default(null),
  counterparty: z.string().nullable().default(null),
  asset: z.string().nullable().default(null),
  /** Seen from `address`: `out` are the rows it sent, `in` the rows it received. */
  direction: z.enum(['in', 'out', 'both']).default('both'),
  txHash: z.string().nullable().default(null),
  /** SHA-256 of one original: only the rows read from it. */
  file: z.string().nullable().default(null),
  success: z.boolean().nullable().default(null),
  /** Only rows that moved something from one address to another; of an entity, into or out of it. */
  moving: z.boolean().default(false),
  /** All addresses of an entity in the place of `address`; with it `chain` is that of row and counterparty. */
  entity: z.string().nullable().default(null),
  /** Only rows of one of these steps; none for all. */
  steps: z.array(TransferStep).max(20).default([]),
  /** Only rows that moved something from one address of the entity to another. */
  within: z.boolean().default(false),
  /** Who was known to belong to the entity by then. */
  knownBy: Instant.nullable().default(null),
  /** Category of the surest tag of the sender, and of the receiver; '' stands for those without one. */
  sourceCategory: z.string().nullable().default(null),
  targetCategory: z.string().nullable().default(null),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export type TransferQuery = z.infer<typeof TransferQuery>;
export const TransferRow = z.object({
  time: Instant.nullable(),
  chain: z.string(),
  txHash: z.string(),
  kind: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  asset: z.string(),
  symbol: z.string().nullable(),
  amount: z.string().nullable(),
  amountUsd: z.number().nullable(),
  success: z.boolean().nullable(),
  method: z.string().nullable(),
  file: z.string(),
  fileName: z.string(),
  line: z.number().int(),
});
export type TransferRow = z.infer<typeof TransferRow>;
export const TransferPage = z.object({ total: z.number().int(), rows: z.array(TransferRow) });
export type TransferPage = z.infer<typeof TransferPage>;

export const AccountQuery = z.object({
  text: z.string().default(''),
  chain: z.string().nullable().default(null),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  sort: z
    .enum(['transfers', 'received', 'sent', 'counterparties', 'firstSeen', 'lastSeen', 'alerts'])
    .default('transfers'),
  descending: z.boolean().default(true),
  /** Only what could be known at this instant: rows, tags and alerts; `hindsight` lets later alerts in. */
  asOf: Instant.nullable().default(null),
  hindsight: z.boolean().default(false),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export type AccountQuery = z.infer<typeof AccountQuery>;
/** Per asset: what the imported rows add up to. `balance` is received − sent of the rows, not the chain's. */
export const AssetPosition = z.object({
  asset: z.string(),
  symbol: z.string().nullable(),
  received: z.string().nullable(),
  sent: z.string().nullable(),
  balance: z.string().nullable(),
  receivedCount: z.number().int(),
  sentCount: z.number().int(),
});
export type AssetPosition = z.infer<typeof AssetPosition>;

export const AccountRow = z.object({
  chain: z.string(),
  address: z.string(),
  tags: z.array(TagBadge),
  transfers: z.number().int(),
  counterparties: z.number().int(),
  receivedUsd: z.number().nullable(),
  sentUsd: z.number().nullable(),
  /** The asset this account moved in the most rows. */
  mainPosition: AssetPosition.nullable().optional(),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
  alerts: z.number().int(),
});
export type AccountRow = z.infer<typeof AccountRow>;
export const AccountPage = z.object({
  total: z.number().int(),
  chains: z.array(z.string()),
  rows: z.array(AccountRow),
});
export type AccountPage = z.infer<typeof AccountPage>;

export const AccountDetailQuery = z.object({
  chain: z.string(),
  address: z.string(),
  /** Only what could be known at this instant: rows, tags and alerts; `hindsight` lets later alerts in. */
  asOf: Instant.nullable().default(null),
  hindsight: z.boolean().default(false),
});
export const AccountDetail = z.object({
  account: AccountRow,
  positions: z.array(AssetPosition),
  activity: z.array(z.object({ at: Instant, transfers: z.number().int() })),
  bucketSeconds: z.number(),
});
export type AccountDetail = z.infer<typeof AccountDetail>;

export const TimelineQuery = z.object({ buckets: z.number().int().min(10).max(2000).default(240) });
export const Timeline = z.object({
  from: Instant.nullable(),
  to: Instant.nullable(),
  bucketSeconds: z.number(),
  buckets: z.array(
    z.object({
      at: Instant,
      transfers: z.number().int(),
      trades: z.number().int(),
      /** Alerts whose evidence was complete in this bucket. */
      alerts: z.number().int(),
    }),
  ),
});
export type Timeline = z.infer<typeof Timeline>;

export const SearchQuery = z.object({
  text: z.string().min(1),
  limit: z.number().int().positive().max(100).default(20),
});
export const SearchHit = z.object({
  kind: z.enum(['address', 'transaction', 'market', 'alert', 'dataset', 'tag', 'entity']),
  id: z.string(),
  chain: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;
