import { z } from 'zod';
import {
  Address,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  POOL_LIKE,
  param,
  RowIds,
  SECOND,
  Time,
  type Walk,
} from '../../define.ts';
import { burstStretches } from '../../kernels/kleinberg.ts';
import { Market } from './market.ts';
import { bridgesOf, Story } from './story.ts';
import { Records, Usual } from './usual.ts';

export const BurstParams = z.object({
  min_history: param(
    z.number().int().min(2).default(10),
    'windows',
    'Active windows before the judged one that make a history.',
  ),
  min_acts: param(
    z.number().int().min(2).default(4),
    'transactions',
    'A window with fewer is never a burst, whatever it moves.',
  ),
  min_count: param(
    z.number().int().min(2).default(8),
    'transactions',
    'From so many on their mere number can be a burst.',
  ),
  min_counterparties: param(
    z.number().int().min(2).default(7),
    'accounts',
    'From so many distinct counterparties on their mere number can be a burst.',
  ),
  min_messages: param(
    z.number().int().min(2).default(5),
    'messages',
    'From so many messages to other chains on their mere number can be a burst.',
  ),
  count_factor: param(
    z.number().min(1).default(3),
    '× usual',
    'Transactions against the mean of the account’s active windows.',
  ),
  sigma: param(
    z.number().min(0).default(3),
    'σ',
    'Standard deviations above the mean that every measure must lie as well.',
  ),
  record_factor: param(
    z.number().min(1).default(1.5),
    '× record',
    'Multiple of the second largest earlier window that every measure must reach as well.',
  ),
  volume_record_factor: param(
    z.number().min(1).default(3),
    '× record',
    'The same for value, which is heavy-tailed by nature.',
  ),
  each_factor: param(
    z.number().min(1).default(1.5),
    '× usual',
    'Value and gas of each transaction against the usual: what merely more transactions explain is not counted twice.',
  ),
  passive_share: param(
    z.number().min(0).max(1).default(0.8),
    'share',
    'Where the account sent nothing: share of the transfers from one sender from which on the burst is the sender’s.',
  ),
  gas_factor: param(z.number().min(1).default(5), '× usual', 'Gas of sent transactions, where it is known.'),
  counterparty_factor: param(z.number().min(1).default(3), '× usual', 'Distinct counterparties.'),
  message_factor: param(
    z.number().min(1).default(4),
    '× usual',
    'Transfers through bridges to other chains, against the windows that had any.',
  ),
  min_usd: param(
    z.number().min(0).default(1000),
    'US$',
    'Dollar volume a window must hold for its volume to count.',
  ),
  gamma: param(
    z.number().min(0).default(1.5),
    'ln n',
    'What it costs Kleinberg’s automaton to enter the burst state, as a multiple of the logarithm of the number of gaps.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(200),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof BurstParams>;

const Measure = z.object({ value: z.number(), usual: z.number(), leaps: z.boolean() });
type Measure = z.output<typeof Measure>;

export const BurstRow = z.object({
  chain: z.string(),
  address: Address,
  start: Time,
  ended: Time,
  length: z.number(),
  sent: z.number(),
  history: z.number(),
  count: Measure,
  counterparties: Measure,
  volume: Measure,
  gas: Measure,
  messages: Measure,
  /** Unit of the volume: null for dollars. */
  unit: z.string().nullable(),
  factor: z.number(),
  leaps: z.number(),
  market: z.number(),
  weight: z.number(),
  rows: RowIds,
});
export type BurstRow = z.output<typeof BurstRow>;

const MEASURES = ['count', 'counterparties', 'volume', 'gas', 'messages'] as const;
/** Lengths of the sliding window in seconds. */
const LENGTHS = [300, 900, 3600] as const;
/** Multiples of the usual rate at which the automaton is tried. */
const SCALINGS = [3, 9, 27, 81, 243];

interface Hit extends Omit<BurstRow, 'chain' | 'address' | 'rows' | 'start' | 'ended'> {
  /** Places in the account's story. */
  readonly from: number;
  readonly upto: number;
  readonly start: number;
  readonly ended: number;
}

/**
 * Slides windows of three lengths over all an account does and receives, compares each with the account's active
 * windows before it, and lets Kleinberg's automaton on the account's gaps decide which of those that leap are bursts.
 */
export async function* bursts(walk: Walk, params: Params): AsyncGenerator<BurstRow> {
  const { ledger } = walk;
  const { micros, rowId, accounts, from, to } = ledger.columns;
  const why = leftOut(ledger, params);
  const story = new Story(ledger, await bridgesOf(walk));
  const market = new Market(ledger);
  const within = new Int32Array(accounts);
  const inCell = new Int32Array(accounts).fill(-1);
  let cellMark = 0;
  const usual = {
    count: new Usual(),
    counterparties: new Usual(),
    volume: new Usual(),
    gas: new Usual(),
    messages: new Usual(),
  };
  const records = new Records(Object.keys(usual).length);
  const found: { account: number; hit: Hit; rows: number[] }[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (walk.due()) await walk.pause();
    if ((why[account]! & (LABELLED | POOL_LIKE | HUB_LIKE)) !== 0) continue;
    const most =
      ledger.acts.start[account + 1]! -
      ledger.acts.start[account]! +
      ledger.in.start[account + 1]! -
      ledger.in.start[account]!;
    if (most < params.min_acts + params.min_history) continue;
    story.read(account);
    if (!packed()) continue;
    story.sum(account);
    const hits = LENGTHS.flatMap((length) => leaping(account, length));
    if (hits.length === 0) continue;
    for (const hit of decided(hits))
      found.push({ account, hit, rows: Array.from(story.rows.subarray(hit.from, hit.upto + 1)) });
  }
  found.sort((a, b) => a.hit.start - b.hit.start || a.account - b.account);
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, hit, rows } of found)
    yield {
      ...name(account),
      ...hit,
      start: instant(hit.start),
      ended: instant(hit.ended),
      rows: rows.slice(0, params.max_evidence).map((row) => rowId[row]!),
    };

  /** Whether as many rows as a burst needs ever lay within the longest window. */
  function packed(): boolean {
    const { rows, count } = story;
    for (let at = params.min_acts - 1; at < count; at += 1)
      if (micros[rows[at]!]! - micros[rows[at - params.min_acts + 1]!]! <= 3600 * SECOND) return true;
    return false;
  }

  /** The fullest leaping window of each stretch of them. */
  function leaping(account: number, length: number): Hit[] {
    const { rows, count } = story;
    const span = length * SECOND;
    for (const one of Object.values(usual)) one.clear();
    records.clear();
    const best: Hit[] = [];
    let tail = 0;
    let distinct = 0;
    let cell = 0;
    for (let at = 0; at < count; at += 1) {
      const now = micros[rows[at]!]!;
      const other = otherOf(rows[at]!, account);
      if (other >= 0) {
        if (within[other] === 0) distinct += 1;
        within[other]! += 1;
      }
      while (micros[rows[tail]!]! < now - span) {
        const gone = otherOf(rows[tail]!, account);
        if (gone >= 0) {
          within[gone]! -= 1;
          if (within[gone] === 0) distinct -= 1;
        }
        tail += 1;
      }
      // a window is judged when it is full: the next row lies later, and does not fit in
      if (at + 1 < count && micros[rows[at + 1]!]! - micros[rows[tail]!]! <= span) continue;
      const start = micros[rows[tail]!]!;
      const seen = [
        story.acts[at + 1]! - story.acts[tail]!,
        distinct,
        story.value[at + 1]! - story.value[tail]!,
        story.gas[at + 1]! - story.gas[tail]!,
        story.messages[at + 1]! - story.messages[tail]!,
      ];
      records.add(start, now, seen);
      if (seen[0]! < params.min_acts) continue;
      cell = learn(account, span, cell, start);
      if (usual.count.count < params.min_history) continue;
      const hit = judge(account, length, tail, at, seen);
      if (!hit || passive(account, tail, at)) continue;
      const last = best.at(-1);
      if (last && hit.start - last.ended <= span) {
        if (stronger(hit, last)) best[best.length - 1] = hit;
      } else best.push(hit);
    }
    for (; tail < count; tail += 1) {
      const gone = otherOf(rows[tail]!, account);
      if (gone >= 0) within[gone]! -= 1;
    }
    return best;
  }

  /** Adds the windows of the fixed grid that ended before `until` to the usual; gives the first row not yet in. */
  function learn(account: number, span: number, cell: number, until: number): number {
    const { rows, count } = story;
    let first = cell;
    while (first < count) {
      const slot = Math.floor(micros[rows[first]!]! / span);
      if ((slot + 1) * span > until) break;
      let end = first;
      let distinct = 0;
      cellMark += 1;
      for (; end < count && Math.floor(micros[rows[end]!]! / span) === slot; end += 1) {
        const other = otherOf(rows[end]!, account);
        if (other < 0 || inCell[other] === cellMark) continue;
        inCell[other] = cellMark;
        distinct += 1;
      }
      usual.count.add(story.acts[end]! - story.acts[first]!);
      usual.counterparties.add(distinct);
      usual.volume.add(story.value[end]! - story.value[first]!);
      const gas = story.gas[end]! - story.gas[first]!;
      if (gas > 0) usual.gas.add(gas);
      const messages = story.messages[end]! - story.messages[first]!;
      if (messages > 0) usual.messages.add(messages);
      first = end;
    }
    return first;
  }

  function judge(
    account: number,
    length: number,
    tail: number,
    at: number,
    seen: readonly number[],
  ): Hit | null {
    const { rows } = story;
    const [acts = 0] = seen;
    const measure = (
      of: keyof typeof usual,
      rule: { factor: number; least?: number; record?: number; eachAct?: boolean },
    ): Measure => {
      const { mean, deviation, record } = usual[of];
      const index = MEASURES.indexOf(of);
      const value = seen[index]!;
      const floor = of === 'messages' ? Math.max(mean, 1) : mean;
      return {
        value,
        usual: mean,
        leaps:
          floor > 0 &&
          value >= (rule.least ?? 0) &&
          value >= rule.factor * floor &&
          value >= floor + params.sigma * deviation &&
          value >= (rule.record ?? params.record_factor) * Math.max(record, records.of(index)) &&
          // a sum that only the number of transactions explains is no measure of its own
          (rule.eachAct !== true || value / acts >= params.each_factor * (mean / usual.count.mean)),
      };
    };
    const judgeAt = (grown: number) => ({
      count: measure('count', { factor: params.count_factor * grown, least: params.min_count }),
      counterparties: measure('counterparties', {
        factor: params.counterparty_factor * grown,
        least: params.min_counterparties,
      }),
      volume: measure('volume', {
        factor: params.volume_record_factor * grown,
        least: story.dollars ? params.min_usd : 0,
        record: params.volume_record_factor,
        eachAct: true,
      }),
      gas:
        usual.gas.count < params.min_history
          ? { value: seen[MEASURES.indexOf('gas')]!, usual: usual.gas.mean, leaps: false }
          : measure('gas', { factor: params.gas_factor * grown, eachAct: true }),
      messages: measure('messages', {
        factor: params.message_factor * grown,
        least: params.min_messages,
      }),
    });
    const leapsOf = (measures: ReturnType<typeof judgeAt>) =>
      Object.values(measures).filter(({ leaps }) => leaps).length;
    if (leapsOf(judgeAt(1)) === 0) return null;
    const start = micros[rows[tail]!]!;
    const ended = micros[rows[at]!]!;
    let sent = 0;
    for (let place = tail; place <= at; place += 1) if (from[rows[place]!] === account) sent += 1;
    const grown = market.growth(account, start, ended, length * SECOND, at - tail + 1);
    const measures = judgeAt(grown);
    const leaps = leapsOf(measures);
    if (leaps === 0) return null;
    const factor = Math.max(
      ...Object.values(measures).flatMap(({ value: seen, usual: mean, leaps: is }) =>
        is ? [seen / Math.max(mean, 1e-12)] : [],
      ),
    );
    return {
      from: tail,
      upto: at,
      start,
      ended,
      length,
      sent,
      history: usual.count.count,
      ...measures,
      unit: story.dollars ? null : ledger.symbol(story.asset),
      factor: measures.messages.leaps ? Math.min(factor, 1000) : factor,
      leaps,
      market: grown,
      weight: 0,
    };
  }

  /** Whether nearly all of the window is what one other account did to this one: then that one is in a burst. */
  function passive(account: number, tail: number, at: number): boolean {
    const counts = new Map<number, number>();
    for (let place = tail; place <= at; place += 1) {
      const row = story.rows[place]!;
      if (from[row] === account) return false;
      counts.set(from[row]!, (counts.get(from[row]!) ?? 0) + 1);
    }
    return Math.max(...counts.values()) >= params.passive_share * (at - tail + 1);
  }

  function otherOf(row: number, account: number): number {
    return from[row] === account ? to[row]! : from[row]!;
  }

  function stronger(a: Hit, b: Hit): boolean {
    return a.leaps > b.leaps || (a.leaps === b.leaps && a.factor > b.factor);
  }

  /** Those that the automaton takes for bursts; of several within an hour the strongest. */
  function decided(hits: readonly Hit[]): Hit[] {
    const { rows, count } = story;
    const gaps = new Float64Array(count);
    // place of the row with which each act begins, so that gaps lie between acts
    const begins: number[] = [];
    for (let at = 0; at < count; at += 1) if (story.acts[at + 1]! > story.acts[at]!) begins.push(at);
    for (let act = 1; act < begins.length; act += 1)
      gaps[act - 1] = (micros[rows[begins[act]!]!]! - micros[rows[begins[act - 1]!]!]!) / SECOND;
    const stretches = SCALINGS.flatMap((scaling) =>
      burstStretches(gaps, begins.length - 1, { scaling, gamma: params.gamma }),
    );
    const kept: Hit[] = [];
    for (const hit of [...hits].sort((a, b) => a.start - b.start || a.length - b.length)) {
      const first = story.acts[hit.from + 1]! - 1;
      const last = story.acts[hit.upto + 1]! - 1;
      let weight = 0;
      for (const stretch of stretches) {
        const shared = Math.min(stretch.last + 1, last) - Math.max(stretch.first, first);
        if (2 * shared >= last - first && stretch.weight > weight) weight = stretch.weight;
      }
      if (weight === 0) continue;
      const weighed = { ...hit, weight };
      const before = kept.at(-1);
      if (before && hit.start - before.ended <= 3600 * SECOND) {
        if (stronger(weighed, before)) kept[kept.length - 1] = weighed;
      } else kept.push(weighed);
    }
    return kept;
  }
}
