import { EngineError } from '#contract/errors.ts';
import { type GraphSlice, MOST_EDGES, type NeighbourQuery } from '#contract/graph.ts';
import { politely } from '../detectors/ledger/steps.ts';
import type { Session } from '../warehouse/session.ts';
import { decimalUnits } from './exact-sum.ts';
import { edgesAmongAccounts, strongestEdges } from './index/among.ts';
import { type Counterparty, visitCounterparties } from './index/counterparties.ts';
import { accountsOf, assetFilter, graphEdge, graphNodes, rangeOf } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { firstOf } from './index/top.ts';
import { nodeId } from './nodes.ts';

/** The number of an address. @throws EngineError `not-found` when no imported row names it. */
export function accountOf(index: GraphIndex, id: string): number {
  const account = index.rows.names.findId(id);
  if (account === null) throw new EngineError('not-found', `No imported row names ${id}.`);
  return account;
}

/**
 * A subject and its strongest counterparties under a filter, from `offset` on, with how many fit in all. By value means
 * dollars where any are known, the amount where only one asset moved, else the count.
 * @throws EngineError `not-found` when no imported row names the address.
 */
export async function expand(
  session: Session,
  index: GraphIndex,
  query: NeighbourQuery,
  between: () => Promise<void>,
): Promise<GraphSlice> {
  const centre = accountOf(index, nodeId(query.chain, query.address));
  const range = rangeOf(index, query);
  const takes = assetFilter(index, query.assets);
  const fits = filterOf(index, query);
  const all: Counterparty[] = [];
  let priced = false;
  let asset = -1;
  let assets = 0;
  await politely(
    visitCounterparties(index, centre, query.direction, range, takes, (counterparty) => {
      if (counterparty.priced > 0) priced = true;
      for (const edge of counterparty.edges) {
        if (edge.asset === asset) continue;
        asset = edge.asset;
        assets += 1;
      }
      if (fits(counterparty)) all.push(counterparty);
    }),
    between,
  );
  // `assets` counts changes of the asset, so it is 1 only where there is but one
  const orderedBy =
    query.by !== 'value' ? query.by : priced ? 'value-usd' : assets === 1 ? 'amount' : 'count';
  const key: number[] = all.map((one) => {
    if (orderedBy === 'value-usd') return one.usd;
    if (orderedBy === 'count') return one.transfers;
    if (orderedBy === 'recent') return one.last;
    return one.edges.reduce((sum, edge) => sum + amountDouble(index, edge), 0);
  });
  const chosen = firstOf(
    all.length,
    Math.min(all.length, query.offset + query.limit),
    (a, b) => descending(key[a]!, key[b]!) || all[b]!.transfers - all[a]!.transfers || a - b,
  ).slice(query.offset);
  const fresh = chosen.map((place) => all[place]!.account);
  const shown = accountsOf(index, query.shown).accounts;
  const edges = await politely(
    edgesAmongAccounts(index, [centre, ...fresh, ...shown], range, takes),
    between,
  );
  return {
    centre: index.rows.names.id(centre),
    nodes: await graphNodes(session, index, [centre, ...fresh]),
    edges: strongestEdges(edges, MOST_EDGES).map((edge) => graphEdge(index, edge)),
    totalEdges: edges.length,
    shown: fresh.length,
    total: all.length,
    orderedBy,
  };
}

/** Larger first; what is unknown (NaN) last. */
export function descending(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  return Number.isNaN(b) ? -1 : b - a;
}

function amountDouble(index: GraphIndex, edge: Counterparty['edges'][number]): number {
  const { amount } = index.sum(edge);
  return amount === null ? 0 : index.rows.amounts.asDouble(amount);
}

function filterOf(index: GraphIndex, query: NeighbourQuery): (one: Counterparty) => boolean {
  const least = query.minAmount === null ? null : atLeast(query.minAmount, index.rows.amounts.decimals);
  const categories = query.categories.length === 0 ? null : new Set(query.categories);
  return (one) => {
    if (query.minUsd !== null && !(one.usd >= query.minUsd)) return false;
    if (query.maxUsd !== null && !(one.usd < query.maxUsd)) return false;
    if (query.unpriced && one.priced > 0) return false;
    if (query.minCount !== null && one.transfers < query.minCount) return false;
    if (categories !== null && !categoriesOf(index, one.account).some((each) => categories.has(each)))
      return false;
    if (least === null) return true;
    return one.edges.some((edge) => {
      const { amount } = index.sum(edge);
      return amount !== null && amount >= least;
    });
  };
}

/** Categories of an account's tags; '' stands for an account without tags. */
export function categoriesOf(index: GraphIndex, account: number): string[] {
  const tags = index.rows.tags.get(account);
  return tags === undefined ? [''] : [...new Set(tags.map(({ category }) => category))];
}

/** The smallest number of units that is not less than the text says. */
function atLeast(text: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = decimalUnits(`${whole}.${fraction.slice(0, decimals)}`, decimals);
  return /[1-9]/.test(fraction.slice(decimals)) ? kept + 1n : kept;
}
