import { INTERMEDIARY } from './columns.ts';
import type { Groups } from './groups.ts';
import type { Ledger } from './ledger.ts';
import type { Steps } from './steps.ts';

/** Why an account is taken for one through whose hands the money of many passes. */
export const LABELLED = 1;
/** Takes one asset and gives another in the same transaction, for many: a pool, a router, a sale. */
export const POOL_LIKE = 2;
/** Deals with many in both directions, day after day: a wallet of a service. */
export const HUB_LIKE = 4;
/** Passes nearly everything on to one hub: a deposit address. */
export const DEPOSIT_LIKE = 8;

export interface IntermediaryRules {
  /** Distinct senders, and distinct receivers, from which on an account is hub-like. */
  readonly hubCounterparties: number;
  /** Days on which it must have been active, and as part of the days from its first to its last. */
  readonly hubDays: number;
  readonly hubDayShare: number;
  /** Distinct counterparties of a pool, and part of its transactions in which it exchanges. */
  readonly poolCounterparties: number;
  readonly poolShare: number;
  /** Part of its payments a deposit address makes to one hub. */
  readonly depositShare: number;
}

const DAY = 86_400e6;
/** Legs looked at in one slice. */
const SLICE = 1 << 14;

/** Reasons by account as bits; from labels, and from what the accounts do in the imported rows. */
export function* intermediaries(ledger: Ledger, rules: IntermediaryRules): Steps<Uint8Array> {
  const { accounts, role } = ledger.columns;
  const why = new Uint8Array(accounts);
  const met = new Int32Array(accounts).fill(-1);
  const { out, in: into, legs } = ledger;
  const distinct = (groups: Groups, mark: number, account: number): number => {
    let count = 0;
    for (let place = groups.start[account]!; place < groups.start[account + 1]!; place += 1) {
      const other = groups.other[place]!;
      if (met[other] === mark) continue;
      met[other] = mark;
      count += 1;
    }
    return count;
  };
  let looked = 0;
  for (let account = 0; account < accounts; account += 1) {
    looked += 1 + legs.start[account + 1]! - legs.start[account]!;
    if (looked > SLICE) {
      looked = 0;
      yield;
    }
    if ((role[account]! & INTERMEDIARY) !== 0) why[account]! |= LABELLED;
    const sent = out.start[account + 1]! - out.start[account]!;
    const received = into.start[account + 1]! - into.start[account]!;
    if (
      sent >= rules.poolCounterparties / 2 &&
      received >= rules.poolCounterparties / 2 &&
      exchanges(ledger, account, rules)
    )
      why[account]! |= POOL_LIKE;
    if (sent < rules.hubCounterparties || received < rules.hubCounterparties) continue;
    const receivers = distinct(out, 2 * account, account);
    const senders = distinct(into, 2 * account + 1, account);
    if (
      receivers >= rules.hubCounterparties &&
      senders >= rules.hubCounterparties &&
      steady(ledger, account, rules)
    )
      why[account]! |= HUB_LIKE;
  }
  for (let account = 0; account < accounts; account += 1) {
    looked += 1 + legs.start[account + 1]! - legs.start[account]!;
    if (looked > SLICE) {
      looked = 0;
      yield;
    }
    if (why[account] !== 0) continue;
    const begin = out.start[account]!;
    const end = out.start[account + 1]!;
    if (end === begin || into.start[account + 1] === into.start[account]) continue;
    let hub = -1;
    let paid = 0;
    for (let place = begin; place < end; place += 1) {
      const receiver = out.other[place]!;
      if ((why[receiver]! & (LABELLED | HUB_LIKE)) === 0) continue;
      if (hub < 0) hub = receiver;
      if (receiver === hub) paid += 1;
    }
    if (hub >= 0 && paid >= rules.depositShare * (end - begin)) why[account]! |= DEPOSIT_LIKE;
  }
  return why;
}

/** Whether most of its transactions give one asset and take another, with many. */
function exchanges(ledger: Ledger, account: number, rules: IntermediaryRules): boolean {
  const { legs } = ledger;
  const { tx, to, asset } = ledger.columns;
  const end = legs.start[account + 1]!;
  let transactions = 0;
  let exchanged = 0;
  const others = new Set<number>();
  for (let place = legs.start[account]!; place < end; ) {
    const of = tx[legs.rows[place]!]!;
    let takes = -1;
    let gives = -1;
    let both = false;
    for (; place < end && tx[legs.rows[place]!] === of; place += 1) {
      const row = legs.rows[place]!;
      if (others.size < rules.poolCounterparties) others.add(ledger.other(row, account));
      if (to[row] === account) takes = asset[row]!;
      else gives = asset[row]!;
      if (takes >= 0 && gives >= 0 && takes !== gives) both = true;
    }
    transactions += 1;
    if (both) exchanged += 1;
    // an exchange has two legs at least: could the rest still make it a pool?
    const most = (end - place) / 2;
    if (exchanged + most < rules.poolShare * (transactions + most)) return false;
  }
  return others.size >= rules.poolCounterparties && exchanged >= rules.poolShare * transactions;
}

function steady(ledger: Ledger, account: number, rules: IntermediaryRules): boolean {
  const { legs } = ledger;
  const { micros } = ledger.columns;
  let days = 0;
  let last = -1;
  let first = -1;
  for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
    const day = Math.floor(micros[legs.rows[place]!]! / DAY);
    if (first < 0) first = day;
    if (day !== last) days += 1;
    last = day;
  }
  return days >= rules.hubDays && days >= rules.hubDayShare * (last - first + 1);
}
