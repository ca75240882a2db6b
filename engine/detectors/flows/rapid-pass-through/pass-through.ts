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
import { amountLines } from '../../kernels/amount-lines.ts';

export const PassThroughParams = z.object({
  min_share: param(
    z.number().min(0.1).max(1).default(0.9),
    'share',
    'Part of what came in that must go out again.',
  ),
  tolerance: param(
    z.number().min(0).max(0.5).default(0.02),
    'share',
    'How far the outflow may exceed the inflow, so that a small earlier balance does not hide a pass-through.',
  ),
  window_minutes: param(
    z.number().min(1).max(1440).default(60),
    'minutes',
    'Longest mean rest on the account; also the longest pause within one pass-through.',
  ),
  max_hours: param(z.number().min(1).max(168).default(24), 'hours', 'Longest duration of one pass-through.'),
  max_transfers: param(
    z.number().int().min(2).default(100),
    'transfers',
    'Most transfers of one pass-through; busier stretches are trading or service, not transit.',
  ),
  min_account_share: param(
    z.number().min(0).max(1).default(0.25),
    'share',
    'Part of all the account ever took in of the asset that must have passed through like this.',
  ),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Least inflow where prices are known.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0.5),
    'share',
    'Where no price is known: least inflow as a quantile of the asset’s transfers.',
  ),
  skip_sweeps: param(
    z.boolean().default(true),
    'yes or no',
    'Leave out accounts whose whole outflow went to labelled services, or to an account that gathers from at least as many others as sweep_sources, as deposit addresses do.',
  ),
  sweep_sources: param(
    z.number().int().min(2).default(50),
    'accounts',
    'Distinct senders of the asset that make the only receiver of an account a gatherer of deposits.',
  ),
  wage_receivers: param(
    z.number().int().min(2).default(5),
    'accounts',
    'An account that pays as many same accounts on most of several occasions pays wages and is left out.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(1000).default(100),
    'transfers',
    'Transfers of each direction shown as evidence, earliest first.',
  ),
});
type PassThroughParams = z.output<typeof PassThroughParams>;

export const PassThroughRow = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  times: z.number(),
  taken: z.number(),
  share: z.number(),
  usd: z.number().nullable(),
  rest_seconds: z.number(),
  transfers: z.number(),
  sources: z.number(),
  targets: z.number(),
  in_rows: RowIds,
  out_rows: RowIds,
});
type PassThroughRow = z.output<typeof PassThroughRow>;

interface Moment {
  readonly micros: number;
  net: number;
  /** Places in the holding's rows. */
  readonly first: number;
  last: number;
}

interface Passage {
  readonly moments: Moment[];
  readonly taken: number;
  readonly paid: number;
  readonly usd: number;
  readonly restSeconds: number;
}

/**
 * Money that rests only briefly. The movements of one account in one asset are netted per moment, so that a
 * contract that takes and gives in one transaction vanishes. A stretch without a pause longer than the window
 * is a pass-through when it begins with an inflow, never pays out more than it took in before, pays out nearly all
 * of it, and the mean time of paying out lies within the window after the mean time of taking in. With nearly
 * equal sums that difference of means is the mean time of rest, whichever coin is matched with which.
 */
