import { entityRef } from '#contract/entities.ts';
import type { GraphSeed } from '../../workspace/location.ts';
import { splitNodeId } from '../../workspace/selection.ts';

type WhaleSeed = Extract<GraphSeed, { readonly kind: 'address' | 'view' | 'entity' }>;

/** Where a whale opens in the graph: a group in the view it is kept with, a name as a group of its addresses. */
export function graphSeedOf(id: string): WhaleSeed {
  const ref = entityRef(id);
  if (ref === null) return { kind: 'address', ...splitNodeId(id) };
  return ref.kind === 'group' ? { kind: 'view', id: ref.view } : { kind: 'entity', id };
}
