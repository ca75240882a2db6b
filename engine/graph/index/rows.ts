import type { TagBadge } from '#contract/graph.ts';
import type { Amounts } from './amounts.ts';

/** Further bits of `GraphRows.kind`, beside those of the ledger. */
export const UNKNOWN_AMOUNT = 8;

/**
 * Every transfer of the case as columns, in the order in which it happened; those without a time come last. The order
 * and all numbers follow from what the rows say, never from how they were imported.
 */
export interface GraphRows {
  readonly size: number;
  /** Rows with a time: those from here on have none. */
  readonly timed: number;
  readonly accounts: number;
  /** Account numbers (mart_address); -1 where the row names none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Asset numbers (mart_asset); the last of `assets` stands for rows that name none. */
  readonly asset: Int32Array;
  /** Microseconds since 1970; Infinity where the time is unknown. */
  readonly micros: Float64Array;
  /** Dollars at the time; NaN where no price is known. */
  readonly usd: Float64Array;
  /** MOVES, FAILED, UNKNOWN_AMOUNT. */
  readonly kind: Uint8Array;
  readonly amounts: Amounts;
  readonly assets: readonly GraphAsset[];
  readonly names: AccountNames;
  /** What labels and decoded contracts say of each account, as bits (ledger). */
  readonly role: Uint8Array;
  /** Distinct counterparties of each account, over all rows. */
  readonly counterparties: Int32Array;
  readonly tags: ReadonlyMap<number, readonly DatedTag[]>;
  /** Imported prices by asset, in time. */
  readonly prices: ReadonlyMap<number, readonly PricePoint[]>;
}

export interface GraphAsset {
  readonly chain: string;
  readonly asset: string;
  readonly symbol: string | null;
}

/** A tag, and since when a list says so; null where the list gives no date. */
export interface DatedTag extends TagBadge {
  readonly listedMicros: number | null;
}

export interface PricePoint {
  readonly micros: number;
  readonly usd: number;
}

const KEPT_IDS = 50_000;

/** Chains and addresses by account number, in one buffer: a million strings would cost three times as much. */
export class AccountNames {
  readonly #text: Buffer;
  /** Ids written lately: an answer names the same accounts many times. */
  readonly #ids = new Map<number, string>();
  readonly #start: Int32Array;
  readonly #chains: readonly { readonly chain: string; readonly first: number }[];

  /** `start` holds the end of the last name too; `chains` the first account of each, in order. */
  constructor(
    text: Buffer,
    start: Int32Array,
    chains: readonly { readonly chain: string; readonly first: number }[],
  ) {
    this.#text = text;
    this.#start = start;
    this.#chains = chains;
  }

  get chains(): readonly string[] {
    return this.#chains.map(({ chain }) => chain);
  }

  chain(account: number): string {
    return this.#chains[this.chainNumber(account)]!.chain;
  }

  chainNumber(account: number): number {
    let place = this.#chains.length - 1;
    while (this.#chains[place]!.first > account) place -= 1;
    return place;
  }

  address(account: number): string {
    return this.#text.toString('utf8', this.#start[account]!, this.#start[account + 1]!);
  }

  /** `chain:address` */
  id(account: number): string {
    const known = this.#ids.get(account);
    if (known !== undefined) return known;
    const id = `${this.chain(account)}:${this.address(account)}`;
    if (this.#ids.size >= KEPT_IDS) this.#ids.clear();
    this.#ids.set(account, id);
    return id;
  }

  /** The number of an address (in the form `address_text` gives); null when no row names it. */
  find(chain: string, address: string): number | null {
    const place = this.#chains.findIndex((one) => one.chain === chain);
    if (place < 0) return null;
    const wanted = Buffer.from(address, 'utf8');
    let low = this.#chains[place]!.first;
    let high = this.#chains[place + 1]?.first ?? this.#start.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = this.#text.compare(
        wanted,
        0,
        wanted.length,
        this.#start[middle]!,
        this.#start[middle + 1]!,
      );
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  }

  /** The number of a node id (`chain:address`); null when no row names it. */
  findId(id: string): number | null {
    const colon = id.indexOf(':');
    return colon < 0 ? null : this.find(id.slice(0, colon), addressText(id.slice(colon + 1)));
  }
}

/** As the `address_text` macro writes addresses: hex and bech32 in lower case, others as they stand. */
export function addressText(text: string): string {
  const trimmed = text.trim();
  return /^(0x|bc1|ltc1)/i.test(trimmed) ? trimmed.toLowerCase() : trimmed;
}
