/** Bits of `Ledger.kind`. */
export const MOVES = 1;
export const FAILED = 2;
/** The transaction itself: its sender pays the gas. */
export const TOP_LEVEL = 4;

/** Bits of `Ledger.role`: what labels and decoded contracts say of an account. Most accounts have none. */
export const EXCHANGE = 1;
/** Other services that hold or route other people's money: DEX, bridge, payment, staking, mining. */
export const SERVICE = 2;
/** A pool seen in decoded swaps. */
export const POOL = 4;
/** The null address and the burn addresses. */
export const SYSTEM = 8;
export const MIXER = 16;
export const SANCTIONED = 32;
/** Phishing, hacks, scams, ransom. */
export const RISKY = 64;
/** Whose many counterparties say nothing of one owner's intent. */
export const INTERMEDIARY = EXCHANGE | SERVICE | POOL | SYSTEM;

/**
 * Every transfer with a time up to `as_of` as columns, in the order in which it happened. The order and all
 * numbers follow from what the rows say, never from how they were imported. Loaded once a run, shared by
 * all detectors that walk; nobody writes to it.
 */
export interface LedgerColumns {
  readonly size: number;
  readonly accounts: number;
  /** Account numbers (mart_address); -1 where the row names none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Asset numbers (mart_asset); -1 where the row names none. */
  readonly asset: Int32Array;
  /** Number of the transaction; rows of one transaction share it. */
  readonly tx: Int32Array;
  /** Microseconds since 1970. */
  readonly micros: Float64Array;
  /** Token units; NaN where the decimals are unknown. */
  readonly amount: Float64Array;
  /** Dollars at the time; NaN where no price is known. */
  readonly usd: Float64Array;
  /** NaN where unknown. */
  readonly gas: Float64Array;
  readonly kind: Uint8Array;
  /** Number of the method's name in `methods`; 0 where there is none. */
  readonly method: Uint16Array;
  readonly methods: readonly string[];
  /** rowid of the stored transfer. */
  readonly rowId: Float64Array;
  readonly role: Uint8Array;
  readonly assets: readonly {
    readonly chain: string;
    readonly asset: string;
    readonly symbol: string | null;
  }[];
  /** Number of the chain of each account in `chains`. */
  readonly chainOf: Uint8Array;
  readonly chains: readonly string[];
  readonly asOfMicros: number;
}
