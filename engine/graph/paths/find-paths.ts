import { EngineError } from '#contract/errors.ts';
import type { GraphEdge, PathQuery, Paths } from '#contract/graph.ts';
import { INTERMEDIARY } from '../../detectors/ledger/columns.ts';
import { politely } from '../../detectors/ledger/steps.ts';
import type { Session } from '../../warehouse/session.ts';
import { accountOf, descending } from '../expand.ts';
import { assetFilter, graphEdge, graphNodes, instantOrNull, rangeOf } from '../index/describe.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { firstNotBefore } from '../index/stable-order.ts';
import { ANY_ASSET, comparePaths, type FoundPath, type PathRules, searchPaths } from './search-paths.ts';

/** Accounts not passed through that are named at most. */
const NAMED = 50;

/**
 * The k best paths by value kept between two sets of subjects. Value kept is the smallest hop: what can have come
 * through whole. Paths of different assets are compared in dollars where those are known.
 * @throws EngineError `not-found` when no imported row names a subject, `invalid` when one is on both sides.
 */
export async function findPaths(
  session: Session,
  index: GraphIndex,
  query: PathQuery,
  pause: () => Promise<void>,
): Promise<Paths> {
  const sources = [...new Set(query.sources.map((id) => accountOf(index, id)))].sort((a, b) => a - b);
  const targets = [...new Set(query.targets.map((id) => accountOf(index, id)))].sort((a, b) => a - b);
  if (sources.some((account) => targets.includes(account)))
    throw new EngineError(
      'invalid',
      'A subject stands on both sides. A path leads from one subject to another; take it off one side.',
    );
  const notPassed = new Map<number, string>();
  const passes = (account: number): boolean => {
    if (!query.throughServices && (index.rows.role[account]! & INTERMEDIARY) !== 0) {
      notPassed.set(account, 'a labelled service, pool or system address');
      return false;
    }
    if (index.degree(account) > query.hubTransfers) {
      notPassed.set(account, `more than ${query.hubTransfers.toLocaleString('en')} transfers`);
      return false;
    }
    return true;
  };
  const range = rangeOf(index, query);
  const assets = query.assetChanges ? [ANY_ASSET] : sharedAssets(index, sources, targets, query);
  const results: Result[] = [];
  const notSearched: string[] = [];
  let looked = 0;
  for (const [turn, asset] of assets.entries()) {
    const rules: PathRules = {
      k: query.k,
      maxHops: query.maxHops,
      inOrder: query.inOrder,
      minKept: query.assetChanges ? 0 : query.minKept,
      range,
      passes,
      budget: Math.floor((query.budget - looked) / (assets.length - turn)),
    };
    const search = await politely(searchPaths(index, asset, sources, targets, rules), pause);
    looked += search.looked;
    if (search.searchedFrom !== null) notSearched.push(unsearched(index, asset, search.searchedFrom));
    for (const path of search.paths) {
      const hops = hopsOf(index, asset, path, range);
      const narrow = hops.reduce((least, hop) => (Number(hop.amount) < Number(least.amount) ? hop : least));
      results.push({
        asset,
        path,
        usd: asset === ANY_ASSET ? Number.NaN : (narrow.amountUsd ?? Number.NaN),
        hops,
      });
    }
  }
  const best = interleaved(results).slice(0, query.k);
  const accounts = [...new Set(best.flatMap(({ path }) => path.accounts))];
  const busiest = [...notPassed]
    .map(([account, reason]) => ({ account, reason, transfers: index.degree(account) }))
    .sort((a, b) => b.transfers - a.transfers || a.account - b.account);
  return {
    paths: best.map(({ asset, path, usd, hops }) => {
      const amount = asset === ANY_ASSET ? null : smallest(hops);
      return {
        nodes: path.accounts.map((account) => index.rows.names.id(account)),
        asset: asset === ANY_ASSET ? null : index.rows.assets[asset]!.asset,
        symbol:
          asset === ANY_ASSET ? null : (index.rows.assets[asset]!.symbol ?? index.rows.assets[asset]!.asset),
        amount,
        amountUsd: Number.isNaN(usd) ? null : usd,
        kept: amount === null || Number.isNaN(path.kept) ? null : path.kept,
        hops,
      };
    }),
    nodes: await graphNodes(session, index, accounts),
    complete: notSearched.length === 0,
    notSearched,
    notPassed: busiest
      .slice(0, NAMED)
      .map(({ account, reason, transfers }) => ({ id: index.rows.names.id(account), transfers, reason })),
    notPassedTotal: busiest.length,
    looked,
  };
}

