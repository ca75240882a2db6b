import type { Behaviour, BehaviourClass } from '#contract/whales.ts';
import { counted } from '../../detectors/define.ts';
import { DAY } from '../../detectors/ledger/instant.ts';
import { inSlices, type Steps } from '../../detectors/ledger/steps.ts';
import { bridgesOf } from '../crossings.ts';
import type { GraphIndex } from '../index/graph-index.ts';
import { UNKNOWN_AMOUNT } from '../index/rows.ts';
import { crosses, type Party } from './party.ts';

/** The lines between the classes, each named in the answer. */
const LINES = {
  leastRows: { value: 10, unit: 'transfers' },
  bridgeShare: { value: 0.2, unit: 'share of transfers' },
  arbitrageShare: { value: 0.3, unit: 'share of instants' },
  tradeShare: { value: 0.3, unit: 'share of instants' },
  leastTrades: { value: 10, unit: 'instants' },
  makerSideShare: { value: 0.4, unit: 'share of transfers' },
  makerDays: { value: 5, unit: 'days' },
  makerDayShare: { value: 0.5, unit: 'share of active days' },
  makerNet: { value: 0.1, unit: 'share of moved amount' },
  rotatedAssets: { value: 3, unit: 'assets' },
  rotatedShare: { value: 0.5, unit: 'share of assets' },
  rotationDays: { value: 30, unit: 'days' },
  dormantDays: { value: 180, unit: 'days' },
  heldShare: { value: 0.5, unit: 'share of received' },
  distributedReceivers: { value: 20, unit: 'addresses' },
  distributedRatio: { value: 5, unit: 'receivers a sender' },
  distributedShare: { value: 0.8, unit: 'share of received' },
  accumulatedShare: { value: 0.2, unit: 'share of received' },
  accumulationDays: { value: 7, unit: 'days' },
} as const;

/** Flows of one asset. */
interface AssetFlow {
  received: number;
  sent: number;
  first: number;
  last: number;
  rows: number;
  known: boolean;
}

interface Facts {
  rows: number;
  inRows: number;
  outRows: number;
  bridgeRows: number;
  senders: Set<number>;
  receivers: Set<number>;
  days: number;
  bothWayDays: number;
  /** Instants at which it moved anything, gave one asset and took another, and took more of one than it gave. */
  instants: number;
  trades: number;
  gains: number;
  firstMicros: number;
  lastMicros: number;
  assets: Map<number, AssetFlow>;
}

