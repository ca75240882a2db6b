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
  MOVES,
  POOL_LIKE,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { median } from '../../kernels/statistics.ts';
import { findRise, type Rise, type RiseRules } from './rise.ts';

export const params = z.object({
  min_assets: param(z.number().int().min(1).default(2), 'assets', 'Assets entered in time, at least.'),
  early_share: param(
    z.number().min(0.001).max(1).default(0.1),
    'share',
    'Part of all buyers of the asset until the rise has settled, the earliest, among whom the entry lies.',
  ),
  size_factor: param(
    z.number().min(1).default(5),
    '× normal',
    'Size of an entry against the middle of the account’s other payments.',
  ),
  lead_days: param(
    z.number().min(0.1).max(365).default(14),
    'days',
    'How long before the rise an entry may lie.',
  ),
  min_hit_share: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of the account’s large early entries into quiet assets that a rise followed; below it the account buys everything new.',
  ),
  rise_factor: param(
    z.number().min(2).default(8),
    '× before',
    'Transfers in the first day of a rise against a day before it.',
  ),
  rise_transfers: param(
    z.number().int().min(5).default(20),
    'transfers',
    'Transfers in the first day of a rise at least.',
  ),
  lasting_factor: param(
    z.number().min(1).default(2),
    '× before',
    'Level of the three days after that against before: a rise lasts.',
  ),
  ...intermediaryParams,
});
export type Params = z.output<typeof params>;

const Entry = z.object({
  symbol: z.string(),
  time: Time,
  /** Hours before the rise. */
  lead_hours: z.number(),
  /** Place among the buyers, and how many there are. */
  place: z.number(),
  buyers: z.number(),
  size: z.number(),
  factor: z.number(),
});

export const row = z.object({
  chain: z.string(),
  address: Address,
  entries: z.array(Entry).min(1),
  /** Large early entries into quiet assets in all. */
  tries: z.number(),
  /** Dollars of the middle payment; null where the account has too few others. */
  normal: z.number().nullable(),
  start: Time,
  ended: Time,
  usd: z.number().nullable(),
  rows: RowIds,
});
export type Row = z.output<typeof row>;

interface Buy {
  readonly account: number;
  /** Ledger row in which the asset came. */
  readonly row: number;
  /** Ledger row of what was given for it; -1 where it is not in the file. */
  readonly paid: number;
}

interface Hit {
  readonly buy: Buy;
  readonly rise: Rise;
  readonly place: number;
  readonly buyers: number;
  readonly size: number;
}

/** Own payments from which on an account has a normal size. */
const OWN = 3;

