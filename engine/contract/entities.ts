import { z } from 'zod';
import { Instant } from './common.ts';
import { GraphNode, TagBadge } from './graph.ts';

/**
 * Several addresses as one subject: all that carry one name (label or actor of a tag), or a group of a saved view. Where
 * a node id is asked for, `@label:Fund One` or `@group:<view>:<group>` names one; no chain's name begins with `@`.
 */
export type EntityRef =
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'group'; readonly view: string; readonly group: string };

export const entityId = (ref: EntityRef): string =>
  ref.kind === 'label' ? `@label:${ref.name}` : `@group:${ref.view}:${ref.group}`;

/** null for anything that names no entity. */
export function entityRef(id: string): EntityRef | null {
  if (id.startsWith('@label:') && id.length > 7) return { kind: 'label', name: id.slice(7) };
  const group = /^@group:([^:]+):(.+)$/.exec(id);
  return group ? { kind: 'group', view: group[1]!, group: group[2]! } : null;
}

export const isEntity = (id: string): boolean => entityRef(id) !== null;

/** An entity as a list names it. */
export const EntitySummary = z.object({
  id: z.string(),
  kind: z.enum(['label', 'group']),
  name: z.string(),
  /** Addresses of imported rows. */
  addresses: z.number().int(),
  /** Who says so: sources of the tags, or the name of the saved view. */
  saidBy: z.array(z.string()),
});
export type EntitySummary = z.infer<typeof EntitySummary>;

export const BelongsToQuery = z.object({
  /** `chain:address` */
  subject: z.string(),
  /** Only tags listed by then, and those without a date. */
  knownBy: Instant.nullable().default(null),
});
export type BelongsToQuery = z.infer<typeof BelongsToQuery>;

/** A tag with the day its list gives for it, and how many of the subject's addresses it is said of. */
export const StatedTag = TagBadge.extend({
  listedAt: Instant.nullable(),
  addresses: z.number().int(),
});
export type StatedTag = z.infer<typeof StatedTag>;

/** What an entity is made of, and what its members moved among themselves in the frame. */
export const EntityFacts = z.object({
  id: z.string(),
  kind: z.enum(['label', 'group']),
  name: z.string(),
  /** The saved view a group is kept with. */
  view: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Those with the most rows first, with what is said of each. */
  members: z.array(z.object({ node: GraphNode, labels: z.array(StatedTag) })),
  shown: z.number().int(),
  total: z.number().int(),
  /** Addresses the group lists that no imported row names. */
  unnamed: z.number().int(),
  chains: z.array(z.string()),
  /** Rows that moved something from one member to another: no part of its flows, counterparties, gain and loss. */
  within: z.object({
    transfers: z.number().int(),
    usd: z.number().nullable(),
    unpriced: z.number().int(),
    /** Those of most rows first. */
    assets: z.array(
      z.object({
        chain: z.string(),
        asset: z.string(),
        symbol: z.string().nullable(),
        transfers: z.number().int(),
        /** Exact; null where an amount is unknown. */
        amount: z.string().nullable(),
        usd: z.number().nullable(),
      }),
    ),
    assetsTotal: z.number().int(),
  }),
});
export type EntityFacts = z.infer<typeof EntityFacts>;
