import type { Communities, CommunityQuery } from '#contract/graph.ts';
import { leiden, modularity, quality } from '../detectors/kernels/leiden.ts';
import { politely } from '../detectors/ledger/steps.ts';
import { edgesAmongAccounts } from './index/among.ts';
import { accountsOf, assetFilter, rangeOf } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';

/** Leiden communities among given nodes, weighted by transfers or by known dollars; deterministic. */
export async function communities(
  index: GraphIndex,
  query: CommunityQuery,
  pause: () => Promise<void>,
): Promise<Communities> {
  const { accounts, unknown } = accountsOf(index, query.nodes);
  const edges = await politely(
    edgesAmongAccounts(index, accounts, rangeOf(index, query), assetFilter(index, query.assets)),
    pause,
  );
  const vertex = new Map(accounts.map((account, at) => [account, at]));
  const weights = new Map<number, { a: number; b: number; weight: number; transfers: number }>();
  for (const edge of edges) {
    const from = vertex.get(edge.from)!;
    const to = vertex.get(edge.to)!;
    if (from === to) continue;
    const [a, b] = from < to ? [from, to] : [to, from];
    const key = a * accounts.length + b;
    const link = weights.get(key) ?? { a, b, weight: 0, transfers: 0 };
    const { count, usd } = index.sum(edge);
    link.transfers += count;
    link.weight += query.weight === 'count' ? count : Number.isNaN(usd) ? 0 : usd;
    weights.set(key, link);
  }
  const links = [...weights.values()].filter(({ weight }) => weight > 0);
  const start = new Int32Array(accounts.length + 1);
  for (const { a, b } of links) {
    start[a + 1]! += 1;
    start[b + 1]! += 1;
  }
  for (let at = 0; at < accounts.length; at += 1) start[at + 1]! += start[at]!;
  const next = start.slice(0, accounts.length);
  const to = new Int32Array(start[accounts.length]!);
  const weight = new Float64Array(to.length);
  const put = (a: number, b: number, of: number) => {
    to[next[a]!] = b;
    weight[next[a]!] = of;
    next[a]! += 1;
  };
  for (const link of links) {
    put(link.a, link.b, link.weight);
    put(link.b, link.a, link.weight);
  }
  await pause();
  const model = modularity(start, weight);
  const network = { start, to, weight, size: model.size };
  const resolution = model.resolution * query.resolution;
  const community = leiden(network, { resolution });
  const members = new Map<number, number[]>();
  const alone: string[] = [];
  for (let at = 0; at < accounts.length; at += 1) {
    if (start[at] === start[at + 1]) {
      alone.push(index.rows.names.id(accounts[at]!));
      continue;
    }
    const list = members.get(community[at]!);
    if (list) list.push(at);
    else members.set(community[at]!, [at]);
  }
  const inside = new Map<number, number>();
  for (const link of links)
    if (community[link.a] === community[link.b])
      inside.set(community[link.a]!, (inside.get(community[link.a]!) ?? 0) + link.transfers);
  const total = weight.reduce((sum, one) => sum + one, 0);
  return {
    communities: [...members]
      .sort(([a, left], [b, right]) => right.length - left.length || a - b)
      .map(([number, list]) => ({
        nodes: list.map((at) => index.rows.names.id(accounts[at]!)),
        transfersInside: inside.get(number) ?? 0,
      })),
    alone,
    unknown,
    modularity: total > 0 ? (2 * quality(network, community, model.resolution)) / total : null,
  };
}
