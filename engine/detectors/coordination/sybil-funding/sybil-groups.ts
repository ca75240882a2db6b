import { z } from 'zod';
import {
  Address,
  DEPOSIT_LIKE,
  EXCHANGE,
  HOUR,
  HUB_LIKE,
  instant,
  intermediaryParams,
  leftOut,
  MIXER,
  POOL_LIKE,
  param,
  RowIds,
  SERVICE,
  SYSTEM,
  Time,
  type Walk,
} from '../../define.ts';
import { binomialTail, falseDiscoveries, median, medianDistance } from '../../kernels/statistics.ts';

export const params = z.object({
  min_accounts: param(z.number().int().min(3).default(5), 'accounts', 'Accounts that act alike at least.'),
  window_hours: param(
    z.number().min(1).max(2000).default(168),
    'hours',
    'Time within which they were funded.',
  ),
  first_acts: param(
    z.number().int().min(1).max(100).default(12),
    'transfers',
    'First transfers of each funded account that are compared.',
  ),
  min_alike_share: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of the accounts the source funded meanwhile that act alike; below it the source funds all sorts.',
  ),
  false_discovery_rate: param(
    z.number().min(0).max(1).default(0.001),
    'share',
    'Rate of shared destinations that may be chance (Benjamini and Hochberg).',
  ),
  alike_amounts: param(
    z.number().min(0).max(1).default(0.2),
    'share',
    'Median distance from the median amount below which amounts are alike.',
  ),
  same_order: param(
    z.number().min(0).max(1).default(0.6),
    'share',
    'Part of the accounts that come to the shared destinations in the most frequent order.',
  ),
  min_signs: param(
    z.number().int().min(1).max(4).default(3),
    'signs',
    'Of four: two or more shared destinations, alike amounts, the same order, the same hours.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(2).max(2000).default(400),
    'transfers',
    'Transfers shown as evidence, half of them fundings.',
  ),
});
export type Params = z.output<typeof params>;

export const row = z.object({
  chain: z.string(),
  source: Address,
  accounts: z.array(Address).min(1),
  destinations: z.array(Address).min(1),
  start: Time,
  ended: Time,
  /** Between the first and the last funding. */
  seconds: z.number(),
  /** Accounts the source funded first in that time, and those of them that act alike. */
  funded: z.number(),
  members: z.number(),
  alike_share: z.number(),
  /** Part of all other accounts that use the least rare of the destinations. */
  elsewhere: z.number(),
  same_order: z.number(),
  funding_spread: z.number().nullable(),
  signs: z.number(),
  usd: z.number().nullable(),
  funding_rows: RowIds,
  act_rows: RowIds,
});
export type Row = z.output<typeof row>;

/** First fundings: `account[i]` was funded by the source by ledger row `by[i]`, before it did anything itself. */
interface Children {
  readonly account: number[];
  readonly by: number[];
}

interface Test {
  readonly source: number;
  readonly destination: number;
  readonly users: number;
  readonly window: Children;
}

interface Group {
  readonly source: number;
  readonly destinations: number[];
  readonly elsewhere: number;
  readonly window: Children;
}

/** Incoming transfers before an account's first own one whose senders may be its source. */
const FIRST_INCOMING = 3;

/**
 * Accounts that one source funded before they did anything, and that then came to destinations which others rarely
 * use. Linear in transfers; pairs of accounts are never compared, only what the children of one source share.
 */
