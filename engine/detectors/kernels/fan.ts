import { z } from 'zod';
import {
  Address,
  DAY,
  HOUR,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  POOL_LIKE,
  param,
  RowIds,
  Time,
  type Walk,
} from '../define.ts';
import { isMoney } from './money.ts';
import { median, medianDistance } from './statistics.ts';

/** Parameters of the two fans; `who` are the counterparties: senders or receivers. */
export const fanParams = (who: string) =>
  z.object({
    min_counterparties: param(
      z.number().int().min(2).default(10),
      'accounts',
      `Distinct ${who} of one asset within the window.`,
    ),
    window_hours: param(z.number().min(0.1).max(168).default(24), 'hours', 'Length of the sliding window.'),
    usual_factor: param(
      z.number().min(1).default(3),
      '× usual',
      `Multiple of the ${who} on the account’s other active days.`,
    ),
    usual_sigma: param(
      z.number().min(0).default(5),
      'σ',
      'Spreads above that median (median absolute deviation, at least the square root of the median).',
    ),
    usual_days: param(
      z.number().int().min(1).default(5),
      'days',
      'Other active days from which on the account has a usual.',
    ),
    known_share: param(
      z.number().min(0).max(1).default(0.5),
      'share',
      `Of the ${who}, how many may have been ${who} of this account on another day; with more it is a standing relation, such as a payroll.`,
    ),
    equal_share: param(
      z.number().min(0).max(1).default(0.8),
      'share',
      'Transfers of one equal amount of a token that is neither the chain’s own coin nor a listed dollar; with more, to at least three times the accounts asked for, it is a distribution, such as an airdrop.',
    ),
    token_receivers: param(
      z.number().int().min(2).default(100),
      'accounts',
      'Accounts paid in a token that is no money from which on it is a distribution whatever the amounts.',
    ),
    sale_share: param(
      z.number().min(0).max(1).default(0.5),
      'share',
      `Of the ${who}, how many may have exchanged another asset with the account within a week; with more it is a sale.`,
    ),
    min_usd: param(
      z.number().min(0).default(1),
      'US$',
      'Transfers known to be worth less are left out; those without a price are kept.',
    ),
    ...intermediaryParams,
    max_evidence: param(
      z.number().int().min(1).max(2000).default(200),
      'transfers',
      'Transfers shown as evidence, largest first.',
    ),
  });
export type FanParams = z.output<ReturnType<typeof fanParams>>;

