import type { Progress } from '#contract/common.ts';
import type { EntityFacts } from '#contract/entities.ts';
import type { GraphNode } from '#contract/graph.ts';
import type { Profile, ProfileQuery, Profiles } from '#contract/whales.ts';
import type { TimedMark } from '../../alerts/alert-marks.ts';
import { instant, microsOf } from '../../detectors/ledger/instant.ts';
import { inSlices, politely, type Steps } from '../../detectors/ledger/steps.ts';
import type { Session } from '../../warehouse/session.ts';
import { descending } from '../expand.ts';
import type { Counterparty } from '../index/counterparties.ts';
import { graphNodes, rangeOf } from '../index/describe.ts';
import type { GraphIndex, RowRange } from '../index/graph-index.ts';
import { type PriceBook, pricesOf } from '../index/prices.ts';
import { firstOf } from '../index/top.ts';
import { activityOf } from './activity.ts';
import { byAsset, holdingOf } from './asset-rows.ts';
import { balanceCurve } from './balance-curve.ts';
import { behaviourOf } from './behaviour.ts';
import { commonCounterparties } from './common.ts';
import { counterpartiesOf, partyEdges } from './party-counterparties.ts';
import { partyRows } from './party-rows.ts';
import { profitAndLoss } from './profit.ts';
import { relatedTo } from './related.ts';
import {
  busiestMembers,
  chainsOf,
  entityNode,
  type ProfileSubject,
  statedTags,
  subjectOf,
} from './subject.ts';
import { within } from './within.ts';

/** What a profile is made of, in the order in which it is told. */
const STEPS = [
  'Gathering rows',
  'Adding up balances',
  'Counterparties',
  'Related addresses',
  'Alerts and labels',
  'Gain, loss and behaviour',
] as const;
type Step = (typeof STEPS)[number];

/** Statements and members listed of an entity at most. */
const LABELS = 200;
const MEMBERS = 200;

/**
 * What the rows say of one to six subjects in a frame, addresses or entities: balances, flows, counterparties, hours,
 * gain and loss, behaviour, dormancy, alerts and related addresses. An entity is one subject: what its members move among
 * themselves is no flow of it. @throws EngineError `not-found` when no imported row names one.
 */
