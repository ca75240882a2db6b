import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { firstNotBefore } from '../index/stable-order.ts';
import type { Party } from './party.ts';

/** Rows beyond which marking each row of the range costs less than sorting them. */
const SORTED = 1 << 14;

/** Every row of a range that names a party, each once and in time; those without a time last. */
export function* partyRows(index: GraphIndex, party: Party, { low, high }: RowRange): Steps<Int32Array> {
  const { ofAccount, start, rows } = index.holdings;
  const { accounts } = party;
  const parts: Int32Array[] = [];
  let size = 0;
  yield* inSlices(accounts.length, (first, end) => {
    for (let place = first; place < end; place += 1) {
      const account = accounts[place]!;
      for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1) {
        const begin = firstNotBefore(rows, start[holding]!, start[holding + 1]!, low);
        const last = firstNotBefore(rows, begin, start[holding + 1]!, high);
        if (last > begin) parts.push(rows.subarray(begin, last));
        size += last - begin;
      }
    }
  });
  if (parts.length === 1) return parts[0]!.slice();
  return size <= SORTED ? sorted(parts, size) : yield* marked(parts, size, low, high);
}

function sorted(parts: readonly Int32Array[], size: number): Int32Array {
  const all = new Int32Array(size);
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < size; at += 1) {
    if (at > 0 && all[at] === all[at - 1]) continue;
    all[kept] = all[at]!;
    kept += 1;
  }
  return all.subarray(0, kept);
}

function* marked(parts: readonly Int32Array[], size: number, low: number, high: number): Steps<Int32Array> {
  const mark = new Uint8Array(high - low);
  for (const part of parts)
    yield* inSlices(part.length, (first, end) => {
      for (let at = first; at < end; at += 1) mark[part[at]! - low] = 1;
    });
  const all = new Int32Array(size);
  let kept = 0;
  yield* inSlices(mark.length, (first, end) => {
    for (let at = first; at < end; at += 1) {
      if (mark[at] !== 1) continue;
      all[kept] = low + at;
      kept += 1;
    }
  });
  return all.subarray(0, kept);
}