export async function* sybilGroups(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { from, to, micros, amount, usd, asset, role, rowId, accounts } = ledger.columns;
  const { acts, in: into } = ledger;
  const why = leftOut(ledger, given);
  const span = given.window_hours * HOUR;

  const children = await fundedFirst();
  const tests: Test[] = [];
  const flagged = new Uint8Array(accounts);
  for (const [source, all] of children) {
    if (walk.due()) await walk.pause();
    const window = busiestWindow(all);
    if (window.account.length < given.min_accounts) continue;
    const users = new Map<number, number>();
    for (const [place, child] of window.account.entries())
      for (const destination of firstVisits(child, source, window.by[place]!).keys())
        users.set(destination, (users.get(destination) ?? 0) + 1);
    for (const [destination, count] of users) {
      if (count < given.min_accounts) continue;
      flagged[destination] = 1;
      tests.push({ source, destination, users: count, window });
    }
  }
  const { users, acting } = await usersOf(flagged);
  const pValues = tests.map(({ source, destination, users: mine, window }) => {
    const funded = window.account.length;
    const chain = ledger.columns.chainOf[source]!;
    return binomialTail(mine, funded, rate(destination, mine, funded, chain));
  });
  const kept = falseDiscoveries(pValues, given.false_discovery_rate);
  const groups = new Map<number, Group>();
  for (const [at, test] of tests.entries()) {
    if (!kept[at]) continue;
    const elsewhere = rate(
      test.destination,
      test.users,
      test.window.account.length,
      ledger.columns.chainOf[test.source]!,
    );
    const group = groups.get(test.source);
    groups.set(test.source, {
      source: test.source,
      destinations: [...(group?.destinations ?? []), test.destination],
      elsewhere: Math.max(group?.elsewhere ?? 0, elsewhere),
      window: test.window,
    });
  }
  const found: Found[] = [];
  for (const group of groups.values()) {
    if (walk.due()) await walk.pause();
    const judged = judge(group);
    if (judged) found.push(judged);
  }
  const told = new Set<number>();
  const final = found
    .sort((a, b) => b.members.length - a.members.length || a.fundingRows[0]! - b.fundingRows[0]!)
    .filter(({ members }) => {
      const fresh = members.filter((member) => !told.has(member)).length > members.length / 2;
      if (fresh) for (const member of members) told.add(member);
      return fresh;
    })
    .sort((a, b) => a.fundingRows[0]! - b.fundingRows[0]!);
  const name = await walk.names(
    final.flatMap(({ source, members, destinations }) => [source, ...members, ...destinations]),
  );
  for (const one of final) yield describe(one);

  /** Children by source, in the order of accounts. */
  async function fundedFirst(): Promise<Map<number, Children>> {
    const bySource = new Map<number, Children>();
    for (let account = 0; account < accounts; account += 1) {
      if (walk.due()) await walk.pause();
      if ((why[account]! & (DEPOSIT_LIKE | HUB_LIKE | POOL_LIKE)) !== 0 || role[account] !== 0) continue;
      const firstIn = into.start[account]!;
      if (firstIn === into.start[account + 1] || acts.start[account] === acts.start[account + 1]) continue;
      const firstAct = acts.rows[acts.start[account]!]!;
      const end = Math.min(into.start[account + 1]!, firstIn + FIRST_INCOMING);
      const sources: number[] = [];
      for (let place = firstIn; place < end && into.rows[place]! < firstAct; place += 1) {
        const by = into.rows[place]!;
        const source = from[by]!;
        if (sources.includes(source) || (role[source]! & (SYSTEM | MIXER)) !== 0) continue;
        sources.push(source);
        const known = bySource.get(source) ?? { account: [], by: [] };
        known.account.push(account);
        known.by.push(by);
        bySource.set(source, known);
      }
    }
    for (const [source, { account }] of bySource)
      if (account.length < given.min_accounts) bySource.delete(source);
    return bySource;
  }

  /** The most children funded within one window, the earliest such window. */
  function busiestWindow(all: Children): Children {
    const order = [...all.by.keys()].sort((a, b) => all.by[a]! - all.by[b]!);
    const time = (place: number) => micros[all.by[order[place]!]!]!;
    let best = { from: 0, count: 0 };
    for (let at = 0, tail = 0; at < order.length; at += 1) {
      while (time(tail) < time(at) - span) tail += 1;
      if (at - tail + 1 > best.count) best = { from: tail, count: at - tail + 1 };
    }
    const chosen = order.slice(best.from, best.from + best.count);
    return { account: chosen.map((i) => all.account[i]!), by: chosen.map((i) => all.by[i]!) };
  }

  /** Destinations among the first acts of a child, with the row that came there first. */
  function firstVisits(child: number, source: number, by: number): Map<number, number> {
    const visits = new Map<number, number>();
    let seen = 0;
    for (let place = acts.start[child]!; place < acts.start[child + 1]!; place += 1) {
      const row = acts.rows[place]!;
      if (row < by) continue;
      seen += 1;
      if (seen > given.first_acts) break;
      const destination = to[row]!;
      if (destination < 0 || destination === source || destination === child || visits.has(destination))
        continue;
      if ((role[destination]! & (EXCHANGE | SYSTEM)) !== 0 || (why[destination]! & HUB_LIKE) !== 0) continue;
      visits.set(destination, row);
    }
    return visits;
  }

  /** Distinct senders to each flagged account, and accounts of each chain that send at all. */
  async function usersOf(marks: Uint8Array): Promise<{ users: Int32Array; acting: number[] }> {
    const last = new Int32Array(accounts).fill(-1);
    const users = new Int32Array(accounts);
    const acting = new Array<number>(ledger.columns.chains.length).fill(0);
    for (let account = 0; account < accounts; account += 1) {
      if (walk.due()) await walk.pause();
      const end = acts.start[account + 1]!;
      if (acts.start[account] === end) continue;
      acting[ledger.columns.chainOf[account]!]! += 1;
      for (let place = acts.start[account]!; place < end; place += 1) {
        const destination = to[acts.rows[place]!]!;
        if (destination < 0 || marks[destination] === 0 || last[destination] === account) continue;
        last[destination] = account;
        users[destination]! += 1;
      }
    }
    return { users, acting };
  }

  /** Part of the other accounts that use a destination; never 0, for one more might. */
  function rate(destination: number, mine: number, funded: number, chain: number): number {
    return Math.min(
      1,
      (Math.max(0, users[destination]! - mine) + 1) / (Math.max(0, acting[chain]! - funded) + 1),
    );
  }

  interface Found extends Group {
    readonly members: number[];
    readonly funded: number;
    readonly sameOrder: number;
    readonly fundingSpread: number | null;
    readonly signs: number;
    readonly fundingRows: number[];
    readonly actRows: number[];
  }

  function judge(group: Group): Found | null {
    const { source, destinations, window } = group;
    const shared = new Set(destinations);
    const needed = Math.min(2, shared.size);
    const members: number[] = [];
    const fundingRows: number[] = [];
    const visitsOf: [number, number][][] = [];
    for (const [place, child] of window.account.entries()) {
      const visits = [...firstVisits(child, source, window.by[place]!)].filter(([to]) => shared.has(to));
      if (visits.length < needed) continue;
      members.push(child);
      fundingRows.push(window.by[place]!);
      visitsOf.push(visits.sort((a, b) => a[1] - b[1]));
    }
    if (members.length < given.min_accounts) return null;
    const first = fundingRows[0]!;
    const last = fundingRows.at(-1)!;
    const funded = window.by.filter((by) => by >= first && by <= last).length;
    if (members.length < given.min_alike_share * funded) return null;

    const orders = new Map<string, number>();
    for (const visits of visitsOf) {
      const order = visits.map(([to]) => to).join();
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    const sameOrder = Math.max(...orders.values()) / members.length;
    const fundingSpread = spread(fundingRows);
    const amounts = [
      fundingSpread,
      ...destinations.map((destination) =>
        spread(
          visitsOf.flatMap((visits) => visits.filter(([to]) => to === destination).map(([, row]) => row)),
        ),
      ),
    ].filter((one) => one !== null);
    const sameHours = destinations.every((destination) => {
      const rows = visitsOf.flatMap((visits) =>
        visits.filter(([to]) => to === destination).map(([, row]) => row),
      );
      return rows.length < 2 || micros[Math.max(...rows)]! - micros[Math.min(...rows)]! <= span;
    });
    const several = shared.size >= 2;
    const plain = (why[destinations[0]!]! & POOL_LIKE) === 0 && (role[destinations[0]!]! & SERVICE) === 0;
    const alikeAmounts = amounts.length > 0 && median(amounts) <= given.alike_amounts;
    const sameWay = several && sameOrder >= given.same_order;
    const signs = [several, alikeAmounts, sameWay, sameHours].filter(Boolean).length;
    // one destination alone has no order: then everything else must agree, and it must not be a service for all
    if (several ? signs < given.min_signs : !(alikeAmounts && sameHours && plain)) return null;
    return {
      ...group,
      members,
      funded,
      sameOrder,
      fundingSpread,
      signs,
      fundingRows,
      actRows: visitsOf.flatMap((visits) => visits.map(([, row]) => row)).sort((a, b) => a - b),
    };
  }

  /** Median distance from the median, as part of it, of the most frequent asset of the rows. */
  function spread(rows: readonly number[]): number | null {
    const byAsset = new Map<number, number[]>();
    for (const row of rows) {
      if (!(amount[row]! > 0)) continue;
      const known = byAsset.get(asset[row]!);
      if (known) known.push(amount[row]!);
      else byAsset.set(asset[row]!, [amount[row]!]);
    }
    const most = [...byAsset.values()].sort((a, b) => b.length - a.length)[0];
    if (!most || most.length < 3) return null;
    const middle = median(most);
    return medianDistance(most, middle) / middle;
  }

  function describe(one: Found): Row {
    const { source, members, destinations, fundingRows, actRows } = one;
    const half = Math.ceil(given.max_evidence / 2);
    const dollars = fundingRows.reduce((sum, row) => sum + usd[row]!, 0);
    return {
      chain: name(source).chain,
      source: name(source).address,
      accounts: members.map((member) => name(member).address),
      destinations: destinations.map((destination) => name(destination).address),
      start: instant(micros[fundingRows[0]!]!),
      ended: instant(micros[Math.max(fundingRows.at(-1)!, actRows.at(-1)!)]!),
      seconds: (micros[fundingRows.at(-1)!]! - micros[fundingRows[0]!]!) / 1e6,
      funded: one.funded,
      members: members.length,
      alike_share: members.length / one.funded,
      elsewhere: one.elsewhere,
      same_order: one.sameOrder,
      funding_spread: one.fundingSpread,
      signs: one.signs,
      usd: Number.isNaN(dollars) ? null : dollars,
      funding_rows: fundingRows.slice(0, half).map((row) => rowId[row]!),
      act_rows: actRows.slice(0, half).map((row) => rowId[row]!),
    };
  }
}
