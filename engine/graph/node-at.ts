import type { GraphNode } from '#contract/graph.ts';
import { alertsKnownOf, type TimedMark } from '../alerts/alert-marks.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { instantOrNull, tagsAt } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';

/** An instant, and how alerts known by then are counted. */
export interface Then {
  readonly micros: number;
  /** Rows that had happened. */
  readonly high: number;
  readonly alertsOf: (node: string) => number;
}

export const thenOf = (
  index: GraphIndex,
  marks: readonly TimedMark[],
  at: string,
  hindsight: boolean,
): Then => {
  const micros = microsOf(at);
  const known = hindsight ? Number.POSITIVE_INFINITY : micros;
  return {
    micros,
    high: index.rowsUpTo(micros),
    alertsOf: (node) => alertsKnownOf(marks, node, known),
  };
};

/** Distinct accounts on the other side of the rows up to an instant; itself where it paid itself. */
export function counterpartiesAt(index: GraphIndex, account: number, high: number): number {
  const range = { low: 0, high };
  const others = new Set<number>();
  for (const { to } of index.edges(account, 'out', range)) if (to >= 0) others.add(to);
  for (const { from } of index.edges(account, 'in', range)) if (from >= 0) others.add(from);
  return others.size;
}

/** What could be known of an account: rows up to the instant, tags listed and alerts known by then. */
export function nodeAt(index: GraphIndex, account: number, { high, micros, alertsOf }: Then): GraphNode {
  const { names, micros: times } = index.rows;
  const { first, last, count } = index.seen(account, { low: 0, high });
  return {
    id: names.id(account),
    chain: names.chain(account),
    address: names.address(account),
    tags: tagsAt(index, account, micros),
    transfers: count,
    counterparties: counterpartiesAt(index, account, high),
    firstSeen: first < 0 ? null : instantOrNull(times[first]),
    lastSeen: last < 0 ? null : instantOrNull(times[last]),
    alerts: alertsOf(names.id(account)),
  };
}
