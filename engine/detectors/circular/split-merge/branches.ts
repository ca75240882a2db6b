import { HOUR, HUB_LIKE, LABELLED, POOL_LIKE, type Walk, WorkBudget } from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';

export interface BranchRules {
  readonly minBranches: number;
  readonly maxHops: number;
  readonly kept: number;
  readonly within: number;
  readonly windowHours: number;
  readonly sourceShare: number;
  readonly hubTransfers: number;
  readonly minUsd: number;
  readonly unpricedQuantile: number;
  readonly budget: number;
  /** Reasons by account to leave it out. */
  readonly leftOut: Uint8Array;
}

/** One way from the account that split to the one where the parts met: ledger rows in time order. */
export interface Branch {
  readonly rows: number[];
}

export interface SplitMerge {
  readonly asset: number;
  readonly source: number;
  readonly sink: number;
  readonly branches: Branch[];
}

/**
 * Sums that leave an account on several ways within the window, pass on each one or two accounts that do little
 * else, and meet again on one account, nearly whole. Per pair of source and sink the window with most branches.
 */
export async function splitMerges(walk: Walk, rules: BranchRules): Promise<SplitMerge[]> {
  const { ledger } = walk;
  const { to, micros, amount, usd, asset, tx } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const lines = amountLines(ledger, rules.unpricedQuantile);
  const window = rules.windowHours * HOUR;
  const found: SplitMerge[] = [];
  const work = new WorkBudget(rules.budget);
  const unfinished: number[] = [];
  const size = (holding: number) => holdings.start[holding + 1]! - holdings.start[holding]!;
  const service = (account: number) => (rules.leftOut[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0;

  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const source = holdings.account[holding]!;
    if (size(holding) < rules.minBranches || size(holding) > rules.hubTransfers || service(source)) continue;
    const outs: number[] = [];
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] !== source && worth(row)) outs.push(row);
    }
    if (outs.length < rules.minBranches) continue;
    const bySink = new Map<number, Branch[]>();
    for (const row of outs) follow([row], source, bySink);
    if (work.spent) unfinished.push(source);
    for (const [sink, branches] of bySink) {
      const best = strongest(branches);
      if (best && bearing(holding, source, best) && gathered(sink, best))
        found.push({ asset: holdings.asset[holding]!, source, sink, branches: best });
    }
  }
  if (unfinished.length > 0)
    walk.incomplete(
      `Not searched completely: the work allowed was used up before ${unfinished.length} ${unfinished.length === 1 ? 'account' : 'accounts'}.`,
      unfinished,
    );
  return withoutParts(found).sort((a, b) => a.branches[0]!.rows[0]! - b.branches[0]!.rows[0]!);

  function worth(row: number): boolean {
    return Number.isNaN(usd[row]!)
      ? amount[row]! > 0 && amount[row]! >= lines[asset[row]!]!
      : usd[row]! >= rules.minUsd;
  }

  /** Follows the last payment of a path through accounts that do little else; every end is a possible sink. */
  function follow(path: number[], source: number, bySink: Map<number, Branch[]>): void {
    const last = path.at(-1)!;
    const middle = to[last]!;
    if (rules.leftOut[middle] !== 0) return;
    const holding = holdingOf.to[last]!;
    if (holding < 0 || size(holding) > rules.hubTransfers) return;
    const deadline = micros[path[0]!]! + window;
    const least = amount[last]! * rules.kept;
    const most = amount[last]! * (2 - rules.kept);
    for (let place = firstAfter(holding, last); place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (micros[row]! > deadline || !work.spend()) return;
      if (to[row] === middle || tx[row] === tx[last] || amount[row]! < least || amount[row]! > most) continue;
      const sink = to[row]!;
      if (sink === source || path.some((each) => to[each] === sink)) continue;
      const branch = [...path, row];
      const known = bySink.get(sink);
      if (known) known.push({ rows: branch });
      else bySink.set(sink, [{ rows: branch }]);
      if (branch.length <= rules.maxHops) follow(branch, source, bySink);
    }
  }

  function firstAfter(holding: number, row: number): number {
    let low = holdings.start[holding]!;
    let high = holdings.start[holding + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holdings.rows[middle]! > row) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The window with most branches over different accounts, whose sums differ by no more than the rule. */
  function strongest(branches: readonly Branch[]): Branch[] | null {
    const ordered = [...branches].sort((a, b) => a.rows[0]! - b.rows[0]! || a.rows.at(-1)! - b.rows.at(-1)!);
    let best: Branch[] | null = null;
    for (const [index, first] of ordered.entries()) {
      const over = new Set<number>();
      const usedRows = new Set<number>();
      const chosen: Branch[] = [];
      for (const branch of ordered.slice(index)) {
        if (micros[branch.rows.at(-1)!]! - micros[first.rows[0]!]! > window) continue;
        const middles = branch.rows.slice(0, -1).map((row) => to[row]!);
        if (middles.some((middle) => over.has(middle)) || branch.rows.some((row) => usedRows.has(row)))
          continue;
        for (const middle of middles) over.add(middle);
        for (const row of branch.rows) usedRows.add(row);
        chosen.push(branch);
      }
      if (chosen.length < rules.minBranches || chosen.length <= (best?.length ?? 0)) continue;
      const split = total(chosen.map(({ rows }) => rows[0]!));
      const merged = total(chosen.map(({ rows }) => rows.at(-1)!));
      if (Math.abs(merged - split) <= rules.within * split) best = chosen;
    }
    return best;
  }

  /** The branches carry most of what the source paid out meanwhile. */
  function bearing(holding: number, source: number, branches: readonly Branch[]): boolean {
    const first = branches[0]!.rows[0]!;
    const last = Math.max(...branches.map(({ rows }) => rows.at(-1)!));
    let paid = 0;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (row >= first && row <= last && to[row] !== source && amount[row]! > 0) paid += amount[row]!;
    }
    return total(branches.map(({ rows }) => rows[0]!)) >= rules.sourceShare * paid;
  }

  /** They are most of what the sink took in meanwhile, and the sink is no gatherer of everybody's money. */
  function gathered(sink: number, branches: readonly Branch[]): boolean {
    if (service(sink)) return false;
    const ends = branches.map(({ rows }) => rows.at(-1)!);
    const holding = holdingOf.to[ends[0]!]!;
    if (size(holding) > rules.hubTransfers) return false;
    const first = branches[0]!.rows[0]!;
    const last = Math.max(...ends);
    let taken = 0;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (row >= first && row <= last && to[row] === sink && amount[row]! > 0) taken += amount[row]!;
    }
    return total(ends) >= rules.sourceShare * taken;
  }

  function total(rows: readonly number[]): number {
    return rows.reduce((sum, row) => sum + amount[row]!, 0);
  }

  /** Where the ways of one find are the beginnings of another's the longer one is kept. */
  function withoutParts(all: readonly SplitMerge[]): SplitMerge[] {
    const claimed = new Map<number, SplitMerge>();
    const ordered = [...all].sort(
      (a, b) =>
        b.branches.length - a.branches.length ||
        b.branches.flatMap(({ rows }) => rows).length - a.branches.flatMap(({ rows }) => rows).length ||
        a.branches[0]!.rows[0]! - b.branches[0]!.rows[0]! ||
        a.sink - b.sink,
    );
    return ordered.filter((find) => {
      const rows = find.branches.flatMap((branch) => branch.rows);
      if (rows.filter((row) => claimed.has(row)).length * 2 > rows.length) return false;
      for (const row of rows) claimed.set(row, find);
      return true;
    });
  }
}
