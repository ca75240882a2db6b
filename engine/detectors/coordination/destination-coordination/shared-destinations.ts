import { z } from 'zod';
import {
  Address,
  HOUR,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  MINUTE,
  POOL_LIKE,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { logChoose, logErlangTail } from '../../kernels/statistics.ts';

export const params = z.object({
  min_accounts: param(z.number().int().min(2).default(2), 'accounts', 'Payers that share destinations.'),
  min_destinations: param(
    z.number().int().min(2).default(2),
    'accounts',
    'Destinations shared by all of them.',
  ),
  max_senders: param(
    z.number().int().min(2).max(1000).default(40),
    'accounts',
    'Distinct payers of a destination; one with more is common and says nothing.',
  ),
  window_hours: param(
    z.number().min(0.1).max(720).default(24),
    'hours',
    'Time within which members pay a destination.',
  ),
  company: param(
    z.number().int().min(0).max(1000).default(8),
    'accounts',
    'Payers of a destination besides the members, from which on its own busy time is the measure: a sale or a claim day brings many close together.',
  ),
  significance: param(
    z.number().min(0).max(1).default(0.01),
    'probability',
    'Largest probability of chance, corrected for all groups of accounts that share destinations (Bonferroni).',
  ),
  max_payments: param(
    z.number().int().min(10).default(1000),
    'transfers',
    'Accounts with more outgoing transfers are left out.',
  ),
  max_receivers: param(
    z.number().int().min(2).default(60),
    'accounts',
    'Payers with more receivers are left out: they hand out to many, and two such share receivers.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(2).max(2000).default(400),
    'transfers',
    'Payments shown as evidence, earliest first.',
  ),
});
export type Params = z.output<typeof params>;

export const row = z.object({
  chain: z.string(),
  accounts: z.array(Address).min(2),
  destinations: z.array(Address).min(1),
  start: Time,
  ended: Time,
  /** Median time between the first and the last payment to a destination. */
  spread_seconds: z.number(),
  /** Most payers any of the destinations has. */
  payers: z.number(),
  log10_p: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type Row = z.output<typeof row>;

interface Group {
  readonly accounts: number[];
  readonly destinations: number[];
  /** For each destination the payments of the members. */
  readonly payments: number[][];
  readonly logP: number;
}

const SEED_LOG_P = Math.log(1e-3);
const WORK = 200_000_000;

/**
 * Groups of accounts that pay the same rare destinations at nearly the same times. Only accounts with two such
 * destinations in common are compared. That they share them is taken as given (friends and neighbours do); tested
 * is how close in time they come to each.
 */
export async function* sharedDestinations(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { to, micros, usd, rowId, accounts, chainOf, chains, role } = ledger.columns;
  const { out, in: into } = ledger;
  const why = leftOut(ledger, given);
  const payer = new Uint8Array(accounts);
  const first = new Float64Array(chains.length).fill(Number.NaN);
  const last = new Float64Array(chains.length);
  const met = new Int32Array(accounts).fill(-1);
  const receiversOf = (account: number): number => {
    let distinct = 0;
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const receiver = out.other[place]!;
      if (met[receiver] !== account) distinct += 1;
      met[receiver] = account;
    }
    return distinct;
  };
  for (let account = 0; account < accounts; account += 1) {
    const count = out.start[account + 1]! - out.start[account]!;
    if (why[account] !== 0 || role[account] !== 0) continue;
    if (count < given.min_destinations || count > given.max_payments) continue;
    if (count <= given.max_receivers || receiversOf(account) <= given.max_receivers) payer[account] = 1;
  }
  // the middle nine tenths of a chain's transfers, and a ninth more: a few very old rows do not count
  const counts = new Float64Array(chains.length);
  for (let row = 0; row < micros.length; row += 1) if (to[row]! >= 0) counts[chainOf[to[row]!]!]! += 1;
  const seenOf = new Float64Array(chains.length);
  for (let row = 0; row < micros.length; row += 1) {
    if (to[row]! < 0) continue;
    const chain = chainOf[to[row]!]!;
    if (seenOf[chain]! <= 0.05 * counts[chain]!) first[chain] = micros[row]!;
    if (seenOf[chain]! <= 0.95 * counts[chain]!) last[chain] = micros[row]!;
    seenOf[chain]! += 1;
  }
  const span = (account: number): number => {
    const chain = chainOf[account]!;
    return Math.max(HOUR, (last[chain]! - first[chain]!) / 0.9);
  };

  // distinct payers of each rare destination
  met.fill(-1);
  const start = new Int32Array(accounts + 1);
  const senders: number[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (walk.due()) await walk.pause();
    const begin = senders.length;
    let distinct = 0;
    if ((why[account]! & (LABELLED | HUB_LIKE | POOL_LIKE)) === 0 && role[account] === 0)
      for (let place = into.start[account]!; place < into.start[account + 1]!; place += 1) {
        const sender = into.other[place]!;
        if (met[sender] === account) continue;
        met[sender] = account;
        distinct += 1;
        if (distinct > given.max_senders) break;
        if (payer[sender] === 1) senders.push(sender);
      }
    if (distinct > given.max_senders || senders.length - begin < given.min_accounts) senders.length = begin;
    start[account + 1] = senders.length;
  }

  const shared = new Int32Array(accounts);
  const seen = new Int32Array(accounts).fill(-1);
  let work = 0;
  let actors = 0;
  let skipped = 0;
  const seeds: { a: number; b: number; logP: number }[] = [];
  for (let a = 0; a < accounts; a += 1) {
    if (payer[a] === 0) continue;
    if (walk.due()) await walk.pause();
    actors += 1;
    if (work > WORK) {
      skipped += 1;
      continue;
    }
    const partners = partnersOf(a);
    for (const b of partners) {
      if (b < a) continue;
      const pair = judge(a, [b]);
      if (pair && pair.logP < SEED_LOG_P) seeds.push({ a, b, logP: pair.logP });
    }
  }
  if (skipped > 0)
    walk.incomplete(
      `The shared destinations of ${skipped} accounts were not compared: the file is too dense.`,
    );
  seeds.sort((x, y) => x.logP - y.logP || x.a - y.a || x.b - y.b);

  const found: Group[] = [];
  const told = new Map<number, Set<number>>();
  for (const { a, b } of seeds) {
    if (walk.due()) await walk.pause();
    if (told.get(a)?.has(b)) continue;
    const group = grow(a, b);
    if (!group) continue;
    for (const one of group.accounts)
      for (const other of group.accounts) {
        const known = told.get(one);
        if (known) known.add(other);
        else told.set(one, new Set([other]));
      }
    found.push(group);
  }
  const kept: Group[] = [];
  const keptAccounts = new Set<number>();
  for (const group of found.sort((x, y) => x.logP - y.logP || x.accounts[0]! - y.accounts[0]!)) {
    if (2 * group.accounts.filter((one) => keptAccounts.has(one)).length >= group.accounts.length) continue;
    kept.push(group);
    for (const one of group.accounts) keptAccounts.add(one);
  }
  const firstRow = (group: Group): number => Math.min(...group.payments.flat());
  kept.sort((x, y) => firstRow(x) - firstRow(y));
  const name = await walk.names(kept.flatMap((group) => [...group.accounts, ...group.destinations]));
  for (const group of kept) {
    const rows = group.payments.flat().sort((x, y) => x - y);
    const spreads = group.payments
      .map((payments) => {
        const times = payments.map((row) => micros[row]!);
        return (Math.max(...times) - Math.min(...times)) / 1e6;
      })
      .sort((x, y) => x - y);
    const dollars = rows.reduce((sum, row) => sum + usd[row]!, 0);
    yield {
      chain: name(group.accounts[0]!).chain,
      accounts: group.accounts.map((one) => name(one).address),
      destinations: group.destinations.map((one) => name(one).address),
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      spread_seconds: spreads[Math.floor(spreads.length / 2)]!,
      payers: Math.max(...group.destinations.map((one) => start[one + 1]! - start[one]!)),
      log10_p: Math.max(-300, group.logP / Math.LN10),
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }

  /** Rare destinations of an account, in the order in which it first paid them. */
  function destinationsOf(account: number): number[] {
    const all: number[] = [];
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const destination = out.other[place]!;
      if (start[destination + 1]! - start[destination]! < given.min_accounts || seen[destination] === account)
        continue;
      seen[destination] = account;
      all.push(destination);
    }
    for (const destination of all) seen[destination] = -1;
    return all;
  }

  /** Accounts that share enough rare destinations with this one, ascending. */
  function partnersOf(account: number): number[] {
    const partners: number[] = [];
    const destinations = destinationsOf(account);
    if (destinations.length < given.min_destinations) return partners;
    const touched: number[] = [];
    for (const destination of destinations)
      for (let place = start[destination]!; place < start[destination + 1]!; place += 1) {
        const other = senders[place]!;
        work += 1;
        if (shared[other] === 0) touched.push(other);
        shared[other]! += 1;
      }
    for (const other of touched) {
      if (other !== account && shared[other]! >= given.min_destinations) partners.push(other);
      shared[other] = 0;
    }
    return partners.sort((x, y) => x - y);
  }

  /** Payments of an account to a destination, in time order. */
  function payments(account: number, destination: number): number[] {
    const rows: number[] = [];
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1)
      if (out.other[place] === destination) rows.push(out.rows[place]!);
    return rows;
  }

  /** ln p that chance brings the others as close to a payment of the anchor; with the payments. */
  function closest(
    anchor: number,
    others: readonly number[],
    destination: number,
  ): { logP: number; rows: number[] } | null {
    const theirs = others.map((other) => payments(other, destination));
    if (theirs.some((rows) => rows.length === 0)) return null;
    const own = payments(anchor, destination);
    const within = period(destination, others.length + 1);
    let best: { logP: number; rows: number[] } | null = null;
    for (const row of own) {
      const now = micros[row]!;
      const rows = [row];
      let logP = Math.log(own.length);
      for (const all of theirs) {
        const near = all.reduce((x, y) => (Math.abs(micros[y]! - now) < Math.abs(micros[x]! - now) ? y : x));
        const apart = Math.max(MINUTE, Math.abs(micros[near]! - now));
        if (apart > given.window_hours * HOUR) break;
        rows.push(near);
        logP += Math.log(Math.min(1, (all.length * 2 * apart) / within));
      }
      if (rows.length <= others.length) continue;
      if (!best || logP < best.logP) best = { logP: Math.min(0, logP), rows };
    }
    return best;
  }

  /**
   * Time over which payments to a destination could have come: the whole of the chain’s, or where it has more payers
   * than the members and some company, the time in which four fifths of its payments came.
   */
  function period(destination: number, members: number): number {
    const payers = start[destination + 1]! - start[destination]!;
    if (payers <= given.company + Math.min(members, given.company)) return span(destination);
    const begin = into.start[destination]!;
    const count = into.start[destination + 1]! - begin;
    const time = (share: number): number => micros[into.rows[begin + Math.floor(share * (count - 1))]!]!;
    return Math.max(HOUR, time(0.9) - time(0.1));
  }

  function judge(anchor: number, others: readonly number[]): Group | null {
    const common = destinationsOf(anchor)
      .map((destination) => ({ destination, near: closest(anchor, others, destination) }))
      .filter(
        ({ destination, near }) => near !== null && destination !== anchor && !others.includes(destination),
      )
      .sort((x, y) => x.near!.logP - y.near!.logP || x.destination - y.destination);
    let best: Group | null = null;
    let sum = 0;
    for (const [at, { near }] of common.entries()) {
      sum -= near!.logP;
      const taken = at + 1;
      if (taken < given.min_destinations) continue;
      const logP = logErlangTail(sum, others.length * taken) + logChoose(common.length, taken);
      if (best && logP >= best.logP) continue;
      best = {
        accounts: [anchor, ...others],
        destinations: common.slice(0, taken).map(({ destination }) => destination),
        payments: common.slice(0, taken).map((one) => one.near!.rows),
        logP,
      };
    }
    return best;
  }

  function grow(a: number, b: number): Group | null {
    const partners = partnersOf(a);
    const corrected = (group: Group): number =>
      group.logP + Math.log(actors) + logChoose(partners.length, group.accounts.length - 1);
    let group = judge(a, [b])!;
    for (;;) {
      let best: Group | null = null;
      for (const other of partners.slice(0, 500)) {
        if (group.accounts.includes(other)) continue;
        const wider = judge(a, [...group.accounts.slice(1), other]);
        if (wider && corrected(wider) < corrected(best ?? group)) best = wider;
      }
      if (!best) break;
      group = best;
    }
    if (group.accounts.length < given.min_accounts) return null;
    const logP = corrected(group);
    return logP > Math.log(given.significance)
      ? null
      : { ...group, accounts: group.accounts.sort((x, y) => x - y), logP };
  }
}
