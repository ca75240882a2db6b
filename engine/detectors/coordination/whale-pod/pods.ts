import { z } from 'zod';
import {
  DAY,
  intermediaryParams,
  type Ledger,
  leftOut,
  MOVES,
  param,
  SECOND,
  type Walk,
} from '../../define.ts';
import {
  type CoincidentGroup,
  coincidentGroups,
  paymentEvents,
  tooDense,
  withoutShadows,
} from '../../kernels/coincidence.ts';
import { CoincidenceRow, coincidenceParams, describeGroups } from '../../kernels/coincidence-alert.ts';
import { mean, quantile } from '../../kernels/statistics.ts';

export const params = z.object({
  ...coincidenceParams,
  min_accounts: param(z.number().int().min(2).default(3), 'whales', 'Whales that move together at least.'),
  within_seconds: param(
    z.number().min(1).max(3600).default(300),
    'seconds',
    'Widest time within which moves count as one; a fifth of it is tried too.',
  ),
  min_moments: param(z.number().int().min(2).default(3), 'moments', 'Joint moves of the same whales.'),
  min_agreement: param(
    z.number().min(0).max(1).default(0.7),
    'correlation',
    'Agreement from which on one of the four (time, volume, token, frequency) votes for a pod.',
  ),
  min_votes: param(z.number().int().min(1).max(4).default(2), 'votes', 'Votes needed.'),
  whale_usd: param(
    z.number().min(0).default(100_000),
    'US$',
    'Single payment from which on an account is a whale, where prices are known.',
  ),
  whale_total_usd: param(
    z.number().min(0).default(500_000),
    'US$',
    'Or all it paid, where prices are known.',
  ),
  whale_share: param(
    z.number().min(0).max(1).default(0.005),
    'share',
    'Where no price is known: part of the payers of an asset, those that paid most, taken for whales.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(2).max(2000).default(400),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});
export type Params = z.output<typeof params>;

export const row = CoincidenceRow.extend({
  /** Agreement of time, volume, token and frequency, 0–1. */
  votes: z.array(z.number()).length(4),
});
export type Row = z.output<typeof row>;

/** Groups of whales with joint moves beyond chance, that agree in at least two of four respects. */
export async function* pods(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const eligible = whales(ledger, given);
  const why = leftOut(ledger, given);
  for (let account = 0; account < eligible.length; account += 1)
    if (why[account] !== 0 || ledger.columns.role[account] !== 0) eligible[account] = 0;
  const groups: CoincidentGroup[] = [];
  for (const part of [5, 1]) {
    const withinMicros = (given.within_seconds * SECOND) / part;
    const events = await paymentEvents(walk, {
      eligible,
      togetherMicros: withinMicros,
      tolerance: 0,
      minEvents: given.min_moments,
      maxEvents: given.max_events,
    });
    if (part === 1 && tooDense(events, withinMicros)) {
      walk.incomplete(
        `Moves within ${given.within_seconds} seconds were not looked at, only within a fifth of it: the file holds too many at such a time.`,
      );
      break;
    }
    for (const group of await coincidentGroups(walk, events, {
      withinMicros,
      tolerance: 0,
      minHits: given.min_moments,
      minAccounts: given.min_accounts,
      alpha: given.significance / 2,
      company: given.company,
    }))
      groups.push(group);
  }
  const judged = withoutShadows(groups)
    .map((group) => ({ group, votes: agreement(ledger, group) }))
    .filter(({ votes }) => votes.filter((vote) => vote >= given.min_agreement).length >= given.min_votes);
  const rows = await describeGroups(
    walk,
    judged.map(({ group }) => group),
    given.max_evidence,
  );
  for (const [at, one] of rows.entries()) yield { ...one, votes: judged[at]!.votes };
}

/** Accounts that paid much: in dollars where they are known, else among the payers of the asset. */
function whales(ledger: Ledger, given: Params): Uint8Array {
  const { accounts, assets, kind, usd, amount, to } = ledger.columns;
  const whale = new Uint8Array(accounts);
  const { out, holdings } = ledger;
  for (let account = 0; account < accounts; account += 1) {
    let total = 0;
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const row = out.rows[place]!;
      if ((kind[row]! & MOVES) === 0 || Number.isNaN(usd[row]!)) continue;
      total += usd[row]!;
      if (usd[row]! >= given.whale_usd || total >= given.whale_total_usd) {
        whale[account] = 1;
        break;
      }
    }
  }
  const paid = new Float64Array(holdings.count);
  const payers = new Int32Array(assets.length);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const account = holdings.account[holding]!;
    let sum = 0;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] !== account && Number.isNaN(usd[row]!) && amount[row]! > 0) sum += amount[row]!;
    }
    paid[holding] = sum;
    if (sum > 0) payers[holdings.asset[holding]!]! += 1;
  }
  const sums = Array.from(payers, (count) => new Float64Array(count));
  const next = new Int32Array(assets.length);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const of = holdings.asset[holding]!;
    if (paid[holding]! <= 0) continue;
    sums[of]![next[of]!] = paid[holding]!;
    next[of]! += 1;
  }
  const lines = sums.map((all) => quantile(all.sort(), 1 - given.whale_share));
  for (let holding = 0; holding < holdings.count; holding += 1)
    if (paid[holding]! > 0 && paid[holding]! >= lines[holdings.asset[holding]!]!)
      whale[holdings.account[holding]!] = 1;
  return whale;
}

