import { type LedgerColumns, MOVES } from './columns.ts';
import { inSlices, type Steps } from './steps.ts';

/** Row numbers by account as compressed sparse rows: those of account `a` are `rows[start[a]]` to `rows[start[a + 1]]`, in time order. */
export interface RowGroups {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** The same for movements; `other` has the other end of each, so that counterparties are read in the order of memory. */
export interface Groups extends RowGroups {
  readonly other: Int32Array;
}

/** Legs by account and asset: holding `h` belongs to `account[h]` and `asset[h]`; its rows are `rows[start[h]]` to `rows[start[h + 1]]`. */
export interface Holdings extends RowGroups {
  readonly count: number;
  readonly account: Int32Array;
  readonly asset: Int32Array;
  /** Holdings of account `a` are `ofAccount[a]` to `ofAccount[a + 1]`. */
  readonly ofAccount: Int32Array;
}

/** Movements by sender or receiver; `acts` groups everything sent and leaves `other` empty. */
export function* groupBy(columns: LedgerColumns, by: 'from' | 'to' | 'acts'): Steps<Groups> {
  const { size, accounts, kind } = columns;
  const own = by === 'to' ? columns.to : columns.from;
  const far = by === 'to' ? columns.from : columns.to;
  const start = new Int32Array(accounts + 1);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (by !== 'acts' && (kind[row]! & MOVES) === 0) continue;
      if (own[row]! >= 0) start[own[row]! + 1]! += 1;
    }
  });
  for (let account = 0; account < accounts; account += 1) start[account + 1]! += start[account]!;
  const next = start.slice(0, accounts);
  const rows = new Int32Array(start[accounts]!);
  const other = new Int32Array(by === 'acts' ? 0 : rows.length);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (by !== 'acts' && (kind[row]! & MOVES) === 0) continue;
      const account = own[row]!;
      if (account < 0) continue;
      const place = next[account]!;
      rows[place] = row;
      if (by !== 'acts') other[place] = far[row]!;
      next[account] = place + 1;
    }
  });
  return { start, rows, other };
}

/** Movements by either end: what each account sent and received, merged in time order. */
export function* mergeGroups(out: Groups, into: Groups): Steps<Groups> {
  const accounts = out.start.length - 1;
  const start = new Int32Array(accounts + 1);
  const rows = new Int32Array(out.rows.length + into.rows.length);
  const other = new Int32Array(rows.length);
  let place = 0;
  yield* inSlices(accounts, (low, high) => {
    for (let account = low; account < high; account += 1) {
      let sent = out.start[account]!;
      let received = into.start[account]!;
      const sentEnd = out.start[account + 1]!;
      const receivedEnd = into.start[account + 1]!;
      while (sent < sentEnd || received < receivedEnd) {
        if (received >= receivedEnd || (sent < sentEnd && out.rows[sent]! < into.rows[received]!)) {
          rows[place] = out.rows[sent]!;
          other[place] = out.other[sent]!;
          sent += 1;
        } else {
          rows[place] = into.rows[received]!;
          other[place] = into.other[received]!;
          received += 1;
        }
        place += 1;
      }
      start[account + 1] = place;
    }
  });
  return { start, rows, other };
}

/**
 * Gathers movements by account, within it by asset, within that in time order: two stable counting passes. With
 * `everything`, rows that move nothing, name one end only or pay the sender itself are gathered too, each once an account.
 */
export function* holdings(
  columns: Pick<LedgerColumns, 'size' | 'accounts' | 'from' | 'to' | 'asset' | 'assets' | 'kind'>,
  everything = false,
): Steps<Holdings> {
  const { size, accounts, from, to, asset, assets, kind } = columns;
  const assetStart = new Int32Array(assets.length + 1);
  const start = new Int32Array(accounts + 1);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (asset[row]! < 0 || (!everything && (kind[row]! & MOVES) === 0)) continue;
      assetStart[asset[row]! + 1]! += 1;
      if (from[row]! >= 0) start[from[row]! + 1]! += 1;
      if (to[row]! >= 0 && to[row] !== from[row]) start[to[row]! + 1]! += 1;
    }
  });
  for (let of = 0; of < assets.length; of += 1) assetStart[of + 1]! += assetStart[of]!;
  for (let account = 0; account < accounts; account += 1) start[account + 1]! += start[account]!;
  const byAsset = new Int32Array(assetStart[assets.length]!);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      const of = asset[row]!;
      if (of < 0 || (!everything && (kind[row]! & MOVES) === 0)) continue;
      byAsset[assetStart[of]!] = row;
      assetStart[of]! += 1;
    }
  });

  const total = start[accounts]!;
  const rows = new Int32Array(total);
  const begins = new Uint8Array(total);
  const next = start.slice(0, accounts);
  const last = new Int32Array(accounts).fill(-1);
  let count = 0;
  const put = (account: number, row: number, of: number): void => {
    const place = next[account]!;
    rows[place] = row;
    next[account] = place + 1;
    if (last[account] !== of) {
      last[account] = of;
      begins[place] = 1;
      count += 1;
    }
  };
  yield* inSlices(byAsset.length, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const row = byAsset[place]!;
      const of = asset[row]!;
      if (from[row]! >= 0) put(from[row]!, row, of);
      if (to[row]! >= 0 && to[row] !== from[row]) put(to[row]!, row, of);
    }
  });

  const holdingStart = new Int32Array(count + 1);
  const account = new Int32Array(count);
  const holdingAsset = new Int32Array(count);
  const ofAccount = new Int32Array(accounts + 1);
  let holding = 0;
  yield* inSlices(accounts, (low, high) => {
    for (let each = low; each < high; each += 1) {
      ofAccount[each] = holding;
      for (let place = start[each]!; place < start[each + 1]!; place += 1) {
        if (begins[place] === 0) continue;
        holdingStart[holding] = place;
        account[holding] = each;
        holdingAsset[holding] = asset[rows[place]!]!;
        holding += 1;
      }
    }
  });
  ofAccount[accounts] = holding;
  holdingStart[count] = total;
  return { count, account, asset: holdingAsset, ofAccount, start: holdingStart, rows };
}

export function* holdingOf(
  { size, from }: LedgerColumns,
  holdings: Holdings,
): Steps<{ from: Int32Array; to: Int32Array }> {
  const left = new Int32Array(size).fill(-1);
  const reached = new Int32Array(size).fill(-1);
  yield* inSlices(holdings.count, (low, high) => {
    for (let holding = low; holding < high; holding += 1) {
      const account = holdings.account[holding]!;
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        if (from[row] === account) left[row] = holding;
        else reached[row] = holding;
      }
    }
  });
  return { from: left, to: reached };
}
