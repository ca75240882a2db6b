import type { Between, BetweenQuery } from '#contract/graph.ts';
import { politely, type Steps } from '../detectors/ledger/steps.ts';
import type { Session } from '../warehouse/session.ts';
import { accountOf, descending } from './expand.ts';
import { type Counterparty, eachCounterparty } from './index/counterparties.ts';
import { assetFilter, graphEdge, graphNodes, rangeOf } from './index/describe.ts';
import type { GraphIndex, RowRange } from './index/graph-index.ts';
import { firstOf } from './index/top.ts';

interface Link {
  readonly direction: 'a-to-b' | 'b-to-a';
  readonly received: Counterparty;
  readonly sent: Counterparty;
}

/**
 * Addresses that received from one of two subjects and sent to the other, strongest first: by the smaller of both sides
 * in dollars where it is known, else in transfers.
 * @throws EngineError `not-found` when no imported row names one of the two.
 */
export async function between(
  session: Session,
  index: GraphIndex,
  query: BetweenQuery,
  pause: () => Promise<void>,
): Promise<Between> {
  const a = accountOf(index, query.a);
  const b = accountOf(index, query.b);
  const range = rangeOf(index, query);
  const takes = assetFilter(index, query.assets);
  const links = [
    ...(await politely(linksOf(index, a, b, 'a-to-b', range, takes), pause)),
    ...(await politely(linksOf(index, b, a, 'b-to-a', range, takes), pause)),
  ];
  // NaN where one side has no price
  const value = links.map(({ received, sent }) => Math.min(received.usd, sent.usd));
  const count = links.map(({ received, sent }) => Math.min(received.transfers, sent.transfers));
  const priced = value.some((usd) => !Number.isNaN(usd));
  const chosen = firstOf(
    links.length,
    Math.min(links.length, query.offset + query.limit),
    (one, other) => descending(value[one]!, value[other]!) || count[other]! - count[one]! || one - other,
  ).slice(query.offset);
  const nodes = await graphNodes(
    session,
    index,
    chosen.map((place) => links[place]!.received.account),
  );
  return {
    rows: chosen.map((place, at) => ({
      node: nodes[at]!,
      direction: links[place]!.direction,
      valueUsd: Number.isNaN(value[place]!) ? null : value[place]!,
      count: count[place]!,
      received: links[place]!.received.edges.map((edge) => graphEdge(index, edge)),
      sent: links[place]!.sent.edges.map((edge) => graphEdge(index, edge)),
    })),
    shown: chosen.length,
    total: links.length,
    orderedBy: priced ? 'value-usd' : 'count',
  };
}

/** Both lists come in the order of account numbers, so one walk along both finds who is in each. */
function* linksOf(
  index: GraphIndex,
  from: number,
  to: number,
  direction: Link['direction'],
  range: RowRange,
  takes: Uint8Array | null,
): Steps<Link[]> {
  const links: Link[] = [];
  const paid = eachCounterparty(index, from, 'out', range, takes);
  const payers = eachCounterparty(index, to, 'in', range, takes);
  let left = paid.next();
  let right = payers.next();
  for (let looked = 0; !left.done && !right.done; looked += 1) {
    if (looked % 1024 === 1023) yield;
    const a = left.value;
    const b = right.value;
    if (a.account === b.account) {
      if (a.account !== to && a.account !== from) links.push({ direction, received: a, sent: b });
      left = paid.next();
      right = payers.next();
    } else if (a.account < b.account) left = paid.next();
    else right = payers.next();
  }
  return links;
}