export const FanRow = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  counterparties: z.number(),
  usual: z.number().nullable(),
  usual_days: z.number(),
  transfers: z.number(),
  amount: z.number().nullable(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type FanRow = z.output<typeof FanRow>;

interface Peak {
  readonly account: number;
  readonly asset: number;
  readonly counterparties: number;
  readonly usual: number | null;
  readonly usualDays: number;
  /** Ledger rows in the window, in time order. */
  readonly rows: number[];
}

/**
 * Distinct counterparties of an account in one asset and one direction, in a sliding window closed at both
 * ends. Where the number reaches the minimum an episode begins, until it falls below; its peak speaks for
 * it, if it stands out from the account's other active days.
 */
export async function* fans(walk: Walk, params: FanParams, incoming: boolean): AsyncGenerator<FanRow> {
  const { ledger } = walk;
  const { to, micros, usd, amount, rowId, accounts } = ledger.columns;
  const why = leftOut(ledger, params);
  const { holdings } = ledger;
  const within = new Int32Array(accounts);
  const peaks: Peak[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < params.min_counterparties) continue;
    const account = holdings.account[holding]!;
    if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
    const rows: number[] = [];
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      if ((to[row] === account) === incoming && !(usd[row]! < params.min_usd)) rows.push(row);
    }
    if (rows.length < params.min_counterparties) continue;
    for (const peak of peaksOf(account, holdings.asset[holding]!, rows)) peaks.push(peak);
  }
  const name = await walk.names(peaks.map(({ account }) => account));
  for (const peak of peaks) yield describe(peak);

  function* peaksOf(account: number, asset: number, rows: number[]): Generator<Peak> {
    const span = params.window_hours * HOUR;
    let distinct = 0;
    let tail = 0;
    let best: { at: number; from: number; distinct: number } | null = null;
    const found: { at: number; from: number; distinct: number }[] = [];
    for (let at = 0; at < rows.length; at += 1) {
      const now = micros[rows[at]!]!;
      while (micros[rows[tail]!]! < now - span) {
        const gone = ledger.other(rows[tail]!, account);
        within[gone]! -= 1;
        if (within[gone] === 0) distinct -= 1;
        tail += 1;
      }
      if (distinct < params.min_counterparties && best) {
        found.push(best);
        best = null;
      }
      const other = ledger.other(rows[at]!, account);
      if (within[other] === 0) distinct += 1;
      within[other]! += 1;
      if (distinct >= params.min_counterparties && distinct > (best?.distinct ?? 0))
        best = { at, from: tail, distinct };
    }
    for (; tail < rows.length; tail += 1) within[ledger.other(rows[tail]!, account)]! -= 1;
    if (best) found.push(best);
    if (found.length === 0) return;

    const days = new Map<number, Set<number>>();
    const daysOf = new Map<number, Set<number>>();
    for (const row of rows) {
      const day = Math.floor(micros[row]! / span);
      const other = ledger.other(row, account);
      (days.get(day) ?? days.set(day, new Set()).get(day)!).add(other);
      (daysOf.get(other) ?? daysOf.set(other, new Set()).get(other)!).add(day);
    }
    for (const { at, from, distinct: counterparties } of found) {
      const peakTime = micros[rows[at]!]!;
      const firstDay = Math.floor((peakTime - span) / span);
      const lastDay = Math.floor(peakTime / span);
      const calm: number[] = [];
      for (const [day, others] of days) if (day < firstDay || day > lastDay) calm.push(others.size);
      const enough = calm.length >= params.usual_days;
      const usual = calm.length > 0 ? median(calm) : 0;
      const spread = Math.max(calm.length > 0 ? 1.4826 * medianDistance(calm, usual) : 0, Math.sqrt(usual));
      if (
        enough &&
        counterparties < Math.max(params.usual_factor * usual, usual + params.usual_sigma * spread)
      )
        continue;
      const inside = rows.slice(from, at + 1);
      if (
        standing(account, inside, daysOf, firstDay, lastDay) ||
        (!incoming && distributed(inside, counterparties)) ||
        sold(account, asset, inside)
      )
        continue;
      yield {
        account,
        asset,
        counterparties,
        usual: enough ? usual : null,
        usualDays: calm.length,
        rows: inside,
      };
    }
  }

  function standing(
    account: number,
    rows: readonly number[],
    daysOf: ReadonlyMap<number, ReadonlySet<number>>,
    firstDay: number,
    lastDay: number,
  ): boolean {
    const others = new Set(rows.map((row) => ledger.other(row, account)));
    let known = 0;
    for (const other of others)
      for (const day of daysOf.get(other) ?? [])
        if (day < firstDay || day > lastDay) {
          known += 1;
          break;
        }
    return known > params.known_share * others.size;
  }

  function distributed(rows: readonly number[], counterparties: number): boolean {
    if (counterparties < 3 * params.min_counterparties || isMoney(ledger, ledger.columns.asset[rows[0]!]!))
      return false;
    if (counterparties >= params.token_receivers) return true;
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(amount[row]!, (counts.get(amount[row]!) ?? 0) + 1);
    return Math.max(...counts.values()) > params.equal_share * rows.length;
  }

  /** Whether most counterparties gave or got another asset in exchange, in the same transaction or soon before or after. */
  function sold(account: number, asset: number, rows: readonly number[]): boolean {
    const others = new Set(rows.map((row) => ledger.other(row, account)));
    const exchanged = new Set<number>();
    const from = micros[rows[0]!]! - 7 * DAY;
    const until = micros[rows.at(-1)!]! + 7 * DAY;
    for (let place = ledger.legs.start[account]!; place < ledger.legs.start[account + 1]!; place += 1) {
      const row = ledger.legs.rows[place]!;
      if (micros[row]! < from || ledger.columns.asset[row] === asset) continue;
      if (micros[row]! > until) break;
      const other = ledger.other(row, account);
      if ((to[row] === account) !== incoming && others.has(other)) exchanged.add(other);
    }
    return exchanged.size > params.sale_share * others.size;
  }

  function describe(peak: Peak): FanRow {
    const { rows } = peak;
    const total = (column: Float64Array) => {
      let sum = 0;
      for (const row of rows) sum += column[row]!;
      return Number.isNaN(sum) ? null : sum;
    };
    const start = micros[rows[0]!]!;
    const ended = micros[rows.at(-1)!]!;
    const largest = [...rows].sort((a, b) => (amount[b]! || 0) - (amount[a]! || 0) || a - b);
    return {
      ...name(peak.account),
      symbol: ledger.symbol(peak.asset),
      start: instant(start),
      ended: instant(ended),
      seconds: (ended - start) / 1e6,
      counterparties: peak.counterparties,
      usual: peak.usual,
      usual_days: peak.usualDays,
      transfers: rows.length,
      amount: total(amount),
      usd: total(usd),
      rows: largest.slice(0, params.max_evidence).map((row) => rowId[row]!),
    };
  }
}
