import { MOST_EDGES, type Slice, type SliceQuery } from '#contract/graph.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { Session } from '../warehouse/session.ts';
import { edgesAmongAccounts, strongestEdges } from './index/among.ts';
import { accountsOf, assetFilter, graphEdge, graphNodes, rangeOf } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';

/** Nodes and edges among given ids in a frame, each edge with its exact sum. */
export async function slice(
  session: Session,
  index: GraphIndex,
  query: SliceQuery,
  between: () => Promise<void>,
): Promise<Slice> {
  const { accounts, unknown } = accountsOf(index, query.nodes);
  const edges = await politely(
    edgesAmongAccounts(index, accounts, rangeOf(index, query), assetFilter(index, query.assets)),
    between,
  );
  const shown = strongestEdges(edges, MOST_EDGES);
  return {
    nodes: await graphNodes(session, index, accounts),
    edges: shown.map((edge) => graphEdge(index, edge)),
    shownEdges: shown.length,
    totalEdges: edges.length,
    unknown,
  };
}
