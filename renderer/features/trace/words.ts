import type {
  ServiceKind,
  Trace,
  TraceBalance,
  TraceEndReason,
  TraceMethod,
  TraceNode,
} from '#contract/trace.ts';
import { formatAmount, formatShare, shortenAddress } from '../../ui/format.ts';

export const methodNames: Record<TraceMethod, string> = {
  fifo: 'FIFO',
  lifo: 'LIFO',
  haircut: 'Haircut',
  poison: 'Poison',
};

export const methodTitles: Record<TraceMethod, string> = {
  fifo: 'First in, first out: what came first is spent first',
  lifo: 'Last in, first out: what came last is spent first',
  haircut: 'Pro rata: every payment carries the mixture the account held',
  poison: 'Whole: everything an account pays after it was touched',
};

/** How an end reads in the table and in the line that adds up. */
export const reasonNames: Record<TraceEndReason, string> = {
  service: 'at services',
  held: 'held',
  opening: 'there before the first imported row',
  converted: 'swapped and followed',
  fee: 'fees',
  hops: 'not followed (limit of transfers)',
  small: 'not followed (small)',
  busy: 'at accounts too busy to follow',
  budget: 'not searched (limit of balances)',
};

export const serviceNames: Record<ServiceKind, string> = {
  exchange: 'Exchange (label)',
  mixer: 'Mixer (label)',
  bridge: 'Bridge (label)',
  pool: 'Pool (decoded swap)',
  service: 'Other service (label)',
  system: 'Null or burn address',
  exchanging: 'Exchanges assets (behaviour)',
  hub: 'Hub (behaviour)',
};

/** Label or shortened address of a node. */
export function nameOf(nodes: ReadonlyMap<string, TraceNode>, id: string): string {
  const node = nodes.get(id);
  if (!node) return id.endsWith(':fees') ? 'fees' : shortenAddress(id.slice(id.indexOf(':') + 1));
  return node.tags[0]?.label ?? shortenAddress(node.address);
}

export const nodesById = (trace: Trace): Map<string, TraceNode> =>
  new Map(trace.nodes.map((node) => [node.id, node]));

/** One summand of the line that adds up. */
export interface Summand {
  readonly reason: TraceEndReason;
  readonly amount: string;
  readonly text: string;
  readonly share: string;
}

/** What went in and what became of it, in words; the numbers are exact on hover. */
export function sumOf(balance: TraceBalance, minShare: number): { into: string; parts: Summand[] } {
  const { begun, converted, mixed, symbol } = balance;
  const into = [
    begun === '0' ? null : `${formatAmount(begun, 9)} ${symbol} in`,
    converted === '0' ? null : `${formatAmount(converted, 9)} ${symbol} from swaps`,
    mixed === '0' ? null : `${formatAmount(mixed, 9)} mixed with it`,
  ].filter((text) => text !== null);
  return {
    into: into.join(' + '),
    parts: balance.parts.map(({ reason, amount, share }) => ({
      reason,
      amount,
      share: formatShare(share),
      text: `${formatAmount(amount, 9)} ${
        reason === 'small' ? `not followed (below ${formatPercent(minShare)})` : reasonNames[reason]
      }`,
    })),
  };
}

export const formatPercent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;