/**
 * How far the members agree, 0–1, the mean over their pairs. Time: joint moves over the moves of the pair's less active one
 * between the first and the last moment. Volume: rank correlation of the sums moved at each moment, or the part of
 * moments with sums within a quarter of each other, whichever is more. Token: the part of moments in the same asset.
 * Frequency: likeness of the numbers of moves a day.
 */
function agreement(ledger: Ledger, group: CoincidentGroup): number[] {
  const { micros, usd, amount, asset, to } = ledger.columns;
  const { out } = ledger;
  const first = Math.min(...group.moments[0]!.map((row) => micros[row]!));
  const last = Math.max(...group.moments.at(-1)!.map((row) => micros[row]!));
  const days = Math.floor((last - first) / DAY) + 1;
  const sizes = group.accounts.map((_, member) =>
    group.moments.map((moment) => {
      const row = moment[member]!;
      return Number.isNaN(usd[row]!) ? amount[row]! : usd[row]!;
    }),
  );
  const daily = group.accounts.map((account) => {
    const counts = new Float64Array(Math.min(days, 100_000));
    let moves = 0;
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const at = micros[out.rows[place]!]! - first;
      if (at < 0 || at > last - first) continue;
      moves += 1;
      counts[Math.min(counts.length - 1, Math.floor(at / DAY))]! += 1;
    }
    return { counts, moves };
  });
  const sums = [0, 0, 0, 0];
  let pairs = 0;
  for (let a = 0; a < group.accounts.length; a += 1)
    for (let b = a + 1; b < group.accounts.length; b += 1) {
      pairs += 1;
      const joint = group.moments.length;
      sums[0]! += Math.min(1, joint / Math.max(1, Math.min(daily[a]!.moves, daily[b]!.moves)));
      const alike = sizes[a]!.filter((size, at) => {
        const other = sizes[b]![at]!;
        return Math.abs(size - other) <= 0.25 * Math.max(size, other);
      }).length;
      sums[1]! += Math.max(alike / joint, rankCorrelation(sizes[a]!, sizes[b]!));
      sums[2]! +=
        group.moments.filter(
          (moment) => asset[moment[a]!] === asset[moment[b]!] || to[moment[a]!] === to[moment[b]!],
        ).length / joint;
      sums[3]! += Math.max(0, correlation(daily[a]!.counts, daily[b]!.counts));
    }
  return sums.map((sum) => sum / pairs);
}

function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  if (a.length < 4) return 0;
  const ranks = (values: readonly number[]) => {
    const order = [...values.keys()].sort((x, y) => values[x]! - values[y]! || x - y);
    const rank = new Float64Array(values.length);
    for (const [place, index] of order.entries()) rank[index] = place;
    return rank;
  };
  return Math.max(0, correlation(ranks(a), ranks(b)));
}

/** Pearson's correlation; 0 where either does not vary. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  let [both, left, right] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    both += (a[at]! - centreA) * (b[at]! - centreB);
    left += (a[at]! - centreA) ** 2;
    right += (b[at]! - centreB) ** 2;
  }
  return left > 0 && right > 0 ? both / Math.sqrt(left * right) : 0;
}
