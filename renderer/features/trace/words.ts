import type {
  ServiceKind,
  Trace,
  TraceBalance,
  TraceEndReason,
  TraceMethod,
  TraceNode,
  TraceRequest,
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

/** How an end reads in the table and in the line that adds up; backward, what is held was there before the limit. */
const reasonNames: Record<TraceEndReason, string> = {
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

export const reasonName = (reason: TraceEndReason, direction: Trace['direction']): string =>
  reason === 'held' && direction === 'backward' ? 'there before the time limit' : reasonNames[reason];

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

const SIGNIFICANT = 9;

/**
 * Amounts cut to the same number of decimals so that the parts still add up to the whole: what cutting leaves over
 * goes, a last digit each, to the parts that lost most. Whole and parts are exact decimal texts that add up.
 */
export function evenAmounts(whole: string, parts: readonly string[]): { whole: string; parts: string[] } {
  const scale = Math.max(...[whole, ...parts].map((text) => (text.split('.')[1] ?? '').length));
  const units = (text: string): bigint => {
    const [integer = '0', fraction = ''] = text.split('.');
    return BigInt(integer + fraction.padEnd(scale, '0'));
  };
  const integer = whole.split('.')[0] ?? '0';
  const zeros = integer === '0' ? (/^0*/.exec(whole.split('.')[1] ?? '')?.[0].length ?? 0) : 0;
  const places = Math.min(
    scale,
    Math.max(0, integer === '0' ? zeros + SIGNIFICANT : SIGNIFICANT - integer.length),
  );
  const step = 10n ** BigInt(scale - places);
  const text = (steps: bigint): string => {
    const digits = steps.toString().padStart(places + 1, '0');
    const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
    const cut = `${digits.slice(0, digits.length - places)}${places > 0 && fraction ? `.${fraction}` : ''}`;
    return formatAmount(cut, 80);
  };
  const exact = parts.map(units);
  const steps = exact.map((value) => value / step);
  const wanted = (exact.reduce((sum, value) => sum + value, 0n) + step / 2n) / step;
  const order = exact
    .map((value, index) => ({ index, lost: value % step }))
    .sort((a, b) => (a.lost < b.lost ? 1 : a.lost > b.lost ? -1 : a.index - b.index));
  let missing = wanted - steps.reduce((sum, value) => sum + value, 0n);
  for (const { index } of order) {
    if (missing <= 0n) break;
    steps[index]! += 1n;
    missing -= 1n;
  }
  return {
    whole: text(wanted),
    parts: steps.map((value, index) => (value === 0n && exact[index]! > 0n ? 'less' : text(value))),
  };
}

/** What went in and what became of it, in words; the numbers are exact on hover. */
export function sumOf(
  balance: TraceBalance,
  { direction, rules: { minShare } }: Pick<TraceRequest, 'direction' | 'rules'>,
): { into: string; parts: Summand[] } {
  const { begun, converted, mixed, symbol } = balance;
  const sources = [
    { amount: begun, words: direction === 'forward' ? 'in' : 'traced back' },
    { amount: converted, words: 'from swaps' },
    { amount: mixed, words: 'mixed with it' },
  ].filter(({ amount }) => amount !== '0');
  const shown = evenAmounts(
    balance.parts.length === 1 ? balance.parts[0]!.amount : begun,
    balance.parts.map(({ amount }) => amount),
  );
  const into =
    sources.length === 1
      ? `${shown.whole} ${symbol} ${sources[0]!.words}`
      : sources
          .map(({ amount, words }) => `${formatAmount(amount, SIGNIFICANT)} ${symbol} ${words}`)
          .join(' + ');
  return {
    into,
    parts: balance.parts.map(({ reason, amount, share }, index) => ({
      reason,
      amount,
      share: formatShare(share),
      text: `${shown.parts[index] === 'less' ? `${formatAmount(amount, 2)}` : shown.parts[index]} ${
        reason === 'small' ? `not followed (below ${formatPercent(minShare)})` : reasonName(reason, direction)
      }`,
    })),
  };
}

export const formatPercent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;
