import { z } from 'zod';
import { Instant, Page, Sha256 } from './common.ts';

/**
 * A list of labels or sanctions. `frozen` ones were imported: they are what the case is judged by, and stay as they are.
 * `beside` ones were laid beside them to be compared, and change nothing.
 */
export const ScreeningList = z.object({
  kind: z.enum(['frozen', 'beside']),
  sha256: Sha256,
  name: z.string(),
  format: z.string(),
  entries: z.number().int(),
  addresses: z.number().int(),
  /** Who says so, as the list names its sources. */
  sources: z.array(z.string()),
  /** When the first and the last entry were listed; null where the list does not say. */
  listedFrom: Instant.nullable(),
  listedTo: Instant.nullable(),
  takenAt: Instant,
  takenBy: z.string(),
  /** Where it comes from, as stated for the original. */
  origin: z.string(),
});
export type ScreeningList = z.infer<typeof ScreeningList>;

/** One entry of a list, with its place in it. */
export const ListEntry = z.object({
  label: z.string(),
  category: z.string().nullable(),
  abuse: z.string().nullable(),
  actor: z.string().nullable(),
  source: z.string().nullable(),
  confidence: z.number().nullable(),
  listedAt: Instant.nullable(),
  file: Sha256,
  fileName: z.string(),
  line: z.number().int().positive(),
});
export type ListEntry = z.infer<typeof ListEntry>;

export const ListDifference = z.object({
  counts: z.object({
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
  }),
  /** Addresses that differ, of which this is a page. */
  total: z.number().int(),
  rows: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'changed']),
      network: z.string(),
      address: z.string(),
      /** Whether the address occurs in a transfer of the case. */
      inCase: z.boolean(),
      before: z.array(ListEntry),
      after: z.array(ListEntry),
    }),
  ),
});
export type ListDifference = z.infer<typeof ListDifference>;

/** `before` and `after` are lists of the case, by SHA-256, of either kind. */
export const DifferenceQuery = Page.extend({ before: Sha256, after: Sha256 });
export type DifferenceQuery = z.infer<typeof DifferenceQuery>;

/** Addresses of which the frozen lists say different things; all of it is shown, none of it decided. */
export const LabelConflicts = z.object({
  total: z.number().int(),
  rows: z.array(
    z.object({
      network: z.string(),
      address: z.string(),
      /** What they differ in; `label`: different names by different sources. */
      differ: z.array(z.enum(['category', 'actor', 'label'])),
      entries: z.array(ListEntry),
    }),
  ),
});
export type LabelConflicts = z.infer<typeof LabelConflicts>;