interface Result {
  readonly asset: number;
  readonly path: FoundPath;
  readonly usd: number;
  readonly hops: GraphEdge[];
}

/** Within an asset by amount; among assets the one whose next path is worth most comes first. */
function interleaved(results: readonly Result[]): Result[] {
  const queues = new Map<number, Result[]>();
  for (const result of results) {
    const queue = queues.get(result.asset);
    if (queue) queue.push(result);
    else queues.set(result.asset, [result]);
  }
  for (const queue of queues.values()) queue.sort((a, b) => comparePaths(a.path, b.path));
  const merged: Result[] = [];
  while (merged.length < results.length) {
    const heads = [...queues.values()].filter((queue) => queue.length > 0);
    heads.sort(
      ([a], [b]) =>
        descending(a!.usd, b!.usd) || descending(a!.path.kept, b!.path.kept) || a!.asset - b!.asset,
    );
    merged.push(heads[0]!.shift()!);
  }
  return merged;
}

/** Assets that a source sent and a target received in the frame, the busiest of the sources first. */
function sharedAssets(
  index: GraphIndex,
  sources: readonly number[],
  targets: readonly number[],
  query: PathQuery,
): number[] {
  const takes = assetFilter(index, query.assets);
  const rowsOf = (accounts: readonly number[]) => {
    const rows = new Map<number, number>();
    const { ofAccount, asset, start } = index.holdings;
    for (const account of accounts)
      for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1)
        rows.set(asset[holding]!, (rows.get(asset[holding]!) ?? 0) + start[holding + 1]! - start[holding]!);
    return rows;
  };
  const theirs = rowsOf(targets);
  return [...rowsOf(sources)]
    .filter(([asset]) => theirs.has(asset) && (takes === null || takes[asset] === 1))
    .filter(([asset]) => asset < index.rows.assets.length - 1)
    .sort(([a, left], [b, right]) => right - left || a - b)
    .map(([asset]) => asset);
}

function unsearched(index: GraphIndex, asset: number, from: number): string {
  const name =
    asset === ANY_ASSET
      ? 'Paths over all assets'
      : (index.rows.assets[asset]!.symbol ?? index.rows.assets[asset]!.asset);
  return Number.isFinite(from)
    ? `${name}: only hops of ${from.toLocaleString('en', { maximumSignificantDigits: 4 })} and more were searched before the budget was used up.`
    : `${name}: not searched completely; the budget was used up.`;
}

/** Each hop with its rows: one transfer where time is respected, else all of the frame. */
function hopsOf(
  index: GraphIndex,
  asset: number,
  { accounts, chain }: FoundPath,
  range: { low: number; high: number },
): GraphEdge[] {
  const hops: GraphEdge[] = [];
  for (let at = 0; at + 1 < accounts.length; at += 1) {
    const edges = [...index.edgesBetween(accounts[at]!, accounts[at + 1]!, range)].filter(
      (edge) => asset === ANY_ASSET || edge.asset === asset,
    );
    const row = chain?.[at];
    if (row === undefined) {
      const busiest = edges.reduce((most, edge) =>
        edge.high - edge.low > most.high - most.low ? edge : most,
      );
      hops.push(graphEdge(index, busiest));
      continue;
    }
    const edge = edges.find((one) => one.asset === index.rows.asset[row])!;
    const whole = graphEdge(index, edge);
    const { amounts, kind, usd, micros } = index.rows;
    const place = firstNotBefore(index.out.rows, edge.low, edge.high, row);
    const { amount } = index.sum({ ...edge, low: place, high: place + 1 });
    hops.push({
      ...whole,
      count: 1,
      amount: amount === null || (kind[row]! & UNKNOWN_AMOUNT) !== 0 ? null : amounts.text(amount),
      amountUsd: Number.isNaN(usd[row]!) ? null : usd[row]!,
      firstSeen: instantOrNull(micros[row]),
      lastSeen: instantOrNull(micros[row]),
    });
  }
  return hops;
}

/** The smallest of exact amounts; null where one is unknown. */
function smallest(hops: readonly GraphEdge[]): string | null {
  let least: string | null = null;
  for (const { amount } of hops) {
    if (amount === null) return null;
    if (least === null || lessThan(amount, least)) least = amount;
  }
  return least;
}

function lessThan(a: string, b: string): boolean {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length < wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB;
  const digits = Math.max(fractionA.length, fractionB.length);
  return fractionA.padEnd(digits, '0') < fractionB.padEnd(digits, '0');
}
