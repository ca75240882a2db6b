import { type LedgerColumns, MOVES } from './columns.ts';

/** Row numbers by account as compressed sparse rows: those of account `a` are `rows[start[a]]` to `rows[start[a + 1]]`, in time order. */
export interface Groups {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** Legs by account and asset: holding `h` belongs to `account[h]` and `asset[h]`; its rows are `rows[start[h]]` to `rows[start[h + 1]]`. */
export interface Holdings extends Groups {
  readonly count: number;
  readonly account: Int32Array;
  readonly asset: Int32Array;
  /** Holdings of account `a` are `ofAccount[a]` to `ofAccount[a + 1]`. */
  readonly ofAccount: Int32Array;
}

export function groupBy(columns: LedgerColumns, by: 'from' | 'to' | 'both' | 'acts'): Groups {
  const { size, accounts, from, to, kind } = columns;
  const start = new Int32Array(accounts + 1);
  const sender = by !== 'to';
  const receiver = by === 'to' || by === 'both';
  for (let row = 0; row < size; row += 1) {
    if (by !== 'acts' && (kind[row]! & MOVES) === 0) continue;
    if (sender && from[row]! >= 0) start[from[row]! + 1]! += 1;
    if (receiver) start[to[row]! + 1]! += 1;
  }
  for (let account = 0; account < accounts; account += 1) start[account + 1]! += start[account]!;
  const next = start.slice(0, accounts);
  const rows = new Int32Array(start[accounts]!);
  for (let row = 0; row < size; row += 1) {
    if (by !== 'acts' && (kind[row]! & MOVES) === 0) continue;
    if (sender && from[row]! >= 0) {
      rows[next[from[row]!]!] = row;
      next[from[row]!]! += 1;
    }
    if (receiver) {
      rows[next[to[row]!]!] = row;
      next[to[row]!]! += 1;
    }
  }
  return { start, rows };
}

/** Sorts each account's legs by asset, keeping time order within: two stable counting passes. */
export function holdings(columns: LedgerColumns, legs: Groups): Holdings {
  const { accounts, asset, assets } = columns;
  const total = legs.rows.length;
  const kinds = assets.length;
  const assetStart = new Int32Array(kinds + 1);
  for (let place = 0; place < total; place += 1) {
    const of = asset[legs.rows[place]!]!;
    if (of >= 0) assetStart[of + 1]! += 1;
  }
  for (let of = 0; of < kinds; of += 1) assetStart[of + 1]! += assetStart[of]!;
  const kept = assetStart[kinds]!;
  const byAsset = new Int32Array(kept);
  const accountOf = new Int32Array(kept);
  const perAccount = new Int32Array(accounts + 1);
  for (let account = 0; account < accounts; account += 1) {
    for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
      const row = legs.rows[place]!;
      const of = asset[row]!;
      if (of < 0) continue;
      const at = assetStart[of]!;
      assetStart[of] = at + 1;
      byAsset[at] = row;
      accountOf[at] = account;
      perAccount[account + 1]! += 1;
    }
  }
  for (let account = 0; account < accounts; account += 1) perAccount[account + 1]! += perAccount[account]!;
  const rows = new Int32Array(kept);
  for (let at = 0; at < kept; at += 1) {
    const account = accountOf[at]!;
    rows[perAccount[account]!] = byAsset[at]!;
    perAccount[account]! += 1;
  }
  // perAccount[a] now ends account a; walk the runs of equal asset
  let count = 0;
  let place = 0;
  for (let account = 0; account < accounts; account += 1)
    for (let last = -1; place < perAccount[account]!; place += 1) {
      const of = asset[rows[place]!]!;
      if (of !== last) count += 1;
      last = of;
    }
  const start = new Int32Array(count + 1);
  const holdingAccount = new Int32Array(count);
  const holdingAsset = new Int32Array(count);
  const ofAccount = new Int32Array(accounts + 1);
  let holding = 0;
  place = 0;
  for (let account = 0; account < accounts; account += 1) {
    ofAccount[account] = holding;
    for (let last = -1; place < perAccount[account]!; place += 1) {
      const of = asset[rows[place]!]!;
      if (of !== last) {
        start[holding] = place;
        holdingAccount[holding] = account;
        holdingAsset[holding] = of;
        holding += 1;
      }
      last = of;
    }
  }
  ofAccount[accounts] = holding;
  start[count] = kept;
  return { count, account: holdingAccount, asset: holdingAsset, ofAccount, start, rows };
}

export function holdingOf(
  { size, from }: LedgerColumns,
  holdings: Holdings,
): { from: Int32Array; to: Int32Array } {
  const left = new Int32Array(size).fill(-1);
  const reached = new Int32Array(size).fill(-1);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const account = holdings.account[holding]!;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (from[row] === account) left[row] = holding;
      else reached[row] = holding;
    }
  }
  return { from: left, to: reached };
}
