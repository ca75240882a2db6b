import { FAILED } from '../../detectors/ledger/columns.ts';
import type { Steps } from '../../detectors/ledger/steps.ts';
import type { EdgeRows, GraphIndex, RowRange } from './graph-index.ts';

/** Rows looked at before others have their turn. */
const SLICE = 1 << 14;

/** What one counterparty and an account moved between them. */
export interface Counterparty {
  readonly account: number;
  /** Rows, failed ones too. */
  transfers: number;
  /** Dollars of the priced rows; NaN where none is. */
  usd: number;
  /** Priced rows, and rows that moved something. */
  priced: number;
  moving: number;
  /** The latest row. */
  last: number;
  readonly edges: EdgeRows[];
}

export type Direction = 'in' | 'out' | 'both';

/** Counterparties of an account one by one, by their number, with all edges in the asked directions. Not the account itself. */
export function* eachCounterparty(
  index: GraphIndex,
  account: number,
  direction: Direction,
  range: RowRange,
  takes: Uint8Array | null,
): Generator<Counterparty> {
  const sent = direction === 'in' ? null : index.edges(account, 'out', range);
  const received = direction === 'out' ? null : index.edges(account, 'in', range);
  let left = sent?.next();
  let right = received?.next();
  const otherOf = (edge: EdgeRows) => (edge.order === 'out' ? edge.to : edge.from);
  let current: Counterparty | undefined;
  for (;;) {
    const a = left && !left.done ? left.value : null;
    const b = right && !right.done ? right.value : null;
    if (a === null && b === null) break;
    const takeLeft = b === null || (a !== null && otherOf(a) <= otherOf(b));
    const edge: EdgeRows = takeLeft ? a! : b!;
    if (takeLeft) left = sent!.next();
    else right = received!.next();
    const other = otherOf(edge);
    if (other === account || (takes !== null && takes[edge.asset] === 0)) continue;
    if (current?.account !== other) {
      if (current) yield current;
      current = {
        account: other,
        transfers: 0,
        usd: Number.NaN,
        priced: 0,
        moving: 0,
        last: -1,
        edges: [],
      };
    }
    add(index, current, edge);
  }
  if (current) yield current;
}

function add(index: GraphIndex, into: Counterparty, edge: EdgeRows): void {
  const { rows } = edge.order === 'out' ? index.out : index.in;
  const { kind, usd } = index.rows;
  let dollars = 0;
  let priced = 0;
  for (let place = edge.low; place < edge.high; place += 1) {
    const row = rows[place]!;
    if ((kind[row]! & FAILED) !== 0) continue;
    into.moving += 1;
    const value = usd[row]!;
    if (Number.isNaN(value)) continue;
    dollars += value;
    priced += 1;
  }
  if (priced > 0) into.usd = into.priced > 0 ? into.usd + dollars : dollars;
  into.priced += priced;
  into.transfers += edge.high - edge.low;
  into.last = Math.max(into.last, rows[edge.high - 1]!);
  into.edges.push(edge);
}

/** Calls `visit` with each counterparty, in slices. */
export function* visitCounterparties(
  index: GraphIndex,
  account: number,
  direction: Direction,
  range: RowRange,
  takes: Uint8Array | null,
  visit: (counterparty: Counterparty) => void,
): Steps<void> {
  let looked = 0;
  for (const counterparty of eachCounterparty(index, account, direction, range, takes)) {
    visit(counterparty);
    looked += 1 + counterparty.transfers;
    if (looked > SLICE) {
      looked = 0;
      yield;
    }
  }
}
