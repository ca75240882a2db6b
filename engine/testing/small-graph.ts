import { FAILED, MOVES } from '../detectors/ledger/columns.ts';
import { decimalUnits } from '../graph/exact-sum.ts';
import { Amounts } from '../graph/index/amounts.ts';
import { GraphIndex } from '../graph/index/graph-index.ts';
import { AccountNames, UNKNOWN_AMOUNT } from '../graph/index/rows.ts';

export interface GraphTransfer {
  /** Account numbers; null where the row names none. */
  readonly from: number | null;
  readonly to: number | null;
  /** Decimal text; null where the decimals are unknown. */
  readonly amount: string | null;
  readonly asset?: number;
  readonly failed?: boolean;
  readonly usd?: number;
  /** Seconds; null where the time is unknown. The place in the list where left out. */
  readonly second?: number | null;
}

/** A graph index in memory for tests; transfers must be in time order, those without a time last. */
export async function smallGraph(
  accounts: number,
  transfers: readonly GraphTransfer[],
  assets = 1,
): Promise<GraphIndex> {
  const size = transfers.length;
  const amounts = new Amounts(size, { fraction: 2, whole: 2 });
  const groups = amounts.limbs.length;
  for (const [row, { amount }] of transfers.entries()) {
    if (amount === null) continue;
    const units = decimalUnits(amount, amounts.decimals);
    const digits = units.toString().padStart(9 * groups, '0');
    if (digits.length >= 9 * groups && !digits.startsWith('0')) amounts.wide.set(row, units);
    else
      for (let group = 0; group < groups; group += 1)
        amounts.limbs[group]![row] = Number(
          digits.slice(digits.length - 9 * (group + 1), digits.length - 9 * group),
        );
  }
  const names = Array.from({ length: accounts }, (_, account) => `0x${String(account).padStart(40, '0')}`);
  const start = Int32Array.from({ length: accounts + 1 }, (_, account) => 42 * account);
  return GraphIndex.over(
    {
      size,
      timed: transfers.filter(({ second }) => second !== null).length,
      accounts,
      from: Int32Array.from(transfers, ({ from }) => from ?? -1),
      to: Int32Array.from(transfers, ({ to }) => to ?? -1),
      asset: Int32Array.from(transfers, ({ asset }) => asset ?? 0),
      micros: Float64Array.from(transfers, ({ second }, place) =>
        second === null ? Number.POSITIVE_INFINITY : (second ?? place) * 1e6,
      ),
      usd: Float64Array.from(transfers, ({ usd }) => usd ?? Number.NaN),
      kind: Uint8Array.from(
        transfers,
        ({ from, to, amount, failed }) =>
          (failed ? FAILED : 0) |
          (amount === null ? UNKNOWN_AMOUNT : 0) |
          (!failed && from !== null && to !== null && from !== to && Number(amount ?? 1) !== 0 ? MOVES : 0),
      ),
      amounts,
      assets: [
        ...Array.from({ length: assets }, (_, asset) => ({
          chain: 'ethereum',
          asset: `0xa${asset}`,
          symbol: `T${asset}`,
        })),
        { chain: '', asset: 'unknown', symbol: null },
      ],
      names: new AccountNames(Buffer.from(names.join('')), start, [{ chain: 'ethereum', first: 0 }]),
      role: new Uint8Array(accounts),
      counterparties: new Int32Array(accounts),
      tags: new Map(),
      prices: new Map(),
    },
    () => Promise.resolve(),
  );
}
