import { MOVES } from '../detectors/ledger/columns.ts';
import { inSlices, type Steps } from '../detectors/ledger/steps.ts';
import { tagsAt } from '../graph/index/describe.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../graph/index/rows.ts';
import type { Frame } from './frame.ts';

/** What each account moved in a frame, by account number: dollars, or token units of one asset, and rows. */
export interface Moved {
  readonly received: Float64Array;
  readonly sent: Float64Array;
  readonly rows: Int32Array;
  /** Rows without dollars, or without a known amount. */
  readonly unmeasured: Int32Array;
  /** Accounts with at least one measured row. */
  readonly measured: readonly number[];
  /** Accounts with any row. */
  readonly active: readonly number[];
}

export function* movedIn(index: GraphIndex, frame: Frame, only: number | null): Steps<Moved> {
  const { from, to, kind, usd, asset, amounts, accounts } = index.rows;
  const received = new Float64Array(accounts);
  const sent = new Float64Array(accounts);
  const rows = new Int32Array(accounts);
  const unmeasured = new Int32Array(accounts);
  yield* inSlices(frame.high - frame.low, (low, high) => {
    for (let row = frame.low + low; row < frame.low + high; row += 1) {
      if ((kind[row]! & MOVES) === 0 || (only !== null && asset[row] !== only)) continue;
      const sender = from[row]!;
      const receiver = to[row]!;
      rows[sender]! += 1;
      rows[receiver]! += 1;
      const value =
        only === null ? usd[row]! : (kind[row]! & UNKNOWN_AMOUNT) === 0 ? amounts.double(row) : Number.NaN;
      if (Number.isNaN(value)) {
        unmeasured[sender]! += 1;
        unmeasured[receiver]! += 1;
      } else {
        sent[sender]! += value;
        received[receiver]! += value;
      }
    }
  });
  const measured: number[] = [];
  const active: number[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (rows[account]! > 0) active.push(account);
    if (rows[account]! > unmeasured[account]!) measured.push(account);
  }
  return { received, sent, rows, unmeasured, measured, active };
}

/** An account as the board names it. */
export const addressOf = (index: GraphIndex, account: number) => ({
  id: index.rows.names.id(account),
  chain: index.rows.names.chain(account),
  address: index.rows.names.address(account),
  tags: tagsAt(index, account),
});