function* factsOf(index: GraphIndex, party: Party, rows: Int32Array): Steps<Facts> {
  const { from, to, asset, kind, micros, amounts, timed } = index.rows;
  const facts: Facts = {
    rows: 0,
    inRows: 0,
    outRows: 0,
    bridgeRows: 0,
    senders: new Set(),
    receivers: new Set(),
    days: 0,
    bothWayDays: 0,
    instants: 0,
    trades: 0,
    gains: 0,
    firstMicros: Number.NaN,
    lastMicros: Number.NaN,
    assets: new Map(),
  };
  const bridges = bridgesOf(index);
  let day = Number.NaN;
  let dayIn = false;
  let dayOut = false;
  let now = Number.NaN;
  const net = new Map<number, { in: number; out: number }>();
  const endDay = () => {
    if (dayIn && dayOut) facts.bothWayDays += 1;
    dayIn = false;
    dayOut = false;
  };
  const endInstant = () => {
    if (net.size === 0) return;
    facts.instants += 1;
    const flows = [...net.values()];
    const gives = flows.some((one) => one.out > one.in);
    const takes = flows.some((one) => one.in > one.out);
    if (gives && takes) facts.trades += 1;
    if (!gives && flows.some((one) => one.out > 0 && one.in > one.out)) facts.gains += 1;
    net.clear();
  };
  const take = (row: number): void => {
    if (row >= timed || !crosses(index, party, row)) return;
    const incoming = party.has(to[row]!);
    const other = incoming ? from[row]! : to[row]!;
    const time = micros[row]!;
    facts.rows += 1;
    if (incoming) facts.inRows += 1;
    else facts.outRows += 1;
    if (other >= 0) {
      (incoming ? facts.senders : facts.receivers).add(other);
      if (bridges.has(other)) facts.bridgeRows += 1;
    }
    if (Number.isNaN(facts.firstMicros)) facts.firstMicros = time;
    facts.lastMicros = time;
    const today = Math.floor(time / DAY);
    if (today !== day) {
      endDay();
      day = today;
      facts.days += 1;
    }
    if (incoming) dayIn = true;
    else dayOut = true;
    if (time !== now) {
      endInstant();
      now = time;
    }
    const known = (kind[row]! & UNKNOWN_AMOUNT) === 0;
    const amount = known ? amounts.double(row) : 0;
    let flow = facts.assets.get(asset[row]!);
    if (!flow) {
      flow = { received: 0, sent: 0, first: time, last: time, rows: 0, known: true };
      facts.assets.set(asset[row]!, flow);
    }
    flow.rows += 1;
    flow.last = time;
    flow.known &&= known;
    if (incoming) flow.received += amount;
    else flow.sent += amount;
    const moment = net.get(asset[row]!) ?? { in: 0, out: 0 };
    if (incoming) moment.in += amount;
    else moment.out += amount;
    net.set(asset[row]!, moment);
  };
  yield* inSlices(rows.length, (low, high) => {
    for (let place = low; place < high; place += 1) take(rows[place]!);
  });
  endDay();
  endInstant();
  return facts;
}

const number = (value: number): string => value.toLocaleString('en');
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/**
 * What kind of account the rows of a party describe, by rules with stated lines; several may hold, and the narrowest comes first.
 * Where none holds, or there are too few rows, it says so.
 */
export function* behaviourOf(
  index: GraphIndex,
  party: Party,
  rows: Int32Array,
  asOfMicros: number,
): Steps<Behaviour> {
  const facts = yield* factsOf(index, party, rows);
  const thresholds = Object.entries(LINES).map(([name, line]) => ({ name, ...line }));
  if (facts.rows < LINES.leastRows.value)
    return {
      class: 'not-classified',
      reasons: [
        `${number(facts.rows)} transfers moved something; at least ${LINES.leastRows.value} are needed to tell.`,
      ],
      also: [],
      thresholds,
    };
  const held = rules(index, facts, asOfMicros);
  const [first, ...also] = held;
  if (!first)
    return {
      class: 'not-classified',
      reasons: [
        `${counted(facts.rows, 'transfer')} on ${counted(facts.days, 'day')}, and none of the rules fits: ${number(facts.inRows)} in and ${number(facts.outRows)} out, ${number(facts.trades)} of ${number(facts.instants)} instants exchange one asset for another.`,
      ],
      also: [],
      thresholds,
    };
  return { ...first, also, thresholds };
}

