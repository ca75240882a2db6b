import { DAY, type Walk } from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';

export interface PeelRules {
  readonly minHops: number;
  readonly leastKept: number;
  readonly mostKept: number;
  /** Part of what the main line lost that must be seen leaving, and how far it may be exceeded. */
  readonly leastPeeled: number;
  readonly tolerance: number;
  readonly restDays: number;
  readonly mostTransfers: number;
  readonly minUsd: number;
  readonly unpricedQuantile: number;
  /** Reasons by account to leave it out. */
  readonly leftOut: Uint8Array;
}

export interface PeelChain {
  readonly asset: number;
  /** Ledger rows of the main line, from the first sender on, in time order. */
  readonly line: number[];
  /** Ledger rows of what was peeled off on the way. */
  readonly peels: number[];
}

/**
 * Every payment into an account that hardly does anything else is joined to the payment that carries most of it on,
 * if something was split off in between. Each payment has at most one continuation, so the joined payments
 * form chains; the longest through each is taken, and no payment is in two.
 */
export async function peelChains(walk: Walk, rules: PeelRules): Promise<PeelChain[]> {
  const { ledger } = walk;
  const { size, from, to, micros, amount, usd, asset } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const lines = amountLines(ledger, rules.unpricedQuantile);
  const continuation = new Int32Array(size).fill(-1);
  const peelsOf = new Map<number, number[]>();

  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < 3 || end - begin > rules.mostTransfers) continue;
    const account = holdings.account[holding]!;
    if (rules.leftOut[account] !== 0) continue;
    for (let place = begin; place < end - 2; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] !== account || !worth(row)) continue;
      join(row, account, place + 1, end);
    }
  }

  // chains: a payment that continues no other begins one; the longest claim comes first
  const continued = new Uint8Array(size);
  const length = new Map<number, number>();
  for (let row = size - 1; row >= 0; row -= 1) {
    const next = continuation[row]!;
    if (next < 0) continue;
    continued[next] = 1;
    length.set(row, 1 + (length.get(next) ?? 1));
  }
  const starts = [...length].filter(([row, hops]) => hops >= rules.minHops && continued[row] === 0);
  starts.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const used = new Set<number>();
  const chains: PeelChain[] = [];
  for (const [start] of starts) {
    const line: number[] = [];
    const peels: number[] = [];
    const passed = new Set<number>([from[start]!]);
    for (let row = start; row >= 0 && !used.has(row) && !passed.has(to[row]!); row = continuation[row]!) {
      line.push(row);
      passed.add(to[row]!);
      if (continuation[row]! >= 0) peels.push(...(peelsOf.get(row) ?? []));
    }
    if (line.length < rules.minHops) continue;
    for (const row of line) used.add(row);
    chains.push({ asset: asset[start]!, line, peels });
  }
  return chains.sort((a, b) => a.line[0]! - b.line[0]!);

  function worth(row: number): boolean {
    return Number.isNaN(usd[row]!) ? amount[row]! >= lines[asset[row]!]! : usd[row]! >= rules.minUsd;
  }

  /** Finds what carries most of `row` on, and what was split off beside it: together about what came in. */
  function join(row: number, account: number, after: number, end: number): void {
    const received = amount[row]!;
    const deadline = micros[row]! + rules.restDays * DAY;
    let carrier = -1;
    let last = after;
    for (; last < end && micros[holdings.rows[last]!]! <= deadline; last += 1) {
      const out = holdings.rows[last]!;
      if (to[out] === account) continue;
      const kept = amount[out]! / received;
      if (kept < rules.leastKept || kept > rules.mostKept || to[out] === from[row]) continue;
      if (carrier < 0 || amount[out]! > amount[carrier]!) carrier = out;
    }
    if (carrier < 0 || holdingOf.to[carrier]! < 0) return;
    const rest = received - amount[carrier]!;
    const peels: number[] = [];
    let peeled = 0;
    for (let place = after; place < last; place += 1) {
      const out = holdings.rows[place]!;
      if (to[out] === account || out === carrier || to[out] === to[carrier]) continue;
      if (!(amount[out]! > 0) || peeled + amount[out]! > rest * (1 + rules.tolerance)) continue;
      peeled += amount[out]!;
      peels.push(out);
    }
    if (peels.length === 0 || peeled < rules.leastPeeled * rest) return;
    continuation[row] = carrier;
    peelsOf.set(row, peels);
  }
}
