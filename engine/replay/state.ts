import { MOST_EDGES } from '#contract/graph.ts';
import type { NodeState, State, StateQuery } from '#contract/replay.ts';
import { knownAt, type TimedMark } from '../alerts/alert-marks.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { politely } from '../detectors/ledger/steps.ts';
import { edgesAmongAccounts, strongestEdges } from '../graph/index/among.ts';
import { graphEdge, instantOrNull, tagsAt } from '../graph/index/describe.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { worthOf } from '../graph/index/holders.ts';
import { holdingAt, holdingsUpTo } from '../graph/index/holdings-at.ts';
import { type PriceBook, pricesOf } from '../graph/index/prices.ts';
import { castAt } from './cast.ts';

/**
 * What could be known at an instant: exact balances, edges and sums over the rows up to it, tags listed and alerts whose
 * evidence had happened by then. With `hindsight` all alerts are given, nothing else changes.
 */
export async function stateAt(
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: StateQuery,
  pause: () => Promise<void>,
): Promise<State> {
  const micros = microsOf(query.at);
  const high = index.rowsUpTo(micros);
  const prices = await pricesOf(index);
  const { accounts, unknown } = await castAt(index, query, high, micros, pause);
  const edges = await politely(edgesAmongAccounts(index, accounts, { low: 0, high }, null), pause);
  const shown = strongestEdges(edges, MOST_EDGES);
  const alerts = query.hindsight ? marks : marks.slice(0, knownAt(marks, micros));
  const nodes: NodeState[] = [];
  for (const [place, account] of accounts.entries()) {
    if (place % 256 === 255) await pause();
    nodes.push(nodeAt(index, prices, account, high, micros, query.assets));
  }
  return {
    at: query.at,
    transfers: high,
    accounts: index.accountsUpTo(high),
    nodes,
    unknown,
    edges: shown.map((edge) => graphEdge(index, edge)),
    shownEdges: shown.length,
    totalEdges: edges.length,
    alerts: alerts
      .slice(-query.alerts)
      .reverse()
      .map(({ mark }) => mark),
    alertsTotal: alerts.length,
  };
}

function nodeAt(
  index: GraphIndex,
  prices: PriceBook,
  account: number,
  high: number,
  micros: number,
  limit: number,
): NodeState {
  const { names, micros: times } = index.rows;
  const { first, last, count } = index.seen(account, { low: 0, high });
  const holdings = holdingsUpTo(index, account, high);
  const worth = worthOf(index, prices, account, high, micros);
  return {
    id: names.id(account),
    chain: names.chain(account),
    address: names.address(account),
    tags: tagsAt(index, account, micros),
    transfers: count,
    firstSeen: first < 0 ? null : instantOrNull(times[first]),
    lastSeen: last < 0 ? null : instantOrNull(times[last]),
    holdings: holdings.slice(0, limit).map((holding) => holdingAt(index, prices, holding, high, micros)),
    assetsShown: Math.min(limit, holdings.length),
    assetsTotal: holdings.length,
    valueUsd: Number.isNaN(worth) ? null : worth,
  };
}
