import type { LedgerColumns } from './columns.ts';
import {
  type Groups,
  groupBy,
  type Holdings,
  holdingOf,
  holdings,
  mergeGroups,
  type RowGroups,
} from './groups.ts';
import { type IntermediaryRules, intermediaries } from './intermediaries.ts';
import { atOnce, politely } from './steps.ts';

/** Ledger columns with the groupings detectors share, each made when first asked for. */
export class Ledger {
  readonly columns: LedgerColumns;
  #out: Groups | undefined;
  #in: Groups | undefined;
  #legs: Groups | undefined;
  #holdings: Holdings | undefined;
  #holdingOf: { from: Int32Array; to: Int32Array } | undefined;
  #acts: RowGroups | undefined;
  readonly #intermediaries = new Map<string, Uint8Array>();

  constructor(columns: LedgerColumns) {
    this.columns = columns;
  }

  /** Movements of value by sender, in time order. A movement has both ends, an amount that is not zero, and did not fail; a transfer to oneself is none. */
  get out(): Groups {
    this.#out ??= atOnce(groupBy(this.columns, 'from'));
    return this.#out;
  }

  /** Movements of value by receiver, in time order. */
  get in(): Groups {
    this.#in ??= atOnce(groupBy(this.columns, 'to'));
    return this.#in;
  }

  /** Movements of value by either end, in time order: an account's whole story. */
  get legs(): Groups {
    this.#legs ??= atOnce(mergeGroups(this.out, this.in));
    return this.#legs;
  }

  /** Everything an account sent, failed and empty transfers included, in time order. */
  get acts(): RowGroups {
    this.#acts ??= atOnce(groupBy(this.columns, 'acts'));
    return this.#acts;
  }

  /** Legs gathered by account and asset, in time order: the movements behind one balance. */
  get holdings(): Holdings {
    this.#holdings ??= atOnce(holdings(this.columns));
    return this.#holdings;
  }

  /** The holding each movement leaves and reaches; -1 where it is none or names no asset. */
  get holdingOf(): { readonly from: Int32Array; readonly to: Int32Array } {
    this.#holdingOf ??= atOnce(holdingOf(this.columns, this.holdings));
    return this.#holdingOf;
  }

  /** Reasons (bits) to take accounts for intermediaries, by account; the same rules are worked out once. */
  intermediaries(rules: IntermediaryRules): Uint8Array {
    const key = JSON.stringify(rules);
    let known = this.#intermediaries.get(key);
    if (!known) {
      known = atOnce(intermediaries(this, rules));
      this.#intermediaries.set(key, known);
    }
    return known;
  }

  /**
   * Makes all groupings, and the intermediaries by these rules, in slices: on ten million rows each would hold the
   * engine's thread for seconds where it is first asked for.
   */
  async prepare(rules: IntermediaryRules | null, between: () => Promise<void>): Promise<void> {
    const { columns } = this;
    this.#out ??= await politely(groupBy(columns, 'from'), between);
    this.#in ??= await politely(groupBy(columns, 'to'), between);
    this.#legs ??= await politely(mergeGroups(this.#out, this.#in), between);
    this.#acts ??= await politely(groupBy(columns, 'acts'), between);
    this.#holdings ??= await politely(holdings(columns), between);
    this.#holdingOf ??= await politely(holdingOf(columns, this.#holdings), between);
    if (rules === null) return;
    const key = JSON.stringify(rules);
    if (!this.#intermediaries.has(key))
      this.#intermediaries.set(key, await politely(intermediaries(this, rules), between));
  }

  /** The other end of a movement. */
  other(row: number, account: number): number {
    const { from, to } = this.columns;
    return from[row] === account ? to[row]! : from[row]!;
  }

  /** Name of the asset of a row for sentences. */
  symbol(asset: number): string {
    const found = this.columns.assets[asset];
    return found?.symbol ?? found?.asset ?? 'units';
  }
}
