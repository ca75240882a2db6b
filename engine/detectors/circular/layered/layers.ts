import { INTERMEDIARY, type Walk } from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';

export interface LayerRules {
  readonly minAccounts: number;
  readonly similarity: number;
  readonly passedOn: number;
  readonly linkShare: number;
  readonly mostTransfers: number;
  readonly minUsd: number;
  readonly unpricedQuantile: number;
  readonly excludeServices: boolean;
}

export interface Layers {
  readonly asset: number;
  /** Holdings in the order of the chain. */
  readonly holdings: number[];
  /** Ledger rows between each and the next. */
  readonly links: number[][];
  /** Mean likeness of neighbours. */
  readonly similarity: number;
}

const FEATURES = 4;

/** How alike two profiles are: the mean of smaller over larger, feature by feature. */
export function likeness(profile: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let feature = 0; feature < FEATURES; feature += 1) {
    const x = profile[a * FEATURES + feature]!;
    const y = profile[b * FEATURES + feature]!;
    sum += x === y ? 1 : Math.min(x, y) / Math.max(x, y);
  }
  return sum / FEATURES;
}

/**
 * Chains of accounts that only pass an asset on and resemble each other in the number of payments in and out and in
 * the sums. Linked where one pays the next a good part of what it pays out, later than it was paid itself.
 * The longest chain through each account; no account is in two.
 */
export async function layers(walk: Walk, rules: LayerRules): Promise<Layers[]> {
  const { ledger } = walk;
  const { to, micros, amount, usd, role } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const lines = amountLines(ledger, rules.unpricedQuantile);
  const profile = new Float64Array(holdings.count * FEATURES);
  const meanIn = new Float64Array(holdings.count);
  const eligible: number[] = [];
  const isEligible = new Uint8Array(holdings.count);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < 2 || end - begin > rules.mostTransfers) continue;
    const account = holdings.account[holding]!;
    if (rules.excludeServices && (role[account]! & INTERMEDIARY) !== 0) continue;
    let ins = 0;
    let outs = 0;
    let taken = 0;
    let paid = 0;
    let dollars = 0;
    let inTime = 0;
    const origin = micros[holdings.rows[begin]!]!;
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] === account) {
        ins += 1;
        taken += amount[row]!;
        dollars += usd[row]!;
        inTime += amount[row]! * (micros[row]! - origin);
      } else {
        outs += 1;
        paid += amount[row]!;
      }
    }
    if (ins === 0 || outs === 0 || !(paid >= rules.passedOn * taken) || paid > taken * (2 - rules.passedOn))
      continue;
    if (Number.isNaN(dollars) ? taken < lines[holdings.asset[holding]!]! : dollars < rules.minUsd) continue;
    profile.set([ins, outs, taken, paid], holding * FEATURES);
    meanIn[holding] = origin + inTime / taken;
    isEligible[holding] = 1;
    eligible.push(holding);
  }

  // later accounts first, so that every continuation is known before it is asked for
  eligible.sort((a, b) => meanIn[b]! - meanIn[a]! || a - b);
  const length = new Int32Array(holdings.count);
  const next = new Int32Array(holdings.count).fill(-1);
  for (const holding of eligible) {
    if (walk.due()) await walk.pause();
    length[holding] = 1;
    let nearest = 0;
    for (const [target, rows] of linksOf(holding)) {
      if (isEligible[target] === 0 || meanIn[target]! <= meanIn[holding]!) continue;
      const carried = rows.reduce((sum, row) => sum + amount[row]!, 0);
      if (carried < rules.linkShare * profile[holding * FEATURES + 3]!) continue;
      const alike = likeness(profile, holding, target);
      if (alike < rules.similarity) continue;
      const longer = 1 + length[target]!;
      if (longer > length[holding]! || (longer === length[holding] && alike > nearest)) {
        length[holding] = longer;
        next[holding] = target;
        nearest = alike;
      }
    }
  }
  const starts = eligible
    .filter((holding) => length[holding]! >= rules.minAccounts)
    .sort((a, b) => length[b]! - length[a]! || meanIn[a]! - meanIn[b]! || a - b);
  const used = new Uint8Array(holdings.count);
  const found: Layers[] = [];
  for (const start of starts) {
    const chain: number[] = [];
    for (let holding = start; holding >= 0 && used[holding] === 0; holding = next[holding]!)
      chain.push(holding);
    if (chain.length < rules.minAccounts) continue;
    for (const holding of chain) used[holding] = 1;
    const links = chain.slice(0, -1).map((holding, index) => linksOf(holding).get(chain[index + 1]!) ?? []);
    const alike = chain.slice(0, -1).map((holding, index) => likeness(profile, holding, chain[index + 1]!));
    found.push({
      asset: holdings.asset[start]!,
      holdings: chain,
      links,
      similarity: alike.reduce((sum, each) => sum + each, 0) / alike.length,
    });
  }
  return found.sort((a, b) => a.links[0]![0]! - b.links[0]![0]!);

  function linksOf(holding: number): Map<number, number[]> {
    const account = holdings.account[holding]!;
    const links = new Map<number, number[]>();
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] === account) continue;
      const target = holdingOf.to[row]!;
      const known = links.get(target);
      if (known) known.push(row);
      else links.set(target, [row]);
    }
    return links;
  }
}
