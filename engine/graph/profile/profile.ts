import type { GraphNode } from '#contract/graph.ts';
import type { Profile, ProfileQuery, Profiles } from '#contract/whales.ts';
import type { TimedMark } from '../../alerts/alert-marks.ts';
import { FAILED } from '../../detectors/ledger/columns.ts';
import { DAY, HOUR, instant, microsOf } from '../../detectors/ledger/instant.ts';
import { politely } from '../../detectors/ledger/steps.ts';
import { niceBucket } from '../../warehouse/nice-bucket.ts';
import type { Session } from '../../warehouse/session.ts';
import { accountOf, descending } from '../expand.ts';
import { type Counterparty, visitCounterparties } from '../index/counterparties.ts';
import { datedTags, graphEdge, graphNodes, rangeOf } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { holdingAt, holdingsUpTo } from '../index/holdings-at.ts';
import { type PriceBook, pricesOf } from '../index/prices.ts';
import { firstOf } from '../index/top.ts';
import { movesAccount, rowsOf } from './account-rows.ts';
import { balanceCurve } from './balance-curve.ts';
import { behaviourOf } from './behaviour.ts';
import { commonCounterparties } from './common.ts';
import { profitAndLoss } from './profit.ts';
import { type Related, relatedTo } from './related.ts';

/** Buckets of the flow chart at most, about. */
const BUCKETS = 120;
/** A spell without a transfer from which on it is listed. */
const DORMANT_DAYS = 30;
const SPELLS = 20;

/**
 * What the rows say of one to six addresses in a frame: balances, flows, counterparties, hours, gain and loss, behaviour,
 * dormancy, alerts and related addresses. @throws EngineError `not-found` when no imported row names one.
 */
export async function profiles(
  session: Session,
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: ProfileQuery,
  pause: () => Promise<void>,
): Promise<Profiles> {
  const range = rangeOf(index, query);
  const { micros, timed } = index.rows;
  const last = Math.min(range.high, timed) - 1;
  const asOf = query.to === null ? (last < 0 ? null : micros[last]!) : microsOf(query.to);
  const prices = await pricesOf(index);
  const found: Profile[] = [];
  for (const id of query.subjects)
    found.push(
      await profileOf(
        { session, index, marks, prices, query, range, asOf: asOf ?? 0, pause },
        accountOf(index, id),
      ),
    );
  const accounts = query.subjects.map((id) => accountOf(index, id));
  return {
    profiles: found,
    common: await commonCounterparties(session, index, accounts, range, query, pause),
    asOf: asOf === null ? null : instant(asOf),
  };
}

interface Scope {
  readonly session: Session;
  readonly index: GraphIndex;
  readonly marks: readonly TimedMark[];
  readonly prices: PriceBook;
  readonly query: ProfileQuery;
  readonly range: RowRange;
  readonly asOf: number;
  readonly pause: () => Promise<void>;
}

async function profileOf(scope: Scope, account: number): Promise<Profile> {
  const { session, index, prices, query, range, asOf, pause } = scope;
  const rows = rowsOf(index, account, range);
  // what is sold in the frame may have been bought before it
  const history = range.low === 0 ? rows : rowsOf(index, account, { low: 0, high: range.high });
  const activity = activityOf(index, account, rows, asOf);
  await pause();
  // balances add up from the beginning of history, whatever the frame
  const held = holdingsUpTo(index, account, range.high);
  const listed = held.slice(0, query.assets);
  const senders = await strongest(scope, account, 'in');
  const receivers = await strongest(scope, account, 'out');
  const { related, notSearched } = await relatedTo(index, account, range, pause);
  const others = [
    ...new Set([
      account,
      ...[...senders.best, ...receivers.best].map((one) => one.account),
      ...related.map((one) => one.account),
    ]),
  ];
  const known = query.knownBy === null ? null : microsOf(query.knownBy);
  const nodes = new Map<number, GraphNode>();
  for (const [at, node] of (await graphNodes(session, index, others, known)).entries())
    nodes.set(others[at]!, node);
  await pause();
  const id = index.rows.names.id(account);
  const alerts = scope.marks.filter(
    ({ mark, knownMicros }) =>
      (known === null || knownMicros <= known) && mark.subjects.includes(id) && inFrame(mark, query),
  );
  const edges = (list: readonly Counterparty[]) =>
    list.flatMap((one) => one.edges.map((edge) => graphEdge(index, edge)));
  return {
    node: nodes.get(account)!,
    labels: datedTags(index, account, known ?? undefined),
    transfers: rows.length,
    ...activity,
    balances: listed.map((holding) => balanceCurve(index, holding, range, query.points)),
    holdings: listed.map((holding) => holdingAt(index, prices, holding, range.high, asOf)),
    assetsShown: listed.length,
    assetsTotal: held.length,
    alerts: alerts.slice(0, query.alerts).map(({ mark }) => mark),
    alertsTotal: alerts.length,
    senders: { edges: edges(senders.best), shown: senders.best.length, total: senders.total },
    receivers: { edges: edges(receivers.best), shown: receivers.best.length, total: receivers.total },
    nodes: others.filter((other) => other !== account).map((other) => nodes.get(other)!),
    profit: profitAndLoss(index, prices, account, history, asOf, range.low),
    behaviour: behaviourOf(index, account, rows, asOf),
    related: related.map((one: Related) => ({
      node: nodes.get(one.account)!,
      kind: one.kind,
      reason: one.reason,
      strength: one.strength,
    })),
    relatedNotSearched: notSearched,
  };
}

