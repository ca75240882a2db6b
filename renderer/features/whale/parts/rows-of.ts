import { isEntity } from '#contract/entities.ts';
import type { GraphNode } from '#contract/graph.ts';
import { type RowsRequest, showRows } from '../../../workspace/store.ts';
import { nameOf } from '../words.ts';

/** Opens transfers of an address, or of all addresses of an entity: those of the time frame, or of a span of their own. */
export function showRowsOf(
  node: Pick<GraphNode, 'id' | 'chain' | 'address' | 'tags'>,
  what: string,
  more: Partial<RowsRequest> = {},
): void {
  showRows({
    title: `${what} of ${nameOf(node)}`,
    ...(isEntity(node.id) ? { entity: node.id } : { chain: node.chain, address: node.address }),
    framed: more.from === undefined && more.to === undefined,
    ...more,
  });
}