export async function profiles(
  session: Session,
  index: GraphIndex,
  marks: readonly TimedMark[],
  query: ProfileQuery,
  pause: () => Promise<void>,
  tell: (progress: Progress) => void = () => undefined,
): Promise<Profiles> {
  const range = rangeOf(index, query);
  const { micros, timed } = index.rows;
  const last = Math.min(range.high, timed) - 1;
  const asOf = query.to === null ? (last < 0 ? null : micros[last]!) : microsOf(query.to);
  const prices = await pricesOf(index);
  const subjects: ProfileSubject[] = [];
  for (const id of query.subjects) subjects.push(await subjectOf(session, index, id, query.knownBy));
  const found: Profile[] = [];
  for (const [at, subject] of subjects.entries()) {
    const step = (message: Step) => {
      const done = at * STEPS.length + STEPS.indexOf(message);
      tell({ stage: 'profile', message, done, total: subjects.length * STEPS.length, unit: 'steps' });
    };
    found.push(
      await profileOf({ session, index, marks, prices, query, range, asOf: asOf ?? 0, pause, step }, subject),
    );
  }
  return {
    profiles: found,
    common: await commonCounterparties(
      session,
      index,
      subjects.map(({ party }) => party),
      range,
      query,
      pause,
    ),
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
  readonly step: (message: Step) => void;
}

async function profileOf(scope: Scope, subject: ProfileSubject): Promise<Profile> {
  const { session, index, prices, query, range, asOf, pause, step } = scope;
  const { id, party, entity } = subject;
  const slowly = <T>(steps: Steps<T>): Promise<T> => politely(steps, pause);
  step('Gathering rows');
  const rows = await slowly(partyRows(index, party, range));
  // what is sold in the frame may have been bought before it, and balances add up from the beginning of history
  const history =
    range.low === 0 ? rows : await slowly(partyRows(index, party, { low: 0, high: range.high }));
  step('Adding up balances');
  const held = await slowly(byAsset(index, history, query.assets));
  const balances: Profile['balances'] = [];
  const holdings: Profile['holdings'] = [];
  for (const one of held.listed) {
    balances.push(await slowly(balanceCurve(index, party, one, range, query.points)));
    holdings.push(await slowly(holdingOf(index, prices, party, one, asOf)));
  }
  step('Counterparties');
  const incoming = await counterpartiesOf(index, party, 'in', range, pause);
  const outgoing = await counterpartiesOf(index, party, 'out', range, pause);
  const senders = strongest(incoming, query.counterparties);
  const receivers = strongest(outgoing, query.counterparties);
  const all = [...new Set([...incoming, ...outgoing].map(({ account }) => account))].sort((a, b) => a - b);
  step('Related addresses');
  const { related, notSearched } = await relatedTo(index, party, all, range, pause);
  const others = [
    ...new Set([
      ...[...senders, ...receivers].map(({ account }) => account),
      ...related.map(({ account }) => account),
    ]),
  ];
  const known = query.knownBy === null ? null : microsOf(query.knownBy);
  const nodes = new Map<number, GraphNode>();
  for (const [at, node] of (await graphNodes(session, index, others, known)).entries())
    nodes.set(others[at]!, node);
  await pause();
  step('Alerts and labels');
  const names = await slowly(subjectNames(index, subject));
  const alerts = scope.marks.filter(
    ({ mark, knownMicros }) =>
      (known === null || knownMicros <= known) &&
      mark.subjects.some((one) => names.has(one)) &&
      inFrame(mark, query),
  );
  const edges = (list: readonly Counterparty[], direction: 'in' | 'out') =>
    list.flatMap((one) => partyEdges(index, id, direction, one.edges));
  const labels = await slowly(statedTags(index, party, known, LABELS));
  step('Gain, loss and behaviour');
  return {
    node: entity
      ? await entityNode(
          session,
          index,
          entity,
          party,
          query.knownBy,
          { range, rows, counterparties: all.length },
          pause,
        )
      : (await graphNodes(session, index, [party.accounts[0]!], known))[0]!,
    entity: entity ? await entityFacts(scope, subject, rows) : null,
    labels: labels.labels,
    labelsTotal: labels.total,
    transfers: rows.length,
    ...(await slowly(activityOf(index, party, rows, asOf))),
    balances,
    holdings,
    assetsShown: held.listed.length,
    assetsTotal: held.total,
    alerts: alerts.slice(0, query.alerts).map(({ mark }) => mark),
    alertsTotal: alerts.length,
    senders: { edges: edges(senders, 'in'), shown: senders.length, total: incoming.length },
    receivers: { edges: edges(receivers, 'out'), shown: receivers.length, total: outgoing.length },
    nodes: others.map((other) => nodes.get(other)!),
    profit: await slowly(profitAndLoss(index, prices, party, history, asOf, range.low)),
    behaviour: await slowly(behaviourOf(index, party, rows, asOf)),
    related: related.map(({ account, kind, reason, strength }) => ({
      node: nodes.get(account)!,
      kind,
      reason,
      strength,
    })),
    relatedNotSearched: notSearched,
  };
}

async function entityFacts(
  { session, index, query, pause }: Scope,
  { party, entity, id }: ProfileSubject,
  rows: Int32Array,
): Promise<EntityFacts | null> {
  if (!entity) return null;
  const known = query.knownBy === null ? null : microsOf(query.knownBy);
  const members = await busiestMembers(session, index, party, known, MEMBERS);
  return {
    id,
    kind: entity.ref.kind,
    name: entity.name,
    view: entity.view,
    members,
    shown: members.length,
    total: party.accounts.length,
    unnamed: entity.unnamed,
    chains: chainsOf(index, party),
    within: await politely(within(index, party, rows, query.assets), pause),
  };
}

/** What alerts may call a subject: its node ids, and the entity itself. */
function* subjectNames({ rows }: GraphIndex, { id, party }: ProfileSubject): Steps<Set<string>> {
  const names = new Set([id]);
  yield* inSlices(party.accounts.length, (low, high) => {
    for (let place = low; place < high; place += 1) names.add(rows.names.id(party.accounts[place]!));
  });
  return names;
}

const inFrame = (
  { start, end }: { start: string; end: string },
  { from, to }: { from: string | null; to: string | null },
): boolean =>
  (from === null || microsOf(end) >= microsOf(from)) && (to === null || microsOf(start) <= microsOf(to));

/** Counterparties by known dollars, then by transfers. */
const strongest = (all: readonly Counterparty[], most: number): Counterparty[] =>
  firstOf(
    all.length,
    most,
    (a, b) => descending(all[a]!.usd, all[b]!.usd) || all[b]!.transfers - all[a]!.transfers || a - b,
  ).map((place) => all[place]!);
