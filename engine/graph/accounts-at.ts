import type { AccountDetail, AccountPage, AccountQuery, AccountRow, AssetPosition } from '#contract/graph.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { FAILED } from '../detectors/ledger/columns.ts';
import { instant, microsOf } from '../detectors/ledger/instant.ts';
import { inSlices, politely, type Steps } from '../detectors/ledger/steps.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import type { Session } from '../warehouse/session.ts';
import { accountsLike } from './accounts.ts';
import { accountOf } from './expand.ts';
import { ExactSum } from './index/amounts.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { type GraphAsset, UNKNOWN_AMOUNT } from './index/rows.ts';
import { firstNotBefore } from './index/stable-order.ts';
import { firstOf } from './index/top.ts';
import { counterpartiesAt, nodeAt, type Then, thenOf } from './node-at.ts';
import { nodeId } from './nodes.ts';

/** What the rows up to an instant say of every account. */
interface Sums {
  readonly high: number;
  readonly transfers: Int32Array;
  /** Dollars; NaN where no row is priced. */
  readonly received: Float64Array;
  readonly sent: Float64Array;
  /** Rows; -1 for accounts not named yet. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

const noSums = (accounts: number): Sums => ({
  high: 0,
  transfers: new Int32Array(accounts),
  received: new Float64Array(accounts).fill(Number.NaN),
  sent: new Float64Array(accounts).fill(Number.NaN),
  first: new Int32Array(accounts).fill(-1),
  last: new Int32Array(accounts).fill(-1),
});

/** The sums up to `high`, out of those up to an earlier instant, which stay as they are. */
function* sumUp({ rows }: GraphIndex, high: number, before: Sums): Steps<Sums> {
  const { from, to, kind, usd } = rows;
  const transfers = before.transfers.slice();
  const received = before.received.slice();
  const sent = before.sent.slice();
  const first = before.first.slice();
  const last = before.last.slice();
  const count = (account: number, row: number, dollars: Float64Array) => {
    transfers[account]! += 1;
    if (first[account]! < 0) first[account] = row;
    last[account] = row;
    const value = usd[row]!;
    if (Number.isNaN(value) || (kind[row]! & FAILED) !== 0) return;
    const sum = dollars[account]!;
    dollars[account] = Number.isNaN(sum) ? value : sum + value;
  };
  yield* inSlices(high - before.high, (low, end) => {
    for (let row = before.high + low; row < before.high + end; row += 1) {
      const sender = from[row]!;
      const receiver = to[row]!;
      if (sender >= 0) count(sender, row, sent);
      if (receiver >= 0 && receiver !== sender) count(receiver, row, received);
    }
  });
  return { high, transfers, received, sent, first, last };
}

/** The sums asked for last: for the next page of the same table, and for the next frame of a replay. */
const sumsOf = new WeakMap<GraphIndex, Sums>();

async function sums(index: GraphIndex, high: number, pause: () => Promise<void>): Promise<Sums> {
  const known = sumsOf.get(index);
  if (known?.high === high) return known;
  const before = known && known.high < high ? known : noSums(index.rows.accounts);
  const fresh = await politely(sumUp(index, high, before), pause);
  sumsOf.set(index, fresh);
  return fresh;
}

/** Accounts under a filter, as the rows up to `query.asOf` have them: the page of that instant. */
export async function accountPageAt(
  session: Session,
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: AccountQuery & { readonly asOf: string },
  pause: () => Promise<void>,
): Promise<AccountPage> {
  const then = thenOf(index, marks, query.asOf, query.hindsight);
  const of = await sums(index, then.high, pause);
  const { names, micros, accounts } = index.rows;
  const like = query.text.trim() === '' ? null : await accountsLike(session, query.text);
  const from = query.from === null ? Number.NEGATIVE_INFINITY : microsOf(query.from);
  const to = query.to === null ? Number.POSITIVE_INFINITY : microsOf(query.to);
  const fit: number[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (of.first[account]! < 0 || (like !== null && !like.has(account))) continue;
    if (query.chain !== null && names.chain(account) !== query.chain) continue;
    if (micros[of.last[account]!]! < from || micros[of.first[account]!]! > to) continue;
    fit.push(account);
  }
  const key = await keyOf(index, of, then, query.sort, fit, pause);
  const turn = query.descending ? -1 : 1;
  // accounts without a value come last either way
  const order = (a: number, b: number): number => {
    const x = key(a);
    const y = key(b);
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return turn * (x - y) || a - b;
  };
  const wanted = Math.min(fit.length, query.offset + query.limit);
  const page = firstOf(fit.length, wanted, (a, b) => order(fit[a]!, fit[b]!))
    .slice(query.offset)
    .map((place) => fit[place]!);
  const rows: AccountRow[] = [];
  for (const account of page) {
    await pause();
    rows.push({
      ...accountAt(index, account, then),
      transfers: of.transfers[account]!,
      receivedUsd: numberOrNull(of.received[account]!),
      sentUsd: numberOrNull(of.sent[account]!),
      mainPosition: positionsAt(index, account, then.high, 1)[0] ?? null,
    });
  }
  return { total: fit.length, chains: [...names.chains].sort(), rows };
}

async function keyOf(
  index: GraphIndex,
  of: Sums,
  then: Then,
  sort: AccountQuery['sort'],
  fit: readonly number[],
  pause: () => Promise<void>,
): Promise<(account: number) => number> {
  switch (sort) {
    case 'transfers':
      return (account) => of.transfers[account]!;
    case 'received':
      return (account) => of.received[account]!;
    case 'sent':
      return (account) => of.sent[account]!;
    case 'firstSeen':
      return (account) => of.first[account]!;
    case 'lastSeen':
      return (account) => of.last[account]!;
    default: {
      const values = new Map<number, number>();
      for (const [place, account] of fit.entries()) {
        if (place % 1024 === 1023) await pause();
        values.set(
          account,
          sort === 'alerts'
            ? then.alertsOf(index.rows.names.id(account))
            : counterpartiesAt(index, account, then.high),
        );
      }
      return (account) => values.get(account)!;
    }
  }
}

/** What a row of the accounts has in common with a node. */
function accountAt(index: GraphIndex, account: number, then: Then) {
  const { id: _id, ...row } = nodeAt(index, account, then);
  return row;
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Sums per asset over the first `high` rows, those of most moving rows first; failed rows move nothing. */
function positionsAt(index: GraphIndex, account: number, high: number, limit: number): AssetPosition[] {
  const { holdings, rows } = index;
  const { from, to, kind, amounts } = rows;
  const moving = (holding: number, visit: (row: number) => void): void => {
    const begin = holdings.start[holding]!;
    const end = firstNotBefore(holdings.rows, begin, holdings.start[holding + 1]!, high);
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if ((kind[row]! & FAILED) === 0) visit(row);
    }
  };
  const counted: { holding: number; asset: GraphAsset; receivedCount: number; sentCount: number }[] = [];
  for (let holding = holdings.ofAccount[account]!; holding < holdings.ofAccount[account + 1]!; holding += 1) {
    let receivedCount = 0;
    let sentCount = 0;
    moving(holding, (row) => {
      if (to[row] === account) receivedCount += 1;
      if (from[row] === account) sentCount += 1;
    });
    if (receivedCount + sentCount > 0)
      counted.push({ holding, asset: rows.assets[holdings.asset[holding]!]!, receivedCount, sentCount });
  }
  const rowsOf = (one: (typeof counted)[number]) => one.receivedCount + one.sentCount;
  counted.sort((a, b) => rowsOf(b) - rowsOf(a) || (a.asset.asset < b.asset.asset ? -1 : 1));
  return counted.slice(0, limit).map(({ holding, asset: { asset, symbol }, receivedCount, sentCount }) => {
    const received = new ExactSum(amounts);
    const sent = new ExactSum(amounts);
    let known = true;
    moving(holding, (row) => {
      if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) known = false;
      if (to[row] === account) received.add(row, 1);
      if (from[row] === account) sent.add(row, 1);
    });
    const text = (units: bigint) => (known ? amounts.text(units) : null);
    return {
      asset,
      symbol,
      received: text(received.value()),
      sent: text(sent.value()),
      balance: text(received.value() - sent.value()),
      receivedCount,
      sentCount,
    };
  });
}

