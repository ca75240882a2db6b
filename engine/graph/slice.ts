import { MOST_EDGES, type Slice, type SliceQuery } from '#contract/graph.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { Session } from '../warehouse/session.ts';
import { edgesAmongAccounts } from './index/among.ts';
import { accountsOf, assetFilter, graphEdge, graphNodes, rangeOf } from './index/describe.ts';
import type { EdgeRows, GraphIndex } from './index/graph-index.ts';
import { firstOf } from './index/top.ts';

/** The edges with most rows, at most `limit`, in their order; and how many there are. */
export function strongestEdges(edges: readonly EdgeRows[], limit: number): EdgeRows[] {
  if (edges.length <= limit) return [...edges];
  const rows = (place: number) => edges[place]!.high - edges[place]!.low;
  return firstOf(edges.length, limit, (a, b) => rows(b) - rows(a) || a - b)
    .sort((a, b) => a - b)
    .map((place) => edges[place]!);
}

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
