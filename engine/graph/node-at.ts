import type { GraphNode } from '#contract/graph.ts';
import { alertsKnownOf, type TimedMark } from '../alerts/alert-marks.ts';
import { microsOf } from '../detectors/ledger/instant.ts';
import { instantOrNull, tagsAt } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { firstNotBefore } from './index/stable-order.ts';

/** An instant, and how alerts known by then are counted. */
export interface Then {
  readonly micros: number;
  /** Rows that had happened. */
  readonly high: number;
  /** Alerts known by then count; with hindsight all of them. */
  readonly known: number;
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
    known,
    alertsOf: (node) => alertsKnownOf(marks, node, known),
  };
};

/** Accounts with fewer rows are looked through each time. */
const KEPT_FROM = 256;
/** First meetings kept at most, over all accounts. */
const KEPT = 4_000_000;

interface Meetings {
  kept: number;
  readonly of: Map<number, Int32Array>;
}
const meetingsOf = new WeakMap<GraphIndex, Meetings>();

/** The first row with each counterparty, in time; itself where it paid itself. */
function firstMeetings(index: GraphIndex, account: number, high: number): Int32Array {
  const first = new Map<number, number>();
  const range = { low: 0, high };
  for (const order of ['out', 'in'] as const)
    for (const edge of index.edges(account, order, range)) {
      const other = order === 'out' ? edge.to : edge.from;
      if (other < 0) continue;
      const row = index.rowOf(edge, edge.low);
      const known = first.get(other);
      if (known === undefined || row < known) first.set(other, row);
    }
  return Int32Array.from(first.values()).sort();
}

/** Distinct accounts on the other side of the first `high` rows. Of busy accounts the first meetings are kept. */
export function counterpartiesAt(index: GraphIndex, account: number, high: number): number {
  if (index.degree(account) < KEPT_FROM) return firstMeetings(index, account, high).length;
  const meetings = meetingsOf.get(index) ?? { kept: 0, of: new Map<number, Int32Array>() };
  meetingsOf.set(index, meetings);
  let rows = meetings.of.get(account);
  if (!rows) {
    rows = firstMeetings(index, account, index.rows.size);
    if (meetings.kept + rows.length > KEPT) {
      meetings.of.clear();
      meetings.kept = 0;
    }
    meetings.of.set(account, rows);
    meetings.kept += rows.length;
  }
  return firstNotBefore(rows, 0, rows.length, high);
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
