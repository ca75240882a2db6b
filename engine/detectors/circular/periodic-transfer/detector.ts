import { z } from 'zod';
import {
  Address,
  clamp,
  DAY,
  detector,
  duration,
  HOUR,
  instant,
  intermediaryParams,
  leftOut,
  logScale,
  MINUTE,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';
import { deviation, falseDiscoveries, mean, variation } from '../../kernels/statistics.ts';
import { regularityByChance } from './regularity.ts';

const params = z.object({
  min_transfers: param(
    z.number().int().min(3).default(3),
    'transfers',
    'Least transfers of one asset from one account to another.',
  ),
  max_variation: param(
    z.number().min(0).max(1).default(0.2),
    'coefficient of variation',
    'Standard deviation of the gaps over their mean, below which they are regular.',
  ),
  min_gap_minutes: param(
    z.number().min(0).default(10),
    'minutes',
    'Gaps with a smaller mean are one flow of payments.',
  ),
  false_discovery: param(
    z.number().min(0.00001).max(0.5).default(0.005),
    'share',
    'False alerts accepted among those raised (Benjamini and Hochberg).',
  ),
  schedule_receivers: param(
    z.number().int().min(2).default(4),
    'accounts',
    'A sender that pays as many accounts at the same period keeps a schedule (payroll, staking, vesting) and is left out.',
  ),
  min_usd: param(z.number().min(0).default(10), 'US$', 'Transfers known to be worth less are left out.'),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(3).max(1000).default(100),
    'transfers',
    'Transfers shown, earliest first.',
  ),
});
type Params = z.output<typeof params>;

