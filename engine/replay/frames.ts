import { EngineError } from '#contract/errors.ts';
import type { FrameEvent, FramesQuery } from '#contract/replay.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { FAILED } from '../detectors/ledger/columns.ts';
import { instant, microsOf } from '../detectors/ledger/instant.ts';
import { inSlices, politely, type Steps } from '../detectors/ledger/steps.ts';
import { edgesAmongAccounts, strongestEdges } from '../graph/index/among.ts';
import { ExactSum } from '../graph/index/amounts.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../graph/index/rows.ts';
import { firstOf } from '../graph/index/top.ts';
import { castAt } from './cast.ts';

/** Frames of one replay at most. */
const MOST_FRAMES = 1_000_000;
/** Alerts named in one frame at most. */
const MOST_ALERTS = 200;
/** Balances in one item at most. */
const MOST_BALANCES = 50_000;
/** Milliseconds of work before others have their turn. */
const TURN_MS = 15;

type Frame = Extract<FrameEvent, { type: 'frame' }>;
type Edge = Frame['edges'][number];

/** Gives nodes and assets the number of their place in what was sent so far. */
class Names {
  readonly #index: GraphIndex;
  readonly #nodes = new Map<number, number>();
  readonly #assets = new Map<number, number>();
  newNodes: string[] = [];
  newAssets: { chain: string; asset: string; symbol: string | null }[] = [];

  constructor(index: GraphIndex) {
    this.#index = index;
  }

  node(account: number): number {
    const known = this.#nodes.get(account);
    if (known !== undefined) return known;
    const place = this.#nodes.size;
    this.#nodes.set(account, place);
    this.newNodes.push(this.#index.rows.names.id(account));
    return place;
  }

  asset(number: number): number {
    const known = this.#assets.get(number);
    if (known !== undefined) return known;
    const place = this.#assets.size;
    this.#assets.set(number, place);
    const { chain, asset, symbol } = this.#index.rows.assets[number]!;
    this.newAssets.push({ chain, asset, symbol });
    return place;
  }

  /** What was named since it was last asked. */
  take(): { newNodes: string[]; newAssets: Names['newAssets'] } {
    const taken = { newNodes: this.newNodes, newAssets: this.newAssets };
    this.newNodes = [];
    this.newAssets = [];
    return taken;
  }
}

/** Rows of one sender, receiver and asset within a frame. */
interface Bundle {
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  readonly rows: number[];
  next: Bundle | null;
}

/**
 * The history from one instant to another in frames of equal length: what moved in each, exactly, and which balances of
 * the cast it changed. The state at the start and all changes up to a frame are the state at its end. The same question
 * over the same rows gives the same frames, however fast they are taken.
 * @throws EngineError `invalid` when the end does not follow the start, or the steps are too many.
 */
export async function* frames(
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: FramesQuery,
  pause: () => Promise<void>,
): AsyncGenerator<FrameEvent> {
  const from = microsOf(query.from);
  const to = microsOf(query.to);
  const step = Math.max(1, Math.round(query.stepSeconds * 1e6));
  const count = Math.ceil((to - from + 1) / step);
  if (!(to >= from))
    throw new EngineError('invalid', 'The replay ends before it begins. Choose an end after the start.');
  if (count > MOST_FRAMES)
    throw new EngineError(
      'invalid',
      `This would be ${count.toLocaleString('en')} frames; at most ${MOST_FRAMES.toLocaleString('en')} are played. Choose a longer step or a shorter stretch.`,
    );
  const begin = index.firstRow(from);
  const castMicros = query.holdersAt === 'start' ? from : to;
  const castHigh = query.holdersAt === 'start' ? begin : index.rowsUpTo(to);
  const { accounts, unknown } = await castAt(index, query, castHigh, castMicros, pause);
  const names = new Names(index);
  for (const account of accounts) names.node(account);
  const inCast = new Uint8Array(index.rows.accounts);
  for (const account of accounts) inCast[account] = 1;

  const { ofAccount, account: accountOf, asset: assetOf } = index.holdings;
  const balanceOf = (holding: number, high: number) => {
    const balance = index.balance(holding, high);
    return {
      node: names.node(accountOf[holding]!),
      asset: names.asset(assetOf[holding]!),
      amount: balance === null ? null : index.rows.amounts.text(balance),
    };
  };
  const held: number[] = [];
  for (const account of accounts)
    for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1)
      if (index.holdings.rows[index.holdings.start[holding]!]! < begin) held.push(holding);
  const before = strongestEdges(
    await politely(edgesAmongAccounts(index, accounts, { low: 0, high: begin }, null), pause),
    query.edges,
  ).map((edge): Edge => {
    const { count: rows, amount, usd } = index.sum(edge);
    return {
      source: names.node(edge.from),
      target: names.node(edge.to),
      asset: names.asset(edge.asset),
      count: rows,
      amount: amount === null ? null : index.rows.amounts.text(amount),
      amountUsd: Number.isNaN(usd) ? null : usd,
    };
  });
  yield {
    type: 'start',
    frames: count,
    transfers: begin,
    cast: accounts.length,
    unknown,
    balances: held.slice(0, MOST_BALANCES).map((holding) => balanceOf(holding, begin)),
    totalBalances: held.length,
    edges: before,
    ...names.take(),
  };

