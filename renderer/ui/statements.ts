import type { TagBadge } from '#contract/graph.ts';

/** What one source says under one name; its categories together. */
export interface Statement {
  readonly label: string;
  readonly source: string;
  readonly confidence: number;
  readonly categories: readonly string[];
  /** The latest day its list gives for it; null where it gives none. */
  readonly listedAt: string | null;
}

/** Sources often repeat a name once for each category: said once, in the order of the tags. */
export function statementsOf(
  tags: readonly (TagBadge & { readonly listedAt?: string | null })[],
): Statement[] {
  const found = new Map<
    string,
    { label: string; source: string; confidence: number; categories: string[]; listedAt: string | null }
  >();
  for (const tag of tags) {
    const key = `${tag.label}\n${tag.source}`;
    const known = found.get(key);
    if (!known) {
      found.set(key, {
        label: tag.label,
        source: tag.source,
        confidence: tag.confidence,
        categories: [tag.category],
        listedAt: tag.listedAt ?? null,
      });
    } else {
      known.confidence = Math.max(known.confidence, tag.confidence);
      if (tag.listedAt && (known.listedAt === null || tag.listedAt > known.listedAt))
        known.listedAt = tag.listedAt;
      if (!known.categories.includes(tag.category)) known.categories.push(tag.category);
    }
  }
  return [...found.values()];
}
