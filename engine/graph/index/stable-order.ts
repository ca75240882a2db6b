import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';

/** Row numbers by a key: those of key `k` are `rows[start[k]]` to `rows[start[k + 1]]`, in the order they had before. */
export interface Order {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** One stable counting pass over `prior` (all rows, as they stand, where it is null); rows with a key below 0 are left out. */
export function* stableOrder(key: Int32Array, keys: number, prior: Int32Array | null): Steps<Order> {
  const size = prior?.length ?? key.length;
  const start = new Int32Array(keys + 1);
  yield* inSlices(size, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const of = key[prior === null ? place : prior[place]!]!;
      if (of >= 0) start[of + 1]! += 1;
    }
  });
  for (let of = 0; of < keys; of += 1) start[of + 1]! += start[of]!;
  const next = start.slice(0, keys);
  const rows = new Int32Array(start[keys]!);
  yield* inSlices(size, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const row = prior === null ? place : prior[place]!;
      const of = key[row]!;
      if (of < 0) continue;
      rows[next[of]!] = row;
      next[of]! += 1;
    }
  });
  return { start, rows };
}

/** The first place in `low` to `high` whose row is not before `row`; rows ascend there. */
export function firstNotBefore(rows: Int32Array, low: number, high: number, row: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle]! < row) from = middle + 1;
    else to = middle;
  }
  return from;
}
