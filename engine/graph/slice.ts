import { MOST_EDGES, type Slice, type SliceQuery } from '#contract/graph.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { Session } from '../warehouse/session.ts';
import { edgesAmongAccounts, strongestEdges } from './index/among.ts';
import { accountsOf, assetFilter, graphEdge, graphNodes, rangeOf } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { nodeAt, thenOf } from './node-at.ts';
import { sharedAlerts, sharedAlertsKnown } from './shared-alerts.ts';

/** Nodes and edges among given ids in a frame, each edge with its exact sum; as of an instant where one is given. */
export async function slice(
  session: Session,
  index: GraphIndex,
  query: SliceQuery,
  between: () => Promise<void>,
  /** Alerts of the case, for an answer as of an instant. */
  marks: readonly TimedMark[] = [],
): Promise<Slice> {
  const { accounts, unknown } = accountsOf(index, query.nodes);
  const range = rangeOf(index, query);
  const then = query.asOf === null ? null : thenOf(index, marks, query.asOf, query.hindsight);
  const edges = await politely(
    edgesAmongAccounts(
      index,
      accounts,
      then === null ? range : { low: range.low, high: Math.max(range.low, Math.min(range.high, then.high)) },
      assetFilter(index, query.assets),
    ),
    between,
  );
  const shown = strongestEdges(edges, MOST_EDGES);
  const nodes =
    then === null
      ? await graphNodes(session, index, accounts)
      : accounts.map((account) => nodeAt(index, account, then));
  const ids = nodes.map(({ id }) => id);
  return {
    nodes,
    edges: shown.map((edge) => graphEdge(index, edge)),
    shownEdges: shown.length,
    totalEdges: edges.length,
    unknown,
    sharedAlerts:
      then === null ? await sharedAlerts(session, ids) : sharedAlertsKnown(marks, ids, then.known),
  };
}
