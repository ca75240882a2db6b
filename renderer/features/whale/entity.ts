import { isEntity } from '#contract/entities.ts';
import type { GraphNode } from '#contract/graph.ts';

/** Whose alerts are asked for: those of an address on any chain, or of all addresses of an entity. */
export const alertSubjectOf = (node: Pick<GraphNode, 'id' | 'address'>): string =>
  isEntity(node.id) ? node.id : node.address;