const row = z.object({
  chain: z.string(),
  sender: Address,
  receiver: Address,
  symbol: z.string(),
  start: Time,
  ended: Time,
  transfers: z.number(),
  period_seconds: z.number(),
  variation: z.number(),
  amount: z.number(),
  amount_variation: z.number(),
  chance: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

interface Series {
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  readonly rows: number[];
  readonly period: number;
  readonly variation: number;
  readonly chance: number;
}

async function* regular(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { to, micros, amount, usd, rowId, accounts } = ledger.columns;
  const why = leftOut(ledger, given);
  const service = (account: number) => why[account] !== 0;
  const { holdings } = ledger;
  const last = new Int32Array(accounts).fill(-1);
  const counts = new Int32Array(accounts);
  const before = new Int32Array(ledger.columns.size);
  const tested: Series[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < given.min_transfers) continue;
    const account = holdings.account[holding]!;
    if (service(account)) continue;
    const receivers: number[] = [];
    for (let place = begin; place < end; place += 1) {
      const row = holdings.rows[place]!;
      const other = to[row]!;
      if (other === account || usd[row]! < given.min_usd) continue;
      if (counts[other] === 0) receivers.push(other);
      before[row] = last[other]!;
      last[other] = row;
      counts[other]! += 1;
    }
    for (const other of receivers) {
      if (counts[other]! >= given.min_transfers && !service(other)) {
        const series = judge(account, other, holdings.asset[holding]!);
        if (series) tested.push(series);
      }
      counts[other] = 0;
      last[other] = -1;
    }
  }
  const significant = falseDiscoveries(
    tested.map(({ chance }) => chance),
    given.false_discovery,
  );
  const hits = tested.filter((series, index) => significant[index] && series.variation < given.max_variation);
  const kept = withoutSchedules(hits);
  const name = await walk.names(kept.flatMap(({ from, to: receiver }) => [from, receiver]));
  for (const series of kept) {
    const amounts = series.rows.map((each) => amount[each]!);
    const dollars = series.rows.reduce((sum, each) => sum + usd[each]!, 0);
    yield {
      chain: name(series.from).chain,
      sender: name(series.from).address,
      receiver: name(series.to).address,
      symbol: ledger.symbol(series.asset),
      start: instant(micros[series.rows[0]!]!),
      ended: instant(micros[series.rows.at(-1)!]!),
      transfers: series.rows.length,
      period_seconds: series.period / 1e6,
      variation: series.variation,
      amount: mean(amounts),
      amount_variation: variation(amounts),
      chance: series.chance,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: series.rows.slice(0, given.max_evidence).map((each) => rowId[each]!),
    };
  }

  /** The transfers between two accounts, those of one moment counted once, and the chance of gaps so even. */
  function judge(from: number, receiver: number, asset: number): Series | null {
    const rows: number[] = [];
    for (let each = last[receiver]!; each >= 0; each = before[each]!) rows.push(each);
    rows.reverse();
    const gaps: number[] = [];
    let previous = micros[rows[0]!]!;
    for (const each of rows)
      if (micros[each]! - previous > MINUTE) {
        gaps.push(micros[each]! - previous);
        previous = micros[each]!;
      }
    if (gaps.length < given.min_transfers - 1) return null;
    const period = mean(gaps);
    if (period < given.min_gap_minutes * MINUTE) return null;
    const spread = deviation(gaps) / period;
    return {
      from,
      to: receiver,
      asset,
      rows,
      period,
      variation: spread,
      chance: regularityByChance(gaps.length, spread),
    };
  }

  function withoutSchedules(hits: readonly Series[]): Series[] {
    const alike = new Map<string, Set<number>>();
    const key = (series: Series, shift: number) =>
      `${series.from}:${Math.round(Math.log(series.period / HOUR) / 0.1) + shift}`;
    for (const series of hits)
      for (const shift of [-1, 0, 1]) {
        const set = alike.get(key(series, shift)) ?? new Set<number>();
        set.add(series.to);
        alike.set(key(series, shift), set);
      }
    const schedules = new Set<number>();
    const left = hits.filter((series) => {
      const onSchedule = (alike.get(key(series, 0))?.size ?? 0) >= given.schedule_receivers;
      if (onSchedule) schedules.add(series.from);
      return !onSchedule;
    });
    if (schedules.size > 0)
      walk.incomplete(
        `Left out: ${schedules.size} ${schedules.size === 1 ? 'account that pays' : 'accounts that pay'} at least ${given.schedule_receivers} others on one schedule, as for wages or staking.`,
      );
    return left;
  }
}

export default detector({
  id: 'periodic-transfer',
  title: 'Payments came at regular intervals',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'circular',
  reads: ['mart_flow'],
  params,
  row,
  walk: regular,
  score: (found) =>
    0.3 +
    0.4 * logScale(1 / Math.max(found.chance, 1e-15), 100, 1e12) +
    0.15 * clamp(1 - found.amount_variation / 0.5) +
    0.15 * (found.usd === null ? 0.3 : logScale(found.usd, 1000, 1_000_000)),
  confidence: (found) => clamp(0.6 + 0.35 * logScale(1 / Math.max(found.chance, 1e-15), 100, 1e9)),
  severity: (found) =>
    (found.usd ?? 0) >= 100_000 ? 'HIGH' : found.period_seconds * 1e6 < DAY / 2 ? 'MEDIUM' : 'LOW',
  explain: (found) => {
    const sizes =
      found.amount_variation < 0.01
        ? 'always of the same amount'
        : `amounts varying by ${number(found.amount_variation * 100, 0)} %`;
    return `${short(found.sender)} paid ${short(found.receiver)} ${number(found.transfers, 0)} times, every ${duration(found.period_seconds)} give or take ${number(found.variation * 100, 1)} %, on average ${number(found.amount, 4)} ${found.symbol}${found.usd === null ? '' : ` (US$ ${number(found.usd, 0)} together)`}, ${sizes}; gaps so even have a chance of ${found.chance.toPrecision(2)}.`;
  },
  subjects: (found) => [
    { kind: 'address', id: found.sender, chain: found.chain },
    { kind: 'address', id: found.receiver, chain: found.chain },
  ],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  chance: (found) => found.chance,
  impactUsd: (found) => found.usd,
});
