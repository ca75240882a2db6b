import type { Profile } from '#contract/whales.ts';
import type { GraphSeed } from '../../workspace/location.ts';

/** Where a whale opens in the graph: a group in the view it is kept with, a name as a group of its addresses. */
export function graphSeedOf({ chain, address }: Profile['node'], entity: Profile['entity']): GraphSeed {
  if (!entity) return { kind: 'address', chain, address };
  return entity.view ? { kind: 'view', id: entity.view.id } : { kind: 'entity', id: entity.id };
}
