import type { GraphEdge } from '#contract/graph.ts';
import { politely } from '../../detectors/ledger/steps.ts';
import { type Counterparty, type Direction, visitCounterparties } from '../index/counterparties.ts';
import { instantOrNull } from '../index/describe.ts';
import type { EdgeRows, GraphIndex, RowRange } from '../index/graph-index.ts';
import type { Party } from './party.ts';

/** Whom a party deals with outside itself, by account number, with all edges of its members in the asked directions. */
export async function counterpartiesOf(
  index: GraphIndex,
  party: Party,
  direction: Direction,
  range: RowRange,
  pause: () => Promise<void>,
): Promise<Counterparty[]> {
  const met = new Map<number, Counterparty>();
  await politely(
    (function* () {
      for (const account of party.accounts) {
        yield* visitCounterparties(index, account, direction, range, null, (one) => {
          if (party.has(one.account)) return;
          const known = met.get(one.account);
          if (known) merge(known, one);
          else met.set(one.account, one);
        });
        yield;
      }
    })(),
    pause,
  );
  return [...met.values()].sort((a, b) => a.account - b.account);
}

function merge(into: Counterparty, one: Counterparty): void {
  into.transfers += one.transfers;
  if (one.priced > 0) into.usd = into.priced > 0 ? into.usd + one.usd : one.usd;
  into.priced += one.priced;
  into.moving += one.moving;
  into.last = Math.max(into.last, one.last);
  for (const edge of one.edges) into.edges.push(edge);
}

/** What went one way between a party and a counterparty, an edge for each asset; `id` stands for the party. */
export function partyEdges(
  index: GraphIndex,
  id: string,
  direction: 'in' | 'out',
  edges: readonly EdgeRows[],
): GraphEdge[] {
  const byAsset = new Map<number, EdgeRows[]>();
  for (const edge of edges) {
    const list = byAsset.get(edge.asset);
    if (list) list.push(edge);
    else byAsset.set(edge.asset, [edge]);
  }
  return [...byAsset].sort(([a], [b]) => a - b).map(([, list]) => edgeOf(index, id, direction, list));
}

function edgeOf(
  index: GraphIndex,
  id: string,
  direction: 'in' | 'out',
  edges: readonly EdgeRows[],
): GraphEdge {
  const { amounts, assets, micros, names } = index.rows;
  const { from, to, asset: of } = edges[0]!;
  const { asset, symbol } = assets[of]!;
  const source = direction === 'out' ? id : names.id(from);
  const target = direction === 'in' ? id : names.id(to);
  let amount: bigint | null = 0n;
  let count = 0;
  let dollars: number | null = null;
  let first = -1;
  let last = -1;
  for (const edge of edges) {
    const sum = index.sum(edge);
    const span = index.span(edge);
    count += sum.count;
    amount = amount === null || sum.amount === null ? null : amount + sum.amount;
    if (!Number.isNaN(sum.usd)) dollars = (dollars ?? 0) + sum.usd;
    if (span.first >= 0 && (first < 0 || span.first < first)) first = span.first;
    if (span.last > last) last = span.last;
  }
  return {
    id: `${source}>${target}>${asset}`,
    source,
    target,
    asset,
    symbol: symbol ?? asset,
    count,
    amount: amount === null ? null : amounts.text(amount),
    amountUsd: dollars,
    firstSeen: first < 0 ? null : instantOrNull(micros[first]),
    lastSeen: last < 0 ? null : instantOrNull(micros[last]),
  };
}
