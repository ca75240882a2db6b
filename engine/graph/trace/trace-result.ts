import type {
  TraceBalance,
  TraceEnd,
  TraceEndReason,
  TraceFlow,
  TraceRequest,
  TraceResult,
} from '#contract/trace.ts';
import { counted, number } from '../../detectors/define.ts';
import { instant } from '../../detectors/ledger/instant.ts';
import { type Flow, WHOLE } from './follow.ts';
import { balanceOf, type Found } from './search.ts';
import type { Traced } from './trace.ts';
import { unitText } from './units.ts';

type Parts = Omit<Traced, 'trace'>;

/** The order in which the parts of a balance are read. */
const order: readonly TraceEndReason[] = [
  'service',
  'held',
  'opening',
  'converted',
  'fee',
  'small',
  'hops',
  'busy',
  'budget',
];

const shareOf = (parts: bigint): number => Number(parts) / Number(WHOLE);

/** One method's flows and ends, largest first, with the balance of every asset. @throws Error where a balance does not come out even. */
export function resultOf(parts: Parts, found: Found): TraceResult {
  const { pass } = found;
  return {
    method: found.method,
    complete: found.complete,
    accounts: found.balances,
    transfersRead: found.rows,
    flows: flowsOf(parts, found),
    ends: endsOf(parts, found),
    balances: [...new Set([parts.start.asset, ...pass.converted.keys()])].map((asset) =>
      tracedBalance(parts, found, asset),
    ),
  };
}

interface Summed<K> {
  readonly key: K;
  readonly flows: Flow[];
  traced: bigint;
}

function grouped<K>(flows: readonly Flow[], keyOf: (flow: Flow) => K): Summed<K>[] {
  const groups = new Map<string, Summed<K>>();
  for (const flow of flows) {
    const key = keyOf(flow);
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, flows: [], traced: 0n };
    groups.set(text, group);
    group.flows.push(flow);
    group.traced += flow.traced;
  }
  return [...groups.values()];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function flowsOf({ source, nodeOf }: Parts, { pass }: Found): TraceFlow[] {
  return grouped(pass.flows, ({ movement: { from, to, asset } }) => ({ from, to, asset }))
    .map(({ key, flows, traced }): TraceFlow => {
      const { name, symbol, scale } = source.known(key.asset);
      const micros = flows.map(({ movement }) => movement.micros);
      return {
        source: nodeOf(key.from),
        target: nodeOf(key.to),
        asset: name,
        symbol,
        amount: unitText(traced, scale!),
        share: shareOf(pass.share(key.asset, traced)),
        moved: unitText(
          flows.reduce((sum, { movement }) => sum + movement.amount, 0n),
          scale!,
        ),
        transfers: flows.length,
        firstSeen: instant(Math.min(...micros)),
        lastSeen: instant(Math.max(...micros)),
        hop: Math.min(...flows.map(({ hop }) => hop)),
      };
    })
    .sort(
      (a, b) =>
        a.hop - b.hop ||
        b.share - a.share ||
        compare(a.source, b.source) ||
        compare(a.target, b.target) ||
        compare(a.asset, b.asset),
    );
}

function endsOf({ source, nodeOf, left, searched, request }: Parts, { pass, keys }: Found): TraceEnd[] {
  const stopped = grouped(
    pass.flows.filter(({ end }) => end !== null),
    ({ receiver, movement: { asset }, end }) => ({ receiver, asset, reason: end! }),
  ).map(({ key, flows, traced }) => ({
    account: key.receiver,
    asset: key.asset,
    reason: key.reason,
    traced,
    transfers: flows.length,
    busy: flows[0]!.transfers,
  }));
  const kept = [...pass.held].map(([key, traced]) => {
    const [account, asset] = [keys.account(key), keys.asset(key)];
    return {
      account,
      asset,
      reason: left,
      traced,
      transfers: pass.flows.filter(
        ({ receiver, movement, end }) => end === null && receiver === account && movement.asset === asset,
      ).length,
      busy: undefined,
    };
  });
  return [...stopped, ...kept]
    .map(({ account, asset, reason, traced, transfers, busy }): TraceEnd => {
      const { name, symbol, scale } = source.known(asset);
      return {
        node: nodeOf(account),
        reason,
        detail: detailOf(reason, request.direction, searched.services.get(account)?.because, busy),
        asset: name,
        symbol,
        amount: unitText(traced, scale!),
        share: shareOf(pass.share(asset, traced)),
        transfers,
      };
    })
    .sort(
      (a, b) =>
        b.share - a.share ||
        compare(a.node, b.node) ||
        compare(a.asset, b.asset) ||
        compare(a.reason, b.reason),
    );
}