  let low = begin;
  const alerts = alertTimes(marks, query.hindsight);
  let told = 0;
  while (told < alerts.length && alerts[told]!.micros < from) told += 1;
  let worked = performance.now();
  for (let frame = 0; frame < count; frame += 1) {
    const first = from + frame * step;
    const last = Math.min(to, first + step - 1);
    const high = Math.max(low, index.rowsUpTo(last));
    const moved = await politely(bundlesOf(index, low, high, query.flows === 'all' ? null : inCast), pause);
    const shown = strongest(moved.bundles, query.edges);
    const edges = shown.map((bundle) => edgeOf(index, names, bundle));
    const changed = await politely(changedHoldings(index, low, high, inCast), pause);
    const balances = changed.slice(0, MOST_BALANCES).map((holding) => balanceOf(holding, high));
    const untold = told;
    while (told < alerts.length && alerts[told]!.micros <= last) told += 1;
    yield {
      type: 'frame',
      frame,
      from: instant(first),
      to: instant(last),
      transfers: high - low,
      transfersSoFar: high,
      amountUsd: moved.usd,
      shownTransfers: shown.reduce((sum, { rows }) => sum + rows.length, 0),
      edges,
      totalEdges: moved.bundles.length,
      balances,
      totalBalances: changed.length,
      alerts: alerts
        .slice(untold, Math.min(told, untold + MOST_ALERTS))
        .map(({ mark: { id, title, priority } }) => ({ id, title, priority })),
      alertsTotal: told - untold,
      ...names.take(),
    };
    low = high;
    if (performance.now() - worked > TURN_MS) {
      await pause();
      worked = performance.now();
    }
  }
  yield { type: 'end', frames: count, transfers: low - begin };
}

/** With hindsight an alert is shown when what it tells of begins, else when all its evidence had happened. */
function alertTimes(
  marks: readonly TimedMark[],
  hindsight: boolean,
): readonly { readonly micros: number; readonly mark: TimedMark['mark'] }[] {
  if (!hindsight) return marks.map(({ mark, knownMicros }) => ({ mark, micros: knownMicros }));
  return marks
    .map(({ mark }) => ({ mark, micros: microsOf(mark.start) }))
    .sort((a, b) => a.micros - b.micros || (a.mark.id < b.mark.id ? -1 : 1));
}

function* bundlesOf(
  index: GraphIndex,
  begin: number,
  end: number,
  inCast: Uint8Array | null,
): Steps<{ bundles: Bundle[]; usd: number | null }> {
  const { from, to, asset, kind, usd, accounts } = index.rows;
  const heads = new Map<number, Bundle>();
  const bundles: Bundle[] = [];
  let dollars = 0;
  let priced = false;
  yield* inSlices(end - begin, (low, high) => {
    for (let row = begin + low; row < begin + high; row += 1) {
      const value = usd[row]!;
      if (!Number.isNaN(value) && (kind[row]! & FAILED) === 0) {
        dollars += value;
        priced = true;
      }
      const sender = from[row]!;
      const receiver = to[row]!;
      if (sender < 0 || receiver < 0) continue;
      if (inCast !== null && (inCast[sender] === 0 || inCast[receiver] === 0)) continue;
      const key = sender * accounts + receiver;
      const head = heads.get(key) ?? null;
      let bundle = head;
      while (bundle !== null && bundle.asset !== asset[row]) bundle = bundle.next;
      if (bundle !== null) bundle.rows.push(row);
      else {
        const fresh: Bundle = { from: sender, to: receiver, asset: asset[row]!, rows: [row], next: head };
        heads.set(key, fresh);
        bundles.push(fresh);
      }
    }
  });
  return { bundles, usd: priced ? dollars : null };
}

/** In the order in which they first moved. */
function strongest(bundles: readonly Bundle[], limit: number): readonly Bundle[] {
  if (bundles.length <= limit) return bundles;
  return firstOf(bundles.length, limit, (a, b) => bundles[b]!.rows.length - bundles[a]!.rows.length || a - b)
    .sort((a, b) => a - b)
    .map((place) => bundles[place]!);
}

function edgeOf(index: GraphIndex, names: Names, bundle: Bundle): Edge {
  const { kind, usd, amounts } = index.rows;
  const sum = new ExactSum(amounts);
  let known = true;
  let dollars = 0;
  let priced = false;
  for (const row of bundle.rows) {
    if ((kind[row]! & FAILED) !== 0) continue;
    if ((kind[row]! & UNKNOWN_AMOUNT) !== 0) known = false;
    else sum.add(row, 1);
    const value = usd[row]!;
    if (Number.isNaN(value)) continue;
    dollars += value;
    priced = true;
  }
  return {
    source: names.node(bundle.from),
    target: names.node(bundle.to),
    asset: names.asset(bundle.asset),
    count: bundle.rows.length,
    amount: known ? amounts.text(sum.value()) : null,
    amountUsd: priced ? dollars : null,
  };
}

/** Holdings of the cast that rows of a frame moved, by account and asset. */
function* changedHoldings(
  index: GraphIndex,
  begin: number,
  end: number,
  inCast: Uint8Array,
): Steps<number[]> {
  const { from, to, asset, kind } = index.rows;
  const changed = new Set<number>();
  yield* inSlices(end - begin, (low, high) => {
    for (let row = begin + low; row < begin + high; row += 1) {
      if ((kind[row]! & FAILED) !== 0) continue;
      for (const account of [from[row]!, to[row]!])
        if (account >= 0 && inCast[account] === 1) changed.add(index.holdingOf(account, asset[row]!));
    }
  });
  return [...changed].sort((a, b) => a - b);
}
