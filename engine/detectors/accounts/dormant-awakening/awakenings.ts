import { z } from 'zod';
import {
  Address,
  DAY,
  DEPOSIT_LIKE,
  EXCHANGE,
  FAILED,
  HOUR,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  MIXER,
  POOL,
  POOL_LIKE,
  param,
  RISKY,
  RowIds,
  SANCTIONED,
  SECOND,
  SERVICE,
  Time,
  TOP_LEVEL,
  type Walk,
} from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';
import { deviation, mean, variation } from '../../kernels/statistics.ts';
import { riskParts, type Traits } from './risk.ts';

export const AwakeningParams = z.object({
  min_days: param(
    z.number().min(1).default(30),
    'days',
    'Shortest silence; 90, 180 and 365 days weigh more.',
  ),
  never_acted_days: param(
    z.number().min(1).default(180),
    'days',
    'Shortest silence of an account that had only received: holding for some months is what most people do.',
  ),
  silence_chance: param(
    z.number().min(0).max(1).default(0.05),
    'chance',
    'Most that a silence so long may be expected among the account’s own pauses; with more it is its habit.',
  ),
  least_span_days: param(
    z.number().min(0).default(7),
    'days',
    'Least time that the acts before the silence are taken to span.',
  ),
  look_hours: param(
    z.number().min(1).max(720).default(72),
    'hours',
    'Time after the first act that describes the awakening.',
  ),
  record_factor: param(
    z.number().min(1).default(3),
    '× record',
    'Multiple of its fullest day before, or part of its emptiest, that makes a volume unlike any seen of the account.',
  ),
  volume_sigma: param(
    z.number().min(0).default(2.5),
    'σ',
    'Standard deviations of the logarithms of its daily volumes that it must lie beyond their mean as well.',
  ),
  new_share: param(
    z.number().min(0).max(1).default(0.7),
    'share',
    'Share of receivers the account never dealt with before, above which they count.',
  ),
  new_days: param(
    z.number().min(0).default(7),
    'days',
    'Receivers first seen no longer before count as new accounts.',
  ),
  min_risk: param(
    z.number().min(0).max(100).default(40),
    'points',
    'Risk above which an alert is raised, of medium severity.',
  ),
  high_risk: param(z.number().min(0).max(100).default(70), 'points', 'Above this the severity is high.'),
  min_usd: param(z.number().min(0).default(5000), 'US$', 'Least outflow where prices are known.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.9999).default(0.95),
    'share',
    'Where no price is known: least outflow as a quantile of the asset’s transfers.',
  ),
  quantile_from: param(
    z.number().int().min(1).default(1000),
    'transfers',
    'Below this many transfers of an asset its quantile is no guard.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(200),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof AwakeningParams>;

export const AwakeningRow = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  time: Time,
  ended: Time,
  never_acted: z.boolean(),
  silent_days: z.number(),
  silence_chance: z.number().nullable(),
  amount: z.number().nullable(),
  usd: z.number().nullable(),
  moved_share: z.number().nullable(),
  volume_factor: z.number().nullable(),
  frequency_factor: z.number().nullable(),
  receivers: z.number(),
  new_share: z.number(),
  new_accounts: z.number(),
  new_methods: z.array(z.string()),
  to_mixer: z.boolean(),
  to_sanctioned: z.boolean(),
  to_risky: z.boolean(),
  to_exchange: z.boolean(),
  regular: z.boolean(),
  rapid: z.boolean(),
  sends: z.number(),
  kind: z.enum(['liquidation', 'testing', 'distribution', 'consolidation', 'movement']),
  risk: z.number(),
  parts: z.array(z.object({ part: z.string(), points: z.number() })),
  rows: RowIds,
  tag_rows: z.array(z.number()),
});
export type AwakeningRow = z.output<typeof AwakeningRow>;

/** Least standard deviation of the logarithms of an account's daily volumes. */
const LEAST_SPREAD = 0.5;

interface Silence {
  readonly account: number;
  /** Time of the act that ended it. */
  readonly woke: number;
  readonly since: number;
  readonly neverActed: boolean;
  readonly chance: number | null;
}

/** Silences that ended, each described by what the account did in the days after. */
export async function* awakenings(walk: Walk, params: Params): AsyncGenerator<AwakeningRow> {
  const { ledger } = walk;
  const { from, to, asset, micros, amount, usd, kind, method, methods, rowId, role, accounts } =
    ledger.columns;
  const { acts, out, in: into, legs } = ledger;
  const why = leftOut(ledger, params);
  const lines = amountLines(ledger, params.unpriced_quantile, params.quantile_from);
  const first = ledger.columns.size > 0 ? micros[0]! : 0;
  const found: {
    account: number;
    row: Omit<AwakeningRow, 'chain' | 'address' | 'tag_rows'>;
    to: number[];
  }[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (walk.due()) await walk.pause();
    if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
    if (out.start[account + 1] === out.start[account]) continue;
    for (const silence of silences(account)) {
      const described = describe(silence);
      if (described) found.push({ account, ...described });
    }
  }
  const name = await walk.names(found.map(({ account }) => account));
  const labels = new Map<number, number[]>();
  for (const label of await walk.labels(EXCHANGE | MIXER | SANCTIONED | RISKY)) {
    const known = labels.get(label.account);
    if (!known) labels.set(label.account, [label.rowId]);
    else if (!known.includes(label.rowId)) known.push(label.rowId);
  }
  for (const { account, row, to: receivers } of found)
    yield { ...name(account), ...row, tag_rows: receivers.flatMap((other) => labels.get(other) ?? []) };

  /** An own transaction, or value it sent; not transfers of nothing in its name. */
  function isAct(row: number): boolean {
    return (kind[row]! & TOP_LEVEL) !== 0 || ((kind[row]! & FAILED) === 0 && amount[row] !== 0);
  }

  function* silences(account: number): Generator<Silence> {
    const least = params.min_days * DAY;
    let last = Number.NaN;
    let began = Number.NaN;
    let count = 0;
    for (let place = acts.start[account]!; place < acts.start[account + 1]!; place += 1) {
      const row = acts.rows[place]!;
      const time = micros[row]!;
      if (time === last || !isAct(row)) continue;
      if (count === 0) {
        began = time;
        const received = into.start[account]!;
        const since = received < into.start[account + 1]! ? micros[into.rows[received]!]! : time;
        if (time - since >= Math.max(least, params.never_acted_days * DAY))
          yield { account, woke: time, since, neverActed: true, chance: null };
      } else if (time - last >= least) {
        const chance = Math.min(ofPause(count, last - began, time - last), ofQuiet(account, time, least));
        if (chance <= params.silence_chance)
          yield { account, woke: time, since: last, neverActed: false, chance };
      }
      last = time;
      count += 1;
    }
  }

  /** The chance of one pause as long among `count` of them, if they come at the rate seen before (Lomax). */
  function ofPause(count: number, span: number, pause: number): number {
    return Math.min(1, count * (1 + pause / Math.max(span, params.least_span_days * DAY)) ** -count);
  }

  /** The same of all its movements, where it received nothing either before it woke. */
  function ofQuiet(account: number, woke: number, least: number): number {
    let count = 0;
    let last = Number.NaN;
    for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
      const time = micros[legs.rows[place]!]!;
      if (time >= woke) break;
      if (time !== last) count += 1;
      last = time;
    }
    if (count === 0 || woke - last < least) return 1;
    return ofPause(count, last - micros[legs.rows[legs.start[account]!]!]!, woke - last);
  }

  /** First time an account is seen at all. */
  function seen(account: number): number {
    const sent =
      acts.start[account]! < acts.start[account + 1]! ? micros[acts.rows[acts.start[account]!]!]! : Infinity;
    const got =
      into.start[account]! < into.start[account + 1]! ? micros[into.rows[into.start[account]!]!]! : Infinity;
    return Math.min(sent, got);
  }

  function describe(
    silence: Silence,
  ): { row: Omit<AwakeningRow, 'chain' | 'address' | 'tag_rows'>; to: number[] } | null {
    const { account, woke } = silence;
    const until = woke + params.look_hours * HOUR;
    const sends: number[] = [];
    for (let place = out.start[account]!; place < out.start[account + 1]!; place += 1) {
      const row = out.rows[place]!;
      if (micros[row]! > until) break;
      if (micros[row]! >= woke) sends.push(row);
    }
    if (sends.length === 0) return null;
    const receivers = [...new Set(sends.map((row) => to[row]!))];
    const grave = receivers.some((other) => (role[other]! & (MIXER | SANCTIONED | RISKY)) !== 0);
    const byAsset = new Map<number, { amount: number; usd: number; rows: number[] }>();
    for (const row of sends) {
      const one = byAsset.get(asset[row]!) ?? { amount: 0, usd: Number.NaN, rows: [] };
      one.amount += amount[row]!;
      if (!Number.isNaN(usd[row]!)) one.usd = (Number.isNaN(one.usd) ? 0 : one.usd) + usd[row]!;
      one.rows.push(row);
      byAsset.set(asset[row]!, one);
    }
    let dollars = Number.NaN;
    for (const one of byAsset.values())
      if (!Number.isNaN(one.usd)) dollars = (Number.isNaN(dollars) ? 0 : dollars) + one.usd;
    const large = Number.isNaN(dollars)
      ? [...byAsset].some(([of, one]) => Number.isNaN(one.amount) || one.amount >= (lines[of] ?? 0))
      : dollars >= params.min_usd;
    if (!large && !grave) return null;
    // the asset that speaks: most dollars, else the one furthest over its own line, else the first
    const weight = ([of, one]: [number, { amount: number; usd: number }]) =>
      [one.usd || 0, (lines[of] ?? 0) > 0 ? one.amount / lines[of]! || 0 : 0] as const;
    const [main, moved] = [...byAsset].reduce((best, each) => {
      const [a, b] = [weight(best), weight(each)];
      return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? each : best;
    });

    const before = past(account, woke, main);
    if ((why[account]! & DEPOSIT_LIKE) !== 0 && before.lastReceived >= woke - params.new_days * DAY)
      return null;
    const priced = !Number.isNaN(moved.usd) && before.usdDays.length > 0;
    const day = fullestDay(moved.rows, priced);
    const days = priced ? before.usdDays : before.amountDays;
    const volumeFactor = days.length > 0 && mean(days) > 0 && !Number.isNaN(day) ? day / mean(days) : null;
    const unseen = beyondAll(day, days);
    const movedShare =
      before.balance > 0 && !Number.isNaN(moved.amount) ? Math.min(moved.amount / before.balance, 1) : null;
    const unknown = receivers.filter((other) => !before.known.has(other)).length;
    const serves = (other: number) =>
      (role[other]! & EXCHANGE) !== 0 ||
      ((role[other]! & (POOL | SERVICE)) === 0 &&
        (why[other]! & POOL_LIKE) === 0 &&
        (why[other]! & (HUB_LIKE | DEPOSIT_LIKE)) !== 0);
    const sells = (other: number) =>
      serves(other) || (role[other]! & (POOL | SERVICE)) !== 0 || (why[other]! & POOL_LIKE) !== 0;
    const newAccounts = receivers.filter((other) => {
      if (serves(other)) return false;
      const since = seen(other);
      return since >= woke - params.new_days * DAY && woke - params.new_days * DAY > first;
    }).length;
    let toExchange = 0;
    for (const row of moved.rows) if (sells(to[row]!)) toExchange += amount[row]!;
    const pace = paceOf(account, woke, until);
    const newMethods = [
      ...new Set(
        sends.flatMap((row) => (method[row] === 0 || before.methods.has(method[row]!) ? [] : [method[row]!])),
      ),
    ].map((each) => methods[each]!);
    const largest = moved.rows.reduce((most, row) => Math.max(most, amount[row]!), 0);
    const only = moved.rows.length === 1;
    const traits: Traits = {
      silentDays: (woke - silence.since) / DAY,
      volumeFactor,
      unseen,
      movedShare,
      frequencyFactor: before.actsADay > 0 ? pace.actsADay / before.actsADay : null,
      newShare: unknown / receivers.length,
      newMethods: newMethods.length > 0 && before.methods.size > 0,
      grave,
      exchange: receivers.some(serves),
      newAccounts: 2 * newAccounts >= receivers.filter((other) => !serves(other)).length && newAccounts > 0,
      kind:
        toExchange >= 0.5 * moved.amount
          ? 'liquidation'
          : (!only && amount[moved.rows[0]!]! <= 0.05 * largest) ||
              (only && movedShare !== null && movedShare <= 0.01)
            ? 'testing'
            : receivers.length >= 5
              ? 'distribution'
              : receivers.length === 1 && (movedShare ?? 0) >= 0.9
                ? 'consolidation'
                : 'movement',
      regular: pace.regular,
      rapid: pace.rapid,
    };
    const parts = riskParts(traits, params.new_share).filter(({ points }) => points > 0);
    const risk = Math.min(
      100,
      parts.reduce((sum, { points }) => sum + points, 0),
    );
    if (risk <= params.min_risk) return null;
    const is = (bit: number) => receivers.some((other) => (role[other]! & bit) !== 0);
    return {
      row: {
        symbol: ledger.symbol(main),
        time: instant(woke),
        ended: instant(micros[sends.at(-1)!]!),
        never_acted: silence.neverActed,
        silent_days: traits.silentDays,
        silence_chance: silence.chance,
        amount: Number.isNaN(moved.amount) ? null : moved.amount,
        usd: Number.isNaN(dollars) ? null : dollars,
        moved_share: movedShare,
        volume_factor: volumeFactor,
        frequency_factor: traits.frequencyFactor,
        receivers: receivers.length,
        new_share: traits.newShare,
        new_accounts: newAccounts,
        new_methods: traits.newMethods ? newMethods : [],
        to_mixer: is(MIXER),
        to_sanctioned: is(SANCTIONED),
        to_risky: is(RISKY),
        to_exchange: receivers.some(serves),
        regular: pace.regular,
        rapid: pace.rapid,
        sends: sends.length,
        kind: traits.kind,
        risk,
        parts,
        rows: sends.slice(0, params.max_evidence).map((row) => rowId[row]!),
      },
      to: receivers,
    };
  }

  /** What is known of the account before it woke; sums of the asset that speaks. */
  function past(account: number, woke: number, main: number) {
    const known = new Set<number>();
    const used = new Set<number>();
    let balance = 0;
    let lastReceived = Number.NEGATIVE_INFINITY;
    const usdOut = new Map<number, number>();
    const amountOut = new Map<number, number>();
    for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
      const row = legs.rows[place]!;
      if (micros[row]! >= woke) break;
      known.add(ledger.other(row, account));
      const gone = from[row] === account;
      if (!gone) lastReceived = micros[row]!;
      const day = Math.floor(micros[row]! / DAY);
      if (gone && !Number.isNaN(usd[row]!)) usdOut.set(day, (usdOut.get(day) ?? 0) + usd[row]!);
      if (asset[row] !== main || Number.isNaN(amount[row]!)) continue;
      balance += gone ? -amount[row]! : amount[row]!;
      if (gone) amountOut.set(day, (amountOut.get(day) ?? 0) + amount[row]!);
    }
    const days = new Set<number>();
    let count = 0;
    for (let place = acts.start[account]!; place < acts.start[account + 1]!; place += 1) {
      const row = acts.rows[place]!;
      if (micros[row]! >= woke) break;
      if (!isAct(row)) continue;
      count += 1;
      days.add(Math.floor(micros[row]! / DAY));
      if (method[row] !== 0) used.add(method[row]!);
    }
    return {
      known,
      methods: used,
      balance,
      lastReceived,
      usdDays: [...usdOut.values()],
      amountDays: [...amountOut.values()],
      actsADay: days.size > 0 ? count / days.size : 0,
    };
  }

  /** Whether a volume lies beyond every day before, and beyond what their spread lets expect. */
  function beyondAll(volume: number, days: readonly number[]): boolean {
    const logs = days.filter((each) => each > 0).map(Math.log);
    if (logs.length === 0 || !(volume > 0)) return false;
    const off = Math.abs(Math.log(volume) - mean(logs));
    const spread = Math.max(deviation(logs), LEAST_SPREAD) * Math.sqrt(1 + 1 / logs.length);
    const far = Math.log(params.record_factor);
    return (
      off >= params.volume_sigma * spread &&
      (Math.log(volume) >= Math.max(...logs) + far || Math.log(volume) <= Math.min(...logs) - far)
    );
  }

  /** Most sent on one day, in dollars or units of the asset. */
  function fullestDay(rows: readonly number[], priced: boolean): number {
    const days = new Map<number, number>();
    for (const row of rows) {
      const value = priced ? usd[row]! : amount[row]!;
      if (Number.isNaN(value)) continue;
      const day = Math.floor(micros[row]! / DAY);
      days.set(day, (days.get(day) ?? 0) + value);
    }
    return days.size === 0 ? Number.NaN : Math.max(...days.values());
  }

  function paceOf(account: number, woke: number, until: number) {
    const gaps: number[] = [];
    const days = new Set<number>();
    let count = 0;
    let last = Number.NaN;
    for (let place = acts.start[account]!; place < acts.start[account + 1]!; place += 1) {
      const row = acts.rows[place]!;
      const time = micros[row]!;
      if (time < woke || !isAct(row)) continue;
      if (time > until) break;
      count += 1;
      days.add(Math.floor(time / DAY));
      if (time > last) gaps.push((time - last) / SECOND);
      last = time;
    }
    const rapid = gaps.filter((gap) => gap < 60).length;
    return {
      actsADay: count / Math.max(days.size, 1),
      regular: gaps.length >= 5 && variation(gaps) < 0.2,
      rapid: gaps.length >= 5 && 2 * rapid >= gaps.length,
    };
  }
}
