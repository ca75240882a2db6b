import { z } from 'zod';
import {
  Address,
  instant,
  intermediaryParams,
  leftOut,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { strongComponents } from '../../kernels/components.ts';
import { median } from '../../kernels/statistics.ts';

export const params = z.object({
  min_accounts: param(z.number().int().min(3).default(4), 'accounts', 'Accounts around at least.'),
  max_accounts: param(z.number().int().min(4).max(64).default(12), 'accounts', 'Accounts around at most.'),
  min_turns: param(
    z.number().int().min(1).default(2),
    'turns',
    'How often value must go round, and be paid from each account to the next.',
  ),
  min_edge_share: param(
    z.number().min(0).max(1).default(0.2),
    'share',
    'Part of what an account pays of the asset, and of what the next one takes in, that goes from the one to the other.',
  ),
  min_inside_share: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of what the members pay of the asset in that time that stays among them, in the middle case.',
  ),
  min_round_share: param(
    z.number().min(0).max(1).default(0.3),
    'share',
    'Part of the transfers among the members that full turns explain; below it they pay each other to and fro.',
  ),
  min_usd: param(
    z.number().min(0).default(100),
    'US$',
    'Middle transfer of the ring where prices are known.',
  ),
  max_transfers: param(
    z.number().int().min(10).default(5000),
    'transfers',
    'Accounts with more transfers of the asset are left out.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(400),
    'transfers',
    'Transfers of the ring shown as evidence, earliest first.',
  ),
});
export type Params = z.output<typeof params>;

export const row = z.object({
  chain: z.string(),
  accounts: z.array(Address).min(3),
  symbol: z.string(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  turns: z.number(),
  transfers: z.number(),
  /** Of the middle transfer. */
  amount: z.number().nullable(),
  inside_share: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type Row = z.output<typeof row>;

interface Found {
  readonly accounts: number[];
  readonly asset: number;
  readonly rows: number[];
  readonly turns: number;
  readonly insideShare: number;
}

/**
 * Strongly connected groups of accounts in the graph of standing payments of one asset: those made at least
 * `min_turns` times and that matter to both ends. Then a unit of value is followed round the group in time.
 */
export async function* rings(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { to, amount, usd, micros, rowId } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const why = leftOut(ledger, given);
  const paid = new Float64Array(holdings.count);
  const taken = new Float64Array(holdings.count);
  const fits = new Uint8Array(holdings.count);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const account = holdings.account[holding]!;
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < 2 * given.min_turns || end - begin > given.max_transfers || why[account] !== 0)
      continue;
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (!(amount[row]! > 0)) continue;
      if (to[row] === account) taken[holding]! += amount[row]!;
      else paid[holding]! += amount[row]!;
    }
    if (paid[holding]! > 0 && taken[holding]! > 0) fits[holding] = 1;
  }

  const sums = new Float64Array(holdings.count);
  const counts = new Int32Array(holdings.count);
  const start = new Int32Array(holdings.count + 1);
  const targets: number[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    if (fits[holding] === 1) {
      const touched: number[] = [];
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        const next = holdingOf.to[row]!;
        if (next === holding || next < 0 || fits[next] === 0 || !(amount[row]! > 0)) continue;
        if (counts[next] === 0) touched.push(next);
        counts[next]! += 1;
        sums[next]! += amount[row]!;
      }
      for (const next of touched) {
        if (
          counts[next]! >= given.min_turns &&
          sums[next]! >= given.min_edge_share * paid[holding]! &&
          sums[next]! >= given.min_edge_share * taken[next]!
        )
          targets.push(next);
        counts[next] = 0;
        sums[next] = 0;
      }
    }
    start[holding + 1] = targets.length;
  }
  const { component, size } = strongComponents(start, Int32Array.from(targets));
  const groups = new Map<number, number[]>();
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const of = component[holding]!;
    if (size[of]! < given.min_accounts || size[of]! > given.max_accounts) continue;
    const known = groups.get(of);
    if (known) known.push(holding);
    else groups.set(of, [holding]);
  }
  const found: Found[] = [];
  for (const group of groups.values()) {
    if (walk.due()) await walk.pause();
    const one = judge(group);
    if (one) found.push(one);
  }
  found.sort((a, b) => a.rows[0]! - b.rows[0]!);
  const name = await walk.names(found.flatMap(({ accounts }) => accounts));
  for (const one of found) {
    const dollars = one.rows.reduce((sum, row) => sum + usd[row]!, 0);
    yield {
      chain: name(one.accounts[0]!).chain,
      accounts: one.accounts.map((account) => name(account).address),
      symbol: ledger.symbol(one.asset),
      start: instant(micros[one.rows[0]!]!),
      ended: instant(micros[one.rows.at(-1)!]!),
      seconds: (micros[one.rows.at(-1)!]! - micros[one.rows[0]!]!) / 1e6,
      turns: one.turns,
      transfers: one.rows.length,
      amount: median(one.rows.map((row) => amount[row]!)),
      inside_share: one.insideShare,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: one.rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }

  function judge(group: readonly number[]): Found | null {
    const members = new Set(group);
    const standing = new Set(
      group.flatMap((holding) =>
        targets
          .slice(start[holding]!, start[holding + 1]!)
          .filter((next) => members.has(next))
          .map((next) => `${holding} ${next}`),
      ),
    );
    const rows: number[] = [];
    for (const holding of group)
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        if (
          holdingOf.from[row] === holding &&
          amount[row]! > 0 &&
          standing.has(`${holding} ${holdingOf.to[row]!}`)
        )
          rows.push(row);
      }
    rows.sort((a, b) => a - b);
    const { turns, order } = round(rows, group.length);
    if (turns < given.min_turns || turns * order.length < given.min_round_share * rows.length) return null;
    const middle = median(rows.map((row) => usd[row]!));
    if (middle < given.min_usd) return null;
    const shares = group.map((holding) => {
      let inside = 0;
      let all = 0;
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        if (holdingOf.from[row] !== holding || !(amount[row]! > 0)) continue;
        if (row < rows[0]! || row > rows.at(-1)!) continue;
        all += amount[row]!;
        if (members.has(holdingOf.to[row]!)) inside += amount[row]!;
      }
      return all > 0 ? inside / all : 0;
    });
    const insideShare = median(shares);
    if (insideShare < given.min_inside_share) return null;
    const asset = holdings.asset[group[0]!]!;
    return { accounts: order.map((holding) => holdings.account[holding]!), asset, rows, turns, insideShare };
  }

  /**
   * Follows value from the first payment on, always along the next payment of whoever holds it, and counts how often
   * it comes back to where it began after enough others. The order is that of the first visits.
   */
  function round(rows: readonly number[], size: number): { turns: number; order: number[] } {
    let best: { turns: number; order: number[] } = { turns: 0, order: [] };
    for (const first of rows.slice(0, 2 * size)) {
      const origin = holdingOf.from[first]!;
      const order = [origin];
      let holder = origin;
      let visited = new Set<number>();
      let turns = 0;
      for (const row of rows) {
        if (row < first || holdingOf.from[row] !== holder) continue;
        holder = holdingOf.to[row]!;
        visited.add(holder);
        if (!order.includes(holder)) order.push(holder);
        if (holder !== origin) continue;
        if (visited.size >= given.min_accounts) turns += 1;
        visited = new Set();
      }
      if (turns > best.turns || (turns === best.turns && order.length > best.order.length))
        best = { turns, order };
    }
    return best;
  }
}