export async function* passThroughs(walk: Walk, params: PassThroughParams): AsyncGenerator<PassThroughRow> {
  const { ledger } = walk;
  const { to, micros, amount, usd, rowId } = ledger.columns;
  const why = leftOut(ledger, params);
  const { holdings } = ledger;
  const lines = amountLines(ledger, params.unpriced_quantile);
  const found: { account: number; row: Omit<PassThroughRow, 'chain' | 'address'> }[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < 2) continue;
    const account = holdings.account[holding]!;
    if (why[account] !== 0) continue;
    const row = judge(holding, account, begin, end);
    if (row) found.push({ account, row });
  }
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, row } of found) yield { ...name(account), ...row };

  function judge(
    holding: number,
    account: number,
    begin: number,
    end: number,
  ): Omit<PassThroughRow, 'chain' | 'address'> | null {
    const { moments, everTaken, both } = momentsOf(account, begin, end);
    if (!both) return null;
    const asset = holdings.asset[holding]!;
    const passages: Passage[] = [];
    for (let first = 0; first < moments.length; ) {
      let next = first + 1;
      while (
        next < moments.length &&
        moments[next]!.micros - moments[next - 1]!.micros <= params.window_minutes * MINUTE
      )
        next += 1;
      const passage = passed(moments.slice(first, next), account);
      if (
        passage &&
        (Number.isNaN(passage.usd) ? passage.taken >= lines[asset]! : passage.usd >= params.min_usd)
      )
        passages.push(passage);
      first = next;
    }
    const taken = passages.reduce((sum, passage) => sum + passage.taken, 0);
    if (passages.length === 0 || taken < params.min_account_share * everTaken) return null;
    const rows = passages.flatMap(({ moments: all }) =>
      Array.from(holdings.rows.subarray(all[0]!.first, all.at(-1)!.last)),
    );
    const ins = rows.filter((row) => to[row] === account);
    const outs = rows.filter((row) => to[row] !== account);
    const sources = new Set(ins.map((row) => ledger.other(row, account)));
    const targets = new Set(outs.map((row) => ledger.other(row, account)));
    if ([...targets].every((target) => sources.has(target))) return null;
    if (wages(passages, account)) return null;
    if (params.skip_sweeps && swept(targets, asset)) return null;
    const paid = passages.reduce((sum, passage) => sum + passage.paid, 0);
    const dollars = passages.reduce((sum, passage) => sum + passage.usd, 0);
    return {
      symbol: ledger.symbol(asset),
      start: instant(passages[0]!.moments[0]!.micros),
      ended: instant(passages.at(-1)!.moments.at(-1)!.micros),
      times: passages.length,
      taken,
      share: Math.min(1, paid / taken),
      usd: Number.isNaN(dollars) ? null : dollars,
      rest_seconds: passages.reduce((sum, passage) => sum + passage.restSeconds * passage.taken, 0) / taken,
      transfers: rows.length,
      sources: sources.size,
      targets: targets.size,
      in_rows: ins.slice(0, params.max_evidence).map((row) => rowId[row]!),
      out_rows: outs.slice(0, params.max_evidence).map((row) => rowId[row]!),
    };
  }

  function momentsOf(account: number, begin: number, end: number) {
    const moments: Moment[] = [];
    let everTaken = 0;
    let takes = false;
    let pays = false;
    for (let place = begin; place < end; ) {
      const time = micros[holdings.rows[place]!]!;
      let net = 0;
      let gross = 0;
      const first = place;
      for (; place < end && micros[holdings.rows[place]!] === time; place += 1) {
        const row = holdings.rows[place]!;
        const moved = amount[row]!;
        if (Number.isNaN(moved)) continue;
        net += to[row] === account ? moved : -moved;
        gross += moved;
      }
      if (Math.abs(net) <= 1e-9 * gross) continue;
      if (net > 0) {
        takes = true;
        everTaken += net;
      } else pays = true;
      moments.push({ micros: time, net, first, last: place });
    }
    return { moments, everTaken, both: takes && pays };
  }

  function passed(moments: Moment[], account: number): Passage | null {
    const first = moments[0]!;
    const last = moments.at(-1)!;
    if (
      last.micros - first.micros > params.max_hours * HOUR ||
      last.last - first.first > params.max_transfers
    )
      return null;
    let taken = 0;
    let paid = 0;
    let held = 0;
    let least = 0;
    let inTime = 0;
    let outTime = 0;
    let dollars = 0;
    for (const moment of moments) {
      held += moment.net;
      least = Math.min(least, held);
      const age = moment.micros - first.micros;
      if (moment.net > 0) {
        taken += moment.net;
        inTime += moment.net * age;
        for (let place = moment.first; place < moment.last; place += 1) {
          const row = holdings.rows[place]!;
          if (to[row] === account) dollars += usd[row]!;
        }
      } else {
        paid -= moment.net;
        outTime -= moment.net * age;
      }
    }
    if (taken === 0 || paid < params.min_share * taken || paid > taken * (1 + params.tolerance)) return null;
    if (least < -params.tolerance * taken) return null;
    const restSeconds = (outTime / paid - inTime / taken) / 1e6;
    if (restSeconds <= 0 || restSeconds > params.window_minutes * 60) return null;
    return { moments, taken, paid, usd: dollars, restSeconds };
  }

  /** Whether the same accounts are paid on most occasions. */
  function wages(passages: readonly Passage[], account: number): boolean {
    if (passages.length < 3) return false;
    const occasions = new Map<number, number>();
    for (const { moments } of passages) {
      const paid = new Set<number>();
      for (let place = moments[0]!.first; place < moments.at(-1)!.last; place += 1) {
        const row = holdings.rows[place]!;
        if (to[row] !== account) paid.add(to[row]!);
      }
      for (const other of paid) occasions.set(other, (occasions.get(other) ?? 0) + 1);
    }
    let often = 0;
    for (const times of occasions.values()) if (times * 2 > passages.length) often += 1;
    return often >= params.wage_receivers;
  }

  /** Deposit addresses pass everything to their service: a labelled one, or one that gathers from very many. */
  function swept(targets: ReadonlySet<number>, asset: number): boolean {
    if ([...targets].every((target) => (why[target]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0)) return true;
    if (targets.size > 1) return false;
    const [target = -1] = targets;
    for (let holding = holdings.ofAccount[target]!; holding < holdings.ofAccount[target + 1]!; holding += 1) {
      if (holdings.asset[holding] !== asset) continue;
      const senders = new Set<number>();
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        if (to[row] === target) senders.add(ledger.other(row, target));
        if (senders.size >= params.sweep_sources) return true;
      }
    }
    return false;
  }
}