/**
 * One account as the rows up to an instant have it. One that is named only later has no transfers.
 * @throws EngineError `not-found` when no imported row names it at all.
 */
export function accountDetailAt(
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: {
    readonly chain: string;
    readonly address: string;
    readonly asOf: string;
    readonly hindsight: boolean;
  },
): AccountDetail {
  const account = accountOf(index, nodeId(query.chain, query.address));
  const then = thenOf(index, marks, query.asOf, query.hindsight);
  const { holdings, rows } = index;
  const { from, to, usd, kind, micros } = rows;
  const positions = positionsAt(index, account, then.high, Number.POSITIVE_INFINITY);
  const row = accountAt(index, account, then);
  let received = Number.NaN;
  let sent = Number.NaN;
  const times: number[] = [];
  for (let holding = holdings.ofAccount[account]!; holding < holdings.ofAccount[account + 1]!; holding += 1) {
    const begin = holdings.start[holding]!;
    const end = firstNotBefore(holdings.rows, begin, holdings.start[holding + 1]!, then.high);
    for (let place = begin; place < end; place += 1) {
      const at = holdings.rows[place]!;
      times.push(micros[at]!);
      const value = usd[at]!;
      if (Number.isNaN(value) || (kind[at]! & FAILED) !== 0) continue;
      if (from[at] === account) sent = (Number.isNaN(sent) ? 0 : sent) + value;
      else if (to[at] === account) received = (Number.isNaN(received) ? 0 : received) + value;
    }
  }
  const seconds =
    row.firstSeen === null || row.lastSeen === null
      ? 0
      : (microsOf(row.lastSeen) - microsOf(row.firstSeen)) / 1e6;
  const bucketSeconds = niceBucket(seconds / 120);
  const buckets = new Map<number, number>();
  for (const time of times) {
    const bucket = Math.floor(time / (bucketSeconds * 1e6));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  return {
    account: {
      ...row,
      receivedUsd: numberOrNull(received),
      sentUsd: numberOrNull(sent),
      mainPosition: positions[0] ?? null,
    },
    positions,
    activity: [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([bucket, transfers]) => ({ at: instant(bucket * bucketSeconds * 1e6), transfers })),
    bucketSeconds,
  };
}