function detailOf(
  reason: TraceEndReason,
  direction: TraceRequest['direction'],
  because: string | undefined,
  transfers: number | undefined,
): string {
  switch (reason) {
    case 'service':
      return because ?? 'service';
    case 'held':
      return direction === 'forward'
        ? 'still there after the last row looked at'
        : 'there before the time limit';
    case 'opening':
      return 'there before the first imported row: an opening balance not in the files';
    case 'converted':
      return 'swapped in the same transaction and followed in the other asset';
    case 'fee':
      return 'paid as transaction fee';
    case 'hops':
      return 'the limit of transfers was reached';
    case 'small':
      return 'smaller than the least share followed';
    case 'busy':
      return `${counted(transfers ?? 0, 'transfer')}: too many to be one owner’s`;
    case 'budget':
      return 'not searched: the limit of balances or rows was reached';
  }
}

function tracedBalance({ source, start, left }: Parts, found: Found, asset: number): TraceBalance {
  const { name, symbol, scale } = source.known(asset);
  const begun = asset === start.asset ? found.pass.begun : 0n;
  const { converted, mixed, parts, difference } = balanceOf(found, asset, begun, left);
  if (difference !== 0n)
    throw new Error(`the ${found.method} trace of ${name} does not come out even by ${difference} units`);
  return {
    asset: name,
    symbol,
    begun: unitText(begun, scale!),
    converted: unitText(converted, scale!),
    mixed: unitText(mixed, scale!),
    parts: order.flatMap((reason) => {
      const amount = parts.get(reason);
      return amount === undefined
        ? []
        : [{ reason, amount: unitText(amount, scale!), share: shareOf(found.pass.share(asset, amount)) }];
    }),
    difference: '0',
  };
}

/** What is traced, as one sentence. */
export function seedSentence({ request, source, start, searched, nodeOf }: Parts): string {
  const { symbol, scale } = source.known(start.asset);
  const amount = unitText(searched.found[0]!.pass.begun, scale!);
  const [first] = start.first;
  if (first)
    return `${amount} ${symbol} that ${nodeOf(first.from)} sent to ${nodeOf(first.to)} at ${instant(first.micros)}, followed ${request.direction}`;
  const at = request.seed.kind === 'balance' ? request.seed.at : null;
  return `${amount} ${symbol} that ${nodeOf(start.account)} held ${at === null ? 'after the last imported row' : `at ${at}`}, followed ${request.direction}`;
}

/** What the result rests on beside its rows. */
export function notesOf({ request, searched, source }: Parts): string[] {
  const notes: string[] = [];
  for (const { method, complete, balances, rows } of searched.found)
    if (!complete)
      notes.push(
        `Not searched completely by ${method}: after ${counted(balances, 'balance')} and ${counted(rows, 'row')} the limit was reached; what went beyond is listed as not searched.`,
      );
  if (source.unknownAmounts.size > 0)
    notes.push(
      `${counted(source.unknownAmounts.size, 'transfer')} of the balances followed ${source.unknownAmounts.size === 1 ? 'has' : 'have'} no known amount and ${source.unknownAmounts.size === 1 ? 'carries' : 'carry'} nothing here.`,
    );
  if (source.unknownTimes.size > 0)
    notes.push(
      `${counted(source.unknownTimes.size, 'transfer')} of the balances followed ${source.unknownTimes.size === 1 ? 'has' : 'have'} no known time and ${source.unknownTimes.size === 1 ? 'is' : 'are'} left out.`,
    );
  for (const { taken, given } of searched.swaps) {
    const [from, to] = [source.known(taken.asset), source.known(given.asset)];
    notes.push(
      `Followed through a swap at ${instant(taken.micros)}: ${unitText(taken.amount, from.scale!)} ${from.symbol} for ${unitText(given.amount, to.scale!)} ${to.symbol} in one transaction.`,
    );
  }
  if (request.rules.minShare > 0)
    notes.push(
      `Transfers that carry less than ${number(request.rules.minShare * 100, 4)} % are not followed.`,
    );
  return notes;
}
