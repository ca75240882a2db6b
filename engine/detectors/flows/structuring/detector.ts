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
import { NOMINAL_DOLLARS } from '../../kernels/money.ts';
import { binomialTail, falseDiscoveries } from '../../kernels/statistics.ts';

const params = z.object({
  line_usd: param(z.number().min(100).default(10_000), 'US$', 'The reporting line.'),
  just_under: param(
    z.number().min(0.5).max(0.99).default(0.8),
    'share',
    'From this part of the line on a transfer counts as just under it.',
  ),
  min_transfers: param(
    z.number().int().min(3).default(3),
    'transfers',
    'Least transfers just under the line.',
  ),
  window_hours: param(z.number().min(1).max(720).default(120), 'hours', 'Time in which they happen.'),
  usual_share: param(
    z.number().min(0.05).max(0.5).default(0.2),
    'share',
    'Part of the transfers of this size, from half to one and a half times the line, that lies just under it by chance, if the imported rows do not show more.',
  ),
  false_discovery: param(
    z.number().min(0.0001).max(0.5).default(0.01),
    'share',
    'False alerts accepted among those raised (Benjamini and Hochberg).',
  ),
  equal_share: param(
    z.number().min(0).max(1).default(0.6),
    'share',
    'Transfers of one equal amount; with more of them it is a price or a fixed instalment.',
  ),
  nominal_dollars: param(
    z.array(z.string()).default(NOMINAL_DOLLARS),
    'symbols',
    'Assets without a price of which one unit is counted as one dollar; the alert says so.',
  ),
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
  address: Address,
  sends: z.boolean(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  transfers: z.number(),
  of_this_size: z.number(),
  others: z.number(),
  total: z.number(),
  smallest: z.number(),
  largest: z.number(),
  nominal: z.boolean(),
  chance: z.number(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

interface Candidate {
  readonly account: number;
  readonly sends: boolean;
  readonly rows: number[];
  readonly ofThisSize: number;
  readonly chance: number;
}

async function* structured(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { size, asset, assets, micros, amount, usd, rowId, accounts } = ledger.columns;
  const why = leftOut(ledger, given);
  const nominal = assets.map(
    ({ symbol }) => symbol !== null && given.nominal_dollars.includes(symbol.toUpperCase()),
  );
  const dollars = (row: number): number =>
    Number.isNaN(usd[row]!) && nominal[asset[row]!] === true ? amount[row]! : usd[row]!;
  const low = given.just_under * given.line_usd;
  const under = (value: number): boolean => value >= low && value < given.line_usd;
  const near = (value: number): boolean => value >= 0.5 * given.line_usd && value <= 1.5 * given.line_usd;

  let ofSize = 0;
  let justUnder = 0;
  for (let row = 0; row < size; row += 1) {
    const value = dollars(row);
    if (!near(value)) continue;
    ofSize += 1;
    if (under(value)) justUnder += 1;
  }
  const usual = Math.min(0.35, Math.max(given.usual_share, ofSize > 1000 ? justUnder / ofSize : 0));

  const candidates: Candidate[] = [];
  for (const sends of [true, false]) {
    const groups = sends ? ledger.out : ledger.in;
    for (let account = 0; account < accounts; account += 1) {
      if (walk.due()) await walk.pause();
      const begin = groups.start[account]!;
      const end = groups.start[account + 1]!;
      if (end - begin < given.min_transfers) continue;
      if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
      const candidate = densest(groups.rows, begin, end, account, sends);
      if (candidate) candidates.push(candidate);
    }
  }
  const significant = falseDiscoveries(
    candidates.map(({ chance }) => chance),
    given.false_discovery,
  );
  const hits = candidates.filter((_, index) => significant[index]);
  // sender and only receiver of the same transfers tell one story: the sender's
  const told = new Set<number>();
  const kept = hits.filter(({ sends, rows }) => {
    if (sends) for (const row of rows) told.add(row);
    return sends || rows.filter((row) => told.has(row)).length * 2 <= rows.length;
  });
  const name = await walk.names(kept.map(({ account }) => account));
  for (const { account, sends, rows, ofThisSize, chance } of kept) {
    const values = rows.map(dollars);
    yield {
      ...name(account),
      sends,
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      seconds: (micros[rows.at(-1)!]! - micros[rows[0]!]!) / 1e6,
      transfers: rows.length,
      of_this_size: ofThisSize,
      others: new Set(rows.map((row) => ledger.other(row, account))).size,
      total: values.reduce((sum, value) => sum + value, 0),
      smallest: Math.min(...values),
      largest: Math.max(...values),
      nominal: rows.some((row) => Number.isNaN(usd[row]!)),
      chance,
      rows: rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }

  /** The window in which the most transfers lie just under the line, with its chance among transfers of this size. */
  function densest(
    rows: Int32Array,
    begin: number,
    end: number,
    account: number,
    sends: boolean,
  ): Candidate | null {
    const sized: number[] = [];
    for (let place = begin; place < end; place += 1)
      if (near(dollars(rows[place]!))) sized.push(rows[place]!);
    if (sized.length < given.min_transfers) return null;
    let best: { from: number; hits: number } | null = null;
    let tail = 0;
    let hits = 0;
    for (let head = 0; head < sized.length; head += 1) {
      if (under(dollars(sized[head]!))) hits += 1;
      while (micros[sized[tail]!]! < micros[sized[head]!]! - given.window_hours * HOUR) {
        if (under(dollars(sized[tail]!))) hits -= 1;
        tail += 1;
      }
      if (hits >= given.min_transfers && hits > (best?.hits ?? 0)) best = { from: tail, hits };
    }
    if (best === null) return null;
    const until = micros[sized[best.from]!]! + given.window_hours * HOUR;
    const counts = new Map<number, number>();
    const inside = sized.filter((row, index) => index >= best.from && micros[row]! <= until);
    const hitRows = inside.filter((row) => under(dollars(row)));
    for (const row of hitRows) counts.set(amount[row]!, (counts.get(amount[row]!) ?? 0) + 1);
    if (Math.max(...counts.values()) > given.equal_share * hitRows.length) return null;
    return {
      account,
      sends,
      rows: hitRows,
      ofThisSize: inside.length,
      // the densest of several windows was chosen, so its chance counts as often
      chance: Math.min(
        1,
        Math.ceil(sized.length / inside.length) * binomialTail(hitRows.length, inside.length, usual),
      ),
    };
  }
}

export default detector({
  id: 'structuring',
  title: 'Payments were kept just under the reporting line',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params,
  row,
  walk: structured,
  score: (found) =>
    0.4 +
    0.35 * logScale(1 / Math.max(found.chance, 1e-12), 20, 1e8) +
    0.25 * logScale(found.total, 20_000, 1_000_000),
  confidence: (found) =>
    clamp(0.55 + 0.4 * logScale(1 / Math.max(found.chance, 1e-12), 20, 1e6) - (found.nominal ? 0.05 : 0)),
  severity: (found, given) =>
    found.total >= 10 * given.line_usd ? 'HIGH' : found.transfers >= 5 ? 'MEDIUM' : 'LOW',
  explain: (found, given) => {
    const nominal = found.nominal ? ', where no price is known one unit is counted as one dollar' : '';
    const whom = counted(found.others, found.sends ? 'receiver' : 'sender');
    return `${short(found.address)} ${found.sends ? 'sent' : 'received'} ${counted(found.transfers, 'transfer')} between US$ ${number(found.smallest, 0)} and ${number(found.largest, 0)} ${found.sends ? 'to' : 'from'} ${whom} within ${duration(found.seconds)}, US$ ${number(found.total, 0)} together and each below the line of ${number(given.line_usd, 0)}; of its ${found.of_this_size} transfers of this size so many below it have a chance of ${found.chance.toPrecision(2)}${nominal}.`;
  },
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  chance: (found) => found.chance,
  impactUsd: (found) => (found.nominal ? null : found.total),
});