const inFrame = (
  { start, end }: { start: string; end: string },
  { from, to }: { from: string | null; to: string | null },
): boolean =>
  (from === null || microsOf(end) >= microsOf(from)) && (to === null || microsOf(start) <= microsOf(to));

/** Counterparties by known dollars, then by transfers. */
async function strongest(
  { index, range, query, pause }: Scope,
  account: number,
  direction: 'in' | 'out',
): Promise<{ best: Counterparty[]; total: number }> {
  const all: Counterparty[] = [];
  await politely(
    visitCounterparties(index, account, direction, range, null, (one) => {
      all.push(one);
    }),
    pause,
  );
  const best = firstOf(
    all.length,
    query.counterparties,
    (a, b) => descending(all[a]!.usd, all[b]!.usd) || all[b]!.transfers - all[a]!.transfers || a - b,
  );
  return { best: best.map((place) => all[place]!), total: all.length };
}

/** One pass over the rows of an account for everything that is counted by time. */
function activityOf(
  index: GraphIndex,
  account: number,
  rows: Int32Array,
  asOf: number,
): Pick<
  Profile,
  'failed' | 'bucketSeconds' | 'flows' | 'hours' | 'withoutTime' | 'dormancy' | 'dormancyTotal'
> {
  const { kind, micros, usd, to, timed } = index.rows;
  let end = rows.length;
  while (end > 0 && rows[end - 1]! >= timed) end -= 1;
  const seconds = end > 0 ? (micros[rows[end - 1]!]! - micros[rows[0]!]!) / 1e6 : 0;
  const bucketSeconds = niceBucket(seconds / BUCKETS);
  const hours = new Array<number>(168).fill(0);
  const flows: Profile['flows'] = [];
  const spells: Profile['dormancy'] = [];
  const spell = (from: number, until: number, ended: boolean) => {
    if (until - from >= DORMANT_DAYS * DAY)
      spells.push({
        from: instant(from),
        to: instant(until),
        days: Math.floor((until - from) / DAY),
        ended,
      });
  };
  let failed = 0;
  let bucket = Number.NaN;
  let before = Number.NaN;
  for (let place = 0; place < end; place += 1) {
    const row = rows[place]!;
    const time = micros[row]!;
    // 1970-01-01 was a Thursday
    const weekday = (Math.floor(time / DAY) + 3) % 7;
    hours[weekday * 24 + (Math.floor(time / HOUR) % 24)]! += 1;
    if (place > 0) spell(before, time, true);
    before = time;
    if ((kind[row]! & FAILED) !== 0) failed += 1;
    if (!movesAccount(index, row)) continue;
    const at = Math.floor(time / (bucketSeconds * 1e6));
    if (at !== bucket) {
      bucket = at;
      flows.push({
        at: instant(at * bucketSeconds * 1e6),
        received: 0,
        sent: 0,
        receivedUsd: null,
        sentUsd: null,
        unpriced: 0,
      });
    }
    const flow = flows.at(-1)!;
    const incoming = to[row] === account;
    if (incoming) flow.received += 1;
    else flow.sent += 1;
    const value = usd[row]!;
    if (Number.isNaN(value)) flow.unpriced += 1;
    else if (incoming) flow.receivedUsd = (flow.receivedUsd ?? 0) + value;
    else flow.sentUsd = (flow.sentUsd ?? 0) + value;
  }
  for (let place = end; place < rows.length; place += 1)
    if ((kind[rows[place]!]! & FAILED) !== 0) failed += 1;
  if (end > 0) spell(before, asOf, false);
  spells.sort((a, b) => b.days - a.days || (a.from < b.from ? -1 : 1));
  return {
    failed,
    bucketSeconds,
    flows,
    hours,
    withoutTime: rows.length - end,
    dormancy: spells.slice(0, SPELLS),
    dormancyTotal: spells.length,
  };
}
