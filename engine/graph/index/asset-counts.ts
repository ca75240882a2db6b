import { MOVES } from '../../detectors/ledger/columns.ts';
import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex } from './graph-index.ts';
import { UNKNOWN_AMOUNT } from './rows.ts';

/** Rows of each asset that moved a known amount. */
function* count({ rows }: GraphIndex, end: number): Steps<Int32Array> {
  const moved = new Int32Array(rows.assets.length);
  yield* inSlices(end, (low, high) => {
    for (let row = low; row < high; row += 1)
      if ((rows.kind[row]! & (MOVES | UNKNOWN_AMOUNT)) === MOVES) moved[rows.asset[row]!]! += 1;
  });
  return moved;
}

/** Assets of which the first `high` rows moved known amounts, those of most such rows first. */
export async function busiestAssets(
  index: GraphIndex,
  high: number,
  pause: () => Promise<void>,
): Promise<{ asset: number; transfers: number }[]> {
  const moved = await politely(count(index, high), pause);
  return Array.from(moved.keys())
    .filter((asset) => asset < moved.length - 1 && moved[asset]! > 0)
    .sort((a, b) => moved[b]! - moved[a]! || a - b)
    .map((asset) => ({ asset, transfers: moved[asset]! }));
}
