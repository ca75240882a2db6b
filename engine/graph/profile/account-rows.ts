import { FAILED, MOVES } from '../../detectors/ledger/columns.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { firstNotBefore } from '../index/stable-order.ts';

/** Every row of a range that names an account, in time; those without a time last. */
export function rowsOf(index: GraphIndex, account: number, { low, high }: RowRange): Int32Array {
  const { ofAccount, start, rows } = index.holdings;
  const parts: Int32Array[] = [];
  let size = 0;
  for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1) {
    const begin = firstNotBefore(rows, start[holding]!, start[holding + 1]!, low);
    const end = firstNotBefore(rows, begin, start[holding + 1]!, high);
    if (end > begin) parts.push(rows.subarray(begin, end));
    size += end - begin;
  }
  const all = new Int32Array(size);
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return parts.length > 1 ? all.sort() : all;
}

/** Whether a row moved something to or from an account it names; a row may name one end only. */
export function movesAccount({ rows }: GraphIndex, row: number): boolean {
  const { kind, from, to, amounts } = rows;
  if ((kind[row]! & MOVES) !== 0) return true;
  if ((kind[row]! & FAILED) !== 0 || (from[row]! >= 0 && to[row]! >= 0)) return false;
  return (kind[row]! & UNKNOWN_AMOUNT) !== 0 || amounts.double(row) > 0;
}
