import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex } from './graph-index.ts';
import { UNKNOWN_AMOUNT } from './rows.ts';

/** Rows of each asset, and those of them whose amount is unknown. */
interface AssetCounts {
  readonly rows: Int32Array;
  readonly unknown: Int32Array;
}

function* count({ rows }: GraphIndex, end: number): Steps<AssetCounts> {
  const all = new Int32Array(rows.assets.length);
  const unknown = new Int32Array(rows.assets.length);
  yield* inSlices(end, (low, high) => {
    for (let row = low; row < high; row += 1) {
      all[rows.asset[row]!]! += 1;
      if ((rows.kind[row]! & UNKNOWN_AMOUNT) !== 0) unknown[rows.asset[row]!]! += 1;
    }
  });
  return { rows: all, unknown };
}

/** Assets of known decimals over the first `high` rows, those of most rows first. */
export async function busiestAssets(
  index: GraphIndex,
  high: number,
  pause: () => Promise<void>,
): Promise<{ asset: number; transfers: number }[]> {
  const { rows, unknown } = await politely(count(index, high), pause);
  return Array.from(rows.keys())
    .filter((asset) => asset < rows.length - 1 && rows[asset]! > unknown[asset]!)
    .sort((a, b) => rows[b]! - rows[a]! || a - b)
    .map((asset) => ({ asset, transfers: rows[asset]! }));
}
