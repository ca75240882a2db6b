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

export const NeighbourQuery = z.object({
  chain: z.string(),
  address: z.string(),
  direction: z.enum(['in', 'out', 'both']).default('both'),
  by: z.enum(['value', 'count']).default('value'),
  limit: z.number().int().positive().max(500).default(12),
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  /** Node ids on screen: edges among them are returned too. */
  shown: z.array(z.string()).default([]),
});
export type NeighbourQuery = z.infer<typeof NeighbourQuery>;

export const GraphSlice = z.object({
  centre: z.string(),
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
  /** "12 of 3,401 counterparties shown" */
  shown: z.number().int(),
  total: z.number().int(),
  /** The order actually used: value falls back to count where nothing is priced. */
  orderedBy: z.enum(['value-usd', 'amount', 'count']),
});
export type GraphSlice = z.infer<typeof GraphSlice>;

export const AlertGraphQuery = z.object({
  alertId: z.string(),
  limit: z.number().int().positive().max(500).default(60),
});

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

export const AccountDetailQuery = z.object({ chain: z.string(), address: z.string() });
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
  kind: z.enum(['address', 'transaction', 'market', 'alert', 'dataset', 'tag']),
  id: z.string(),
  chain: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;
