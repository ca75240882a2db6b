import type { GraphEdge, GraphNode, TagBadge } from '#contract/graph.ts';
import { instant, microsOf } from '../../detectors/ledger/instant.ts';
import type { Session } from '../../warehouse/session.ts';
import type { EdgeRows, GraphIndex, RowRange } from './graph-index.ts';

/** Microseconds as an instant; null where unknown. */
export const instantOrNull = (micros: number | undefined): string | null =>
  micros === undefined || !Number.isFinite(micros) ? null : instant(micros);

/** Rows of a frame of the contract. */
export const rangeOf = (
  index: GraphIndex,
  { from, to }: { from: string | null; to: string | null },
): RowRange => index.range(from === null ? null : microsOf(from), to === null ? null : microsOf(to));

/** Which assets a filter lets through, by number; null lets all through. */
export function assetFilter(index: GraphIndex, assets: readonly string[]): Uint8Array | null {
  if (assets.length === 0) return null;
  const wanted = new Set(assets);
  const takes = new Uint8Array(index.rows.assets.length);
  for (const [number, { asset }] of index.rows.assets.entries()) if (wanted.has(asset)) takes[number] = 1;
  return takes;
}

/** An edge with its exact sum, as the contract has it. */
export function graphEdge(index: GraphIndex, edge: EdgeRows): GraphEdge {
  const { names, assets, amounts, micros } = index.rows;
  const sum = index.sum(edge);
  const { first, last } = index.span(edge);
  const source = names.id(edge.from);
  const target = names.id(edge.to);
  const { asset, symbol } = assets[edge.asset]!;
  return {
    id: `${source}>${target}>${asset}`,
    source,
    target,
    asset,
    symbol: symbol ?? asset,
    count: sum.count,
    amount: sum.amount === null ? null : amounts.text(sum.amount),
    amountUsd: Number.isNaN(sum.usd) ? null : sum.usd,
    firstSeen: first < 0 ? null : instantOrNull(micros[first]),
    lastSeen: last < 0 ? null : instantOrNull(micros[last]),
  };
}

/** Tags of an account, the surest first; those a list dates later than `at` are left out. */
export const tagsAt = (index: GraphIndex, account: number, at = Number.POSITIVE_INFINITY): TagBadge[] =>
  (index.rows.tags.get(account) ?? [])
    .filter(({ listedMicros }) => listedMicros === null || listedMicros <= at)
    .map(({ label, category, source, confidence }) => ({ label, category, source, confidence }));

/** The same with the time their list gives for them. */
export const datedTags = (
  index: GraphIndex,
  account: number,
  at = Number.POSITIVE_INFINITY,
): (TagBadge & { listedAt: string | null })[] =>
  (index.rows.tags.get(account) ?? [])
    .filter(({ listedMicros }) => listedMicros === null || listedMicros <= at)
    .map(({ listedMicros, ...tag }) => ({ ...tag, listedAt: instantOrNull(listedMicros ?? undefined) }));

/** What the imported rows say of accounts over all time, or up to an instant in microseconds, in the order given. */
export async function graphNodes(
  session: Session,
  index: GraphIndex,
  accounts: readonly number[],
  at: number | null = null,
): Promise<GraphNode[]> {
  const alerts = await alertCounts(session, index, accounts);
  const { names, micros, counterparties, size } = index.rows;
  const range = at === null ? { low: 0, high: size } : index.range(null, at);
  return accounts.map((account) => {
    const { first, last, count } = index.seen(account, range);
    return {
      id: names.id(account),
      chain: names.chain(account),
      address: names.address(account),
      tags: tagsAt(index, account, at ?? undefined),
      transfers: count,
      counterparties: counterparties[account]!,
      firstSeen: first < 0 ? null : instantOrNull(micros[first]),
      lastSeen: last < 0 ? null : instantOrNull(micros[last]),
      alerts: alerts.get(names.id(account)) ?? 0,
    };
  });
}

/** Alerts that name each address, by node id. */
async function alertCounts(
  session: Session,
  index: GraphIndex,
  accounts: readonly number[],
): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await session.rows<{ node: string; alerts: number }>(
    `SELECT chain || ':' || id AS node, count(DISTINCT alert_id) AS alerts FROM alert_subject
     WHERE kind = 'address' AND chain || ':' || id IN (SELECT unnest(string_split($nodes, chr(10)))) GROUP BY 1`,
    { nodes: accounts.map((account) => index.rows.names.id(account)).join('\n') },
  );
  return new Map(rows.map(({ node, alerts }) => [node, alerts]));
}

/** Account numbers of node ids, each once and in their order, and the ids no row names. */
export function accountsOf(
  index: GraphIndex,
  ids: readonly string[],
): { accounts: number[]; unknown: string[] } {
  const accounts = new Set<number>();
  const unknown: string[] = [];
  for (const id of ids) {
    const account = index.rows.names.findId(id);
    if (account === null) unknown.push(id);
    else accounts.add(account);
  }
  return { accounts: [...accounts], unknown };
}
