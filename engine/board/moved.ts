import { MOVES } from '../detectors/ledger/columns.ts';
import { inSlices, type Steps } from '../detectors/ledger/steps.ts';
import { tagsAt } from '../graph/index/describe.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import type { Frame } from './frame.ts';

/** Dollars and rows each account moved in a frame, by account number. */
export interface Moved {
  readonly received: Float64Array;
  readonly sent: Float64Array;
  readonly rows: Int32Array;
  readonly unpriced: Int32Array;
  /** Accounts with at least one priced row. */
  readonly priced: readonly number[];
}

export function* movedIn(index: GraphIndex, frame: Frame): Steps<Moved> {
  const { from, to, kind, usd, accounts } = index.rows;
  const received = new Float64Array(accounts);
  const sent = new Float64Array(accounts);
  const rows = new Int32Array(accounts);
  const unpriced = new Int32Array(accounts);
  yield* inSlices(frame.high - frame.low, (low, high) => {
    for (let row = frame.low + low; row < frame.low + high; row += 1) {
      if ((kind[row]! & MOVES) === 0) continue;
      const sender = from[row]!;
      const receiver = to[row]!;
      rows[sender]! += 1;
      rows[receiver]! += 1;
      const value = usd[row]!;
      if (Number.isNaN(value)) {
        unpriced[sender]! += 1;
        unpriced[receiver]! += 1;
      } else {
        sent[sender]! += value;
        received[receiver]! += value;
      }
    }
  });
  const priced: number[] = [];
  for (let account = 0; account < accounts; account += 1)
    if (rows[account]! > unpriced[account]!) priced.push(account);
  return { received, sent, rows, unpriced, priced };
}

/** An account as the board names it. */
export const addressOf = (index: GraphIndex, account: number) => ({
  id: index.rows.names.id(account),
  chain: index.rows.names.chain(account),
  address: index.rows.names.address(account),
  tags: tagsAt(index, account),
});
