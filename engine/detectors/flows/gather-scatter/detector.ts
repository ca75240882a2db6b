import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  duration,
  HOUR,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  logScale,
  number,
  POOL_LIKE,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';

const params = z.object({
  min_sources: param(z.number().int().min(2).default(5), 'accounts', 'Distinct senders within the window.'),
  min_targets: param(z.number().int().min(2).default(5), 'accounts', 'Distinct receivers within the window.'),
  window_hours: param(
    z.number().min(1).max(720).default(48),
    'hours',
    'Time in which both gathering and scattering happen.',
  ),
  min_passed: param(
    z.number().min(0.1).max(1).default(0.7),
    'share',
    'Part of what was gathered that must be scattered within the window.',
  ),
  max_passed: param(
    z.number().min(1).max(3).default(1.1),
    'share',
    'How much may be scattered at most for one unit gathered.',
  ),
  min_account_share: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of all the account ever took in of the asset that the window must hold; below it gathering and scattering is its business.',
  ),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Least sum gathered where prices are known.'),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(1000).default(100),
    'transfers',
    'Transfers of each direction shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof params>;

const row = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  sources: z.number(),
  targets: z.number(),
  gathered: z.number(),
  scattered: z.number(),
  account_share: z.number(),
  usd: z.number().nullable(),
  in_rows: RowIds,
  out_rows: RowIds,
});
type Row = z.output<typeof row>;

async function* gatherings(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { to, micros, amount, usd, rowId, accounts } = ledger.columns;
  const why = leftOut(ledger, given);
  const { holdings } = ledger;
  const senders = new Int32Array(accounts);
  const receivers = new Int32Array(accounts);
  const found: { account: number; row: Omit<Row, 'chain' | 'address'> }[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < given.min_sources + given.min_targets) continue;
    const account = holdings.account[holding]!;
    if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
    const row = strongest(holding, account, begin, end);
    if (row) found.push({ account, row });
  }
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, row } of found) yield { ...name(account), ...row };

  /** The window with most accounts on its weaker side, of those in which enough of what came in went out. */
  function strongest(
    holding: number,
    account: number,
    begin: number,
    end: number,
  ): Omit<Row, 'chain' | 'address'> | null {
    let tail = begin;
    let sources = 0;
    let targets = 0;
    let taken = 0;
    let paid = 0;
    let everTaken = 0;
    let best: { from: number; at: number; weaker: number } | null = null;
    const enter = (place: number, sign: 1 | -1): void => {
      const row = holdings.rows[place]!;
      if (Number.isNaN(amount[row]!)) return;
      const other = ledger.other(row, account);
      const counts = to[row] === account ? senders : receivers;
      const before = counts[other]!;
      counts[other] = before + sign;
      const change = sign === 1 ? (before === 0 ? 1 : 0) : before === 1 ? -1 : 0;
      if (to[row] === account) {
        sources += change;
        taken += sign * amount[row]!;
      } else {
        targets += change;
        paid += sign * amount[row]!;
      }
    };
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      while (micros[holdings.rows[tail]!]! < micros[row]! - given.window_hours * HOUR) {
        enter(tail, -1);
        tail += 1;
      }
      enter(place, 1);
      if (to[row] === account) {
        if (!Number.isNaN(amount[row]!)) everTaken += amount[row]!;
        continue;
      }
      const weaker = Math.min(sources / given.min_sources, targets / given.min_targets);
      if (weaker < 1 || paid < given.min_passed * taken || paid > given.max_passed * taken) continue;
      if (weaker > (best?.weaker ?? 0)) best = { from: tail, at: place, weaker };
    }
    for (; tail < end; tail += 1) enter(tail, -1);
    return best === null ? null : judge(holding, account, best.from, best.at, everTaken);
  }

  function judge(
    holding: number,
    account: number,
    from: number,
    at: number,
    everTaken: number,
  ): Omit<Row, 'chain' | 'address'> | null {
    const rows = Array.from(holdings.rows.subarray(from, at + 1)).filter((row) => amount[row]! > 0);
    const ins = rows.filter((row) => to[row] === account);
    const outs = rows.filter((row) => to[row] !== account);
    const total = (of: readonly number[], column: Float64Array) =>
      of.reduce((sum, row) => sum + column[row]!, 0);
    const taken = total(ins, amount);
    const meanTime = (of: readonly number[]) =>
      of.reduce((sum, row) => sum + amount[row]! * (micros[row]! - micros[rows[0]!]!), 0) / total(of, amount);
    const dollars = total(ins, usd);
    if (meanTime(outs) <= meanTime(ins) || dollars < given.min_usd) return null;
    const share = taken / everTaken;
    if (share < given.min_account_share) return null;
    const sources = new Set(ins.map((row) => ledger.other(row, account)));
    const targets = new Set(outs.map((row) => ledger.other(row, account)));
    // who only gives back what each paid in keeps accounts, and moves nothing on
    if ([...targets].filter((target) => sources.has(target)).length * 2 > targets.size) return null;
    return {
      symbol: ledger.symbol(holdings.asset[holding]!),
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      seconds: (micros[rows.at(-1)!]! - micros[rows[0]!]!) / 1e6,
      sources: sources.size,
      targets: targets.size,
      gathered: taken,
      scattered: total(outs, amount),
      account_share: Math.min(1, share),
      usd: Number.isNaN(dollars) ? null : dollars,
      in_rows: ins.slice(0, given.max_evidence).map((row) => rowId[row]!),
      out_rows: outs.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }
}

export default detector({
  id: 'gather-scatter',
  title: 'Value was gathered from many and scattered to many',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params,
  row,
  walk: gatherings,
  score: (found, given) =>
    0.45 +
    0.25 * logScale(Math.min(found.sources / given.min_sources, found.targets / given.min_targets), 1, 20) +
    0.15 * clamp((found.account_share - 0.5) * 2) +
    0.15 * (found.usd === null ? 0.3 : logScale(found.usd, 1000, 10_000_000)),
  confidence: (found) => clamp(0.6 + 0.3 * clamp((found.account_share - 0.5) * 2)),
  severity: (found, given) =>
    (found.usd ?? 0) >= 100_000 ||
    (found.sources >= given.min_sources * 4 && found.targets >= given.min_targets * 4)
      ? 'HIGH'
      : 'MEDIUM',
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(found.usd, 0)})`;
    return `${short(found.address)} took in ${number(found.gathered, 4)} ${found.symbol}${worth} from ${counted(found.sources, 'account')} and paid ${number(found.scattered, 4)} ${found.symbol} to ${counted(found.targets, 'account')} within ${duration(found.seconds)}; that was ${number(found.account_share * 100, 0)} % of all it ever took in of the asset.`;
  },
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => [...transfers(found.in_rows, 'in'), ...transfers(found.out_rows, 'out')],
  impactUsd: (found) => found.usd,
});