function rules(
  index: GraphIndex,
  facts: Facts,
  asOfMicros: number,
): { class: BehaviourClass; reasons: string[] }[] {
  const found: { class: BehaviourClass; reasons: string[] }[] = [];
  const add = (name: BehaviourClass, ...reasons: string[]) => found.push({ class: name, reasons });
  const main = [...facts.assets]
    .filter(([, flow]) => flow.known)
    .sort(([a, left], [b, right]) => right.rows - left.rows || a - b)[0];
  const symbol = main
    ? (index.rows.assets[main[0]]!.symbol ?? index.rows.assets[main[0]]!.asset)
    : 'no asset of known decimals';
  const flow = main?.[1];
  const spanDays = (facts.lastMicros - facts.firstMicros) / DAY;

  const bridged = facts.bridgeRows / facts.rows;
  if (bridged >= LINES.bridgeShare.value)
    add(
      'bridge-user',
      `${number(facts.bridgeRows)} of ${number(facts.rows)} transfers (${percent(bridged)}) are with addresses tagged as bridges.`,
    );
  const gained = facts.gains / facts.instants;
  if (gained >= LINES.arbitrageShare.value && facts.gains >= LINES.leastTrades.value)
    add(
      'arbitrageur',
      `At ${number(facts.gains)} of ${number(facts.instants)} instants (${percent(gained)}) it sent an asset and received more of the same, giving nothing else.`,
    );
  const sides = Math.min(facts.inRows, facts.outRows) / facts.rows;
  const bothWays = facts.bothWayDays / facts.days;
  if (
    flow &&
    sides >= LINES.makerSideShare.value &&
    facts.days >= LINES.makerDays.value &&
    bothWays >= LINES.makerDayShare.value &&
    facts.senders.size >= LINES.distributedReceivers.value &&
    facts.receivers.size >= LINES.distributedReceivers.value &&
    Math.abs(flow.received - flow.sent) <= LINES.makerNet.value * (flow.received + flow.sent)
  )
    add(
      'market-maker',
      `${percent(facts.inRows / facts.rows)} of its transfers come in, with ${number(facts.senders.size)} senders and ${number(facts.receivers.size)} receivers.`,
      `On ${number(facts.bothWayDays)} of ${number(facts.days)} active days it moved both ways, and what stayed is ${percent(Math.abs(flow.received - flow.sent) / (flow.received + flow.sent))} of the ${symbol} it moved.`,
    );
  const traded = facts.trades / facts.instants;
  if (traded >= LINES.tradeShare.value && facts.trades >= LINES.leastTrades.value)
    add(
      'trader',
      `At ${number(facts.trades)} of ${number(facts.instants)} instants (${percent(traded)}) it gave one asset and took another.`,
    );
  const turned = [...facts.assets.values()].filter(
    (one) =>
      one.known &&
      one.received > 0 &&
      one.sent >= 0.9 * one.received &&
      one.last - one.first <= LINES.rotationDays.value * DAY,
  ).length;
  if (turned >= LINES.rotatedAssets.value && turned >= LINES.rotatedShare.value * facts.assets.size)
    add(
      'rotator',
      `${number(turned)} of its ${number(facts.assets.size)} assets came and went again within ${LINES.rotationDays.value} days.`,
    );
  const quietDays = (asOfMicros - facts.lastMicros) / DAY;
  const kept = flow && flow.received > 0 ? (flow.received - flow.sent) / flow.received : 0;
  if (quietDays >= LINES.dormantDays.value && kept >= LINES.heldShare.value)
    add(
      'dormant-holder',
      `The imported files show no transfer of it in the last ${number(Math.floor(quietDays))} days, and ${percent(kept)} of the ${symbol} it received is still there.`,
    );
  const fan = facts.receivers.size / Math.max(1, facts.senders.size);
  if (
    flow &&
    facts.receivers.size >= LINES.distributedReceivers.value &&
    fan >= LINES.distributedRatio.value &&
    flow.sent >= LINES.distributedShare.value * flow.received
  )
    add(
      'distributor',
      `It paid ${number(facts.receivers.size)} addresses and was paid by ${number(facts.senders.size)}; ${flow.received > 0 ? `it sent ${percent(flow.sent / flow.received)} of the ${symbol} it received` : `no ${symbol} is seen arriving`}.`,
    );
  if (
    flow &&
    flow.received > 0 &&
    flow.sent <= LINES.accumulatedShare.value * flow.received &&
    facts.inRows >= LINES.leastRows.value &&
    spanDays >= LINES.accumulationDays.value
  )
    add(
      'accumulator',
      `In ${number(Math.round(spanDays))} days it received ${number(facts.inRows)} transfers and sent on ${percent(flow.sent / flow.received)} of the ${symbol} it received.`,
    );
  return found;
}
