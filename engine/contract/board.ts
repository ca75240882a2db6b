import { z } from 'zod';
import { Instant } from './common.ts';
import { TagBadge } from './graph.ts';
import { BehaviourClass } from './whales.ts';

/** Every panel of the board has a frame and answers with the strongest `limit` of all. */
export const BoardQuery = z.object({
  from: Instant.nullable().default(null),
  to: Instant.nullable().default(null),
  limit: z.number().int().min(1).max(500).default(20),
  /** Only alerts whose evidence was complete by then; null for all, with hindsight. */
  knownBy: Instant.nullable().default(null),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

const Address = z.object({
  id: z.string(),
  chain: z.string(),
  address: z.string(),
  tags: z.array(TagBadge),
});

/**
 * Gain and loss of the addresses that moved most known dollars, by FIFO; `pricedRows` of `rows` says how much is known.
 * Where nothing in the frame has a price, those of most transfers.
 */
export const Performance = z.object({
  orderedBy: z.enum(['value-usd', 'count']),
  rows: z.array(
    Address.extend({
      movedUsd: z.number().nullable(),
      realisedUsd: z.number().nullable(),
      unrealisedUsd: z.number().nullable(),
      rows: z.number().int(),
      pricedRows: z.number().int(),
      behaviour: BehaviourClass,
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
});
export type Performance = z.infer<typeof Performance>;

/** Activity of an asset in one bucket beside its price then and a bucket later. */
export const Impact = z.object({
  bucketSeconds: z.number(),
  assets: z.array(
    z.object({
      chain: z.string(),
      asset: z.string(),
      symbol: z.string().nullable(),
      /** Pairs of an activity and a later price that are known. */
      pairs: z.number().int(),
      /** Spearman's rank correlation of moved dollars with the change of price in the bucket after; null below ten pairs. */
      correlation: z.number().nullable(),
      buckets: z.array(
        z.object({
          at: Instant,
          transfers: z.number().int(),
          movedUsd: z.number().nullable(),
          priceUsd: z.number().nullable(),
          laterChange: z.number().nullable(),
        }),
      ),
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
});
export type Impact = z.infer<typeof Impact>;

/** Groups of addresses that coordination alerts name together, in time. */
export const CoordinatedGroups = z.object({
  bucketSeconds: z.number(),
  groups: z.array(
    z.object({
      /** A story where the alerts belong to one, else the alert. */
      id: z.string(),
      kind: z.enum(['story', 'alert']),
      title: z.string(),
      start: Instant,
      end: Instant,
      alerts: z.array(z.string()),
      alertsTotal: z.number().int(),
      members: z.array(z.string()),
      membersTotal: z.number().int(),
    }),
  ),
  buckets: z.array(z.object({ at: Instant, groups: z.number().int(), alerts: z.number().int() })),
  shown: z.number().int(),
  total: z.number().int(),
});
export type CoordinatedGroups = z.infer<typeof CoordinatedGroups>;

/** Movements between tag categories or chains ('' is untagged), in time. */
export const CategoryFlows = z.object({
  bucketSeconds: z.number(),
  flows: z.array(
    z.object({
      source: z.string(),
      target: z.string(),
      transfers: z.number().int(),
      amountUsd: z.number().nullable(),
      unpriced: z.number().int(),
      buckets: z.array(
        z.object({ at: Instant, transfers: z.number().int(), amountUsd: z.number().nullable() }),
      ),
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
});
export type CategoryFlows = z.infer<typeof CategoryFlows>;

/** Alerts by family, severity and time. */
export const RiskMonitor = z.object({
  bucketSeconds: z.number(),
  families: z.array(
    z.object({
      family: z.string(),
      alerts: z.number().int(),
      high: z.number().int(),
      medium: z.number().int(),
      low: z.number().int(),
    }),
  ),
  buckets: z.array(
    z.object({
      at: Instant,
      family: z.string(),
      severity: z.enum(['LOW', 'MEDIUM', 'HIGH']),
      alerts: z.number().int(),
    }),
  ),
  total: z.number().int(),
});
export type RiskMonitor = z.infer<typeof RiskMonitor>;

export const MoversQuery = BoardQuery.extend({
  /** Measures movements in this asset; null in dollars, or in the asset of most rows where nothing has a price. */
  asset: z.object({ chain: z.string(), asset: z.string() }).nullable().default(null),
});
export type MoversQuery = z.infer<typeof MoversQuery>;

/** Addresses whose net movement in the frame is largest, either way. */
export const Movers = z.object({
  /** What is measured: null for dollars. */
  asset: z.object({ chain: z.string(), asset: z.string(), symbol: z.string().nullable() }).nullable(),
  rows: z.array(
    Address.extend({
      /** In dollars, from priced rows; null where an asset is measured. */
      netUsd: z.number().nullable(),
      receivedUsd: z.number().nullable(),
      sentUsd: z.number().nullable(),
      /** In token units, exact; null where dollars are measured or an amount is unknown. */
      netAmount: z.string().nullable(),
      transfers: z.number().int(),
      /** Rows without dollars, or without a known amount. */
      unmeasured: z.number().int(),
    }),
  ),
  shown: z.number().int(),
  total: z.number().int(),
});
export type Movers = z.infer<typeof Movers>;