/** Accounts that bought assets much larger than is their habit shortly before many others did, more than once. */
export async function* insiderEntries(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { size, asset, kind, to, from, micros, usd, rowId, assets, role, asOfMicros } = ledger.columns;
  const { out } = ledger;
  const why = leftOut(ledger, given);
  const byAsset = groupByAsset();
  const rules: RiseRules = {
    factor: given.rise_factor,
    transfers: given.rise_transfers,
    lasting: given.lasting_factor,
  };
  const entered = new Map<number, Hit[]>();
  const failed = new Map<number, Map<number, number>>();
  for (let of = 0; of < assets.length; of += 1) {
    if (walk.due()) await walk.pause();
    const rows = byAsset.rows.subarray(byAsset.start[of]!, byAsset.start[of + 1]!);
    if (rows.length < 3) continue;
    const rise = rows.length >= given.rise_transfers ? findRise(rows, micros, to, rules, asOfMicros) : null;
    const quiet = rows.length <= 3 * given.rise_transfers;
    if (!rise && !quiet) continue;
    const buys = firstBuys(rows);
    if (rise) {
      const settled = buys.filter(({ row }) => micros[row]! <= rise.settled);
      for (const [place, buy] of settled.entries()) {
        if (micros[buy.row]! >= rise.start || place >= given.early_share * settled.length) break;
        if (micros[buy.row]! < rise.start - given.lead_days * DAY) continue;
        const hit = { buy, rise, place: place + 1, buyers: settled.length, size: worthOf(buy) };
        const known = entered.get(buy.account);
        if (known) known.push(hit);
        else entered.set(buy.account, [hit]);
      }
    } else
      for (const buy of buys) {
        const known = failed.get(buy.account) ?? new Map<number, number>();
        known.set(of, worthOf(buy));
        failed.set(buy.account, known);
      }
  }

  const found: { account: number; hits: Hit[]; normal: number; tries: number }[] = [];
  for (const [account, hits] of [...entered].sort((a, b) => a[0] - b[0])) {
    if (walk.due()) await walk.pause();
    if (hits.length < given.min_assets) continue;
    const others = normalOf(account, hits);
    const large = hits.filter((hit) => {
      const normal = Number.isNaN(others) ? usualBuy(hit) : others;
      return hit.size >= given.size_factor * normal;
    });
    if (large.length < given.min_assets) continue;
    const inVain = [...(failed.get(account)?.values() ?? [])].filter(
      (size) => !(size < given.size_factor * others),
    ).length;
    if (large.length < given.min_hit_share * (large.length + inVain)) continue;
    found.push({
      account,
      hits: large.sort((a, b) => a.buy.row - b.buy.row),
      normal: others,
      tries: large.length + inVain,
    });
  }
  found.sort((a, b) => a.hits[0]!.buy.row - b.hits[0]!.buy.row);
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, hits, normal, tries } of found) {
    const dollars = hits.reduce((sum, hit) => sum + hit.size, 0);
    yield {
      ...name(account),
      entries: hits.map((hit) => ({
        symbol: ledger.symbol(asset[hit.buy.row]!),
        time: instant(micros[hit.buy.row]!),
        lead_hours: (hit.rise.start - micros[hit.buy.row]!) / HOUR,
        place: hit.place,
        buyers: hit.buyers,
        size: hit.size,
        factor: hit.size / (Number.isNaN(normal) ? usualBuy(hit) : normal),
      })),
      tries,
      normal: Number.isNaN(normal) ? null : normal,
      start: instant(micros[hits[0]!.buy.row]!),
      ended: instant(micros[hits.at(-1)!.buy.row]!),
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: hits
        .flatMap(({ buy }) => (buy.paid < 0 ? [buy.row] : [buy.row, buy.paid]))
        .map((row) => rowId[row]!),
    };
  }

  function groupByAsset(): { start: Int32Array; rows: Int32Array } {
    const start = new Int32Array(assets.length + 1);
    for (let row = 0; row < size; row += 1)
      if ((kind[row]! & MOVES) !== 0 && asset[row]! >= 0) start[asset[row]! + 1]! += 1;
    for (let of = 0; of < assets.length; of += 1) start[of + 1]! += start[of]!;
    const rows = new Int32Array(start[assets.length]!);
    const next = start.slice(0, assets.length);
    for (let row = 0; row < size; row += 1) {
      if ((kind[row]! & MOVES) === 0 || asset[row]! < 0) continue;
      rows[next[asset[row]!]!] = row;
      next[asset[row]!]! += 1;
    }
    return { start, rows };
  }

  /** The first purchase of each account, in time order: the asset comes in, and another goes out or a pool gives it. */
  function firstBuys(rows: Int32Array): Buy[] {
    const buys = new Map<number, Buy>();
    for (const row of rows) {
      const account = to[row]!;
      if (buys.has(account) || role[account] !== 0) continue;
      if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
      const paid = paidFor(account, row);
      if (paid < 0 && (why[from[row]!]! & POOL_LIKE) === 0) continue;
      buys.set(account, { account, row, paid });
    }
    return [...buys.values()];
  }

  /** What the account gave in the transaction in which it took the asset; the largest in dollars. */
  function paidFor(account: number, row: number): number {
    const { tx } = ledger.columns;
    let low = out.start[account]!;
    let high = out.start[account + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (micros[out.rows[middle]!]! < micros[row]!) low = middle + 1;
      else high = middle;
    }
    let best = -1;
    for (let place = low; place < out.start[account + 1]!; place += 1) {
      const gave = out.rows[place]!;
      if (micros[gave]! > micros[row]!) break;
      if (tx[gave] !== tx[row] || asset[gave] === asset[row]) continue;
      if (best < 0 || usd[gave]! > (usd[best]! || 0)) best = gave;
    }
    return best;
  }

  /** Dollars of a purchase, by what was given for it, else by what came. */
  function worthOf(buy: Buy): number {
    const given = buy.paid < 0 ? Number.NaN : usd[buy.paid]!;
    return Number.isNaN(given) ? usd[buy.row]! : given;
  }

  /** Middle of the dollars of an account’s payments other than for these entries; NaN where it has too few. */
  function normalOf(account: number, hits: readonly Hit[]): number {
    const entries = new Set(hits.map(({ buy }) => micros[buy.row]!));
    const values: number[] = [];
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const row = out.rows[place]!;
      if (usd[row]! > 0 && !entries.has(micros[row]!)) values.push(usd[row]!);
    }
    return values.length < OWN ? Number.NaN : median(values);
  }

  /** Middle of the dollars of other accounts’ first purchases of the asset; NaN where none is known. */
  function usualBuy(hit: Hit): number {
    const of = asset[hit.buy.row]!;
    const values = firstBuys(byAsset.rows.subarray(byAsset.start[of]!, byAsset.start[of + 1]!))
      .filter(({ account }) => account !== hit.buy.account)
      .map(worthOf)
      .filter((value) => value > 0);
    return values.length < OWN ? Number.NaN : median(values);
  }
}
