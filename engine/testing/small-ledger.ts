import { Ledger } from '../detectors/ledger/ledger.ts';

export interface SmallTransfer {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  /** Seconds; the order of the list where left out. */
  readonly second?: number;
  readonly asset?: number;
  readonly usd?: number;
}

/** A ledger in memory for tests of kernels; transfers must be in time order. */
export function smallLedger(accounts: number, transfers: readonly SmallTransfer[], assets = 1): Ledger {
  const size = transfers.length;
  const column = (value: (transfer: SmallTransfer, index: number) => number) => transfers.map(value);
  return new Ledger({
    size,
    accounts,
    from: Int32Array.from(column(({ from }) => from)),
    to: Int32Array.from(column(({ to }) => to)),
    asset: Int32Array.from(column(({ asset }) => asset ?? 0)),
    tx: Int32Array.from(column((_, index) => index)),
    micros: Float64Array.from(column(({ second }, index) => (second ?? index) * 1e6)),
    amount: Float64Array.from(column(({ amount }) => amount)),
    usd: Float64Array.from(column(({ usd }) => usd ?? Number.NaN)),
    gas: new Float64Array(size).fill(Number.NaN),
    kind: Uint8Array.from(column(({ from, to, amount }) => (from !== to && amount !== 0 ? 1 : 0))),
    method: new Uint16Array(size),
    methods: [''],
    rowId: Float64Array.from(column((_, index) => index)),
    role: new Uint8Array(accounts),
    assets: Array.from({ length: assets }, (_, index) => ({
      chain: 'ethereum',
      asset: `0x${index}`,
      symbol: `T${index}`,
    })),
    chainOf: new Uint8Array(accounts),
    chains: ['ethereum'],
    asOfMicros: Number.MAX_SAFE_INTEGER,
  });
}
