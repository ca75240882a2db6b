import type { ServiceKind } from '#contract/trace.ts';

/** Where fees go: no account of the chain's. */
export const FEES = -1;

/** A transfer of a known amount, or the fee of one, between numbered accounts. */
export interface Movement {
  /** rowid of the stored transfer. */
  readonly row: number;
  readonly fee: boolean;
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  /** Base units of the asset. */
  readonly amount: bigint;
  readonly micros: number;
  readonly txIndex: number | null;
  readonly txKey: bigint;
  readonly logIndex: number | null;
  readonly tieKey: bigint;
}

export interface Holding {
  readonly account: number;
  readonly asset: number;
}

export interface Service {
  readonly kind: ServiceKind;
  readonly because: string;
}

/** A decoded swap of two movements of one transaction: what the pool took and what it gave for it. */
export interface Swap {
  readonly taken: Movement;
  readonly given: Movement;
}

/** Where a trace reads: the derived tables, or an index that is held in memory. */
export interface TraceSource {
  /** All movements of these balances with known amount and time; in any order. */
  movements(holdings: readonly Holding[]): Promise<Movement[]>;
  /** Transfers of each account in all assets. */
  transfersOf(accounts: readonly number[]): Promise<Map<number, number>>;
  /** Those of the accounts that pool the money of many by a label or a decoded swap. */
  labelled(accounts: readonly number[]): Promise<Map<number, Service>>;
  /** Those that do by what they do. */
  behaving(accounts: readonly number[]): Promise<Map<number, Service>>;
  /** The swaps these movements are one side of, where exactly one fits. */
  swaps(rows: readonly number[], side: 'taken' | 'given'): Promise<Map<number, Swap>>;
}

/** One key for a movement and another for its fee. */
export const movementKey = ({ row, fee }: Pick<Movement, 'row' | 'fee'>): number => row * 2 + (fee ? 1 : 0);

const compare = <T extends number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const last = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;
const first = (value: number | null): number => value ?? Number.NEGATIVE_INFINITY;

/** The order in which movements happened: that of the detectors' ledger, a fee after its transfer. */
export const inOrder = (a: Movement, b: Movement): number =>
  compare(a.micros, b.micros) ||
  compare(last(a.txIndex), last(b.txIndex)) ||
  compare(a.txKey, b.txKey) ||
  compare(first(a.logIndex), first(b.logIndex)) ||
  compare(a.from, b.from) ||
  compare(a.to, b.to) ||
  compare(a.asset, b.asset) ||
  compare(a.tieKey, b.tieKey) ||
  compare(a.row, b.row) ||
  compare(Number(a.fee), Number(b.fee));

/**
 * Movements in the order in which they happened, save that what a pool took comes right before what it gave for it:
 * pools that pay out first would else give before they got.
 */
export function ordered(movements: readonly Movement[], swaps: Iterable<Swap>): Movement[] {
  const sorted = [...movements].sort(inOrder);
  const present = new Set(sorted.map(movementKey));
  const late = new Set<number>();
  const before = new Map<number, Movement[]>();
  for (const { taken, given } of swaps) {
    const [took, gave] = [movementKey(taken), movementKey(given)];
    if (inOrder(taken, given) < 0 || late.has(took) || !present.has(took) || !present.has(gave)) continue;
    late.add(took);
    before.set(gave, [...(before.get(gave) ?? []), taken]);
  }
  if (late.size === 0) return sorted;
  return sorted.flatMap((movement) => {
    const key = movementKey(movement);
    return late.has(key) ? [] : [...(before.get(key) ?? []), movement];
  });
}
