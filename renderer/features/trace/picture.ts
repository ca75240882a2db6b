import type { Trace, TraceEndReason, TraceFlow, TraceResult } from '#contract/trace.ts';
import type { SankeyLink, SankeyNode, SankeyPicture } from '../../charts/sankey.ts';
import { countOf, formatAmount, formatShare } from '../../ui/format.ts';
import { nameOf, nodesById, reasonName } from './words.ts';

export interface TracePicture extends SankeyPicture {
  readonly shown: number;
  readonly total: number;
  /** Flows drawn to a second mark of an address that stands further back already. */
  readonly returning: number;
}

export const flowId = ({ source, target, asset }: Pick<TraceFlow, 'source' | 'target' | 'asset'>): string =>
  `${source}>${target}>${asset}`;

const tones: Record<TraceEndReason, SankeyNode['tone']> = {
  service: 'service',
  held: 'kept',
  opening: 'kept',
  converted: 'service',
  fee: 'open',
  hops: 'open',
  small: 'open',
  busy: 'service',
  budget: 'open',
};

/**
 * The largest flows of a result as columns of addresses by their distance from the beginning, money going from left
 * to right. A flow that leads back to an earlier column ends at a second mark (↩) of its address, so that
 * nothing goes round. Flows whose way from the beginning is not drawn are left out and counted.
 */
export function pictureOf(trace: Trace, result: TraceResult, most: number): TracePicture {
  const forward = trace.direction === 'forward';
  const nodes = nodesById(trace);
  const payer = (flow: TraceFlow): string => (forward ? flow.source : flow.target);
  const receiver = (flow: TraceFlow): string => (forward ? flow.target : flow.source);
  const start = trace.seed.node;
  const largest = [...result.flows]
    .filter((flow) => flow.share > 0)
    .sort((a, b) => b.share - a.share || a.hop - b.hop || (flowId(a) < flowId(b) ? -1 : 1))
    .slice(0, most);
  const columns = new Map<string, number>([[start, 1]]);
  const drawn: TraceFlow[] = [];
  for (let left = [...largest]; ; ) {
    left.sort((a, b) => a.hop - b.hop || b.share - a.share || (flowId(a) < flowId(b) ? -1 : 1));
    const next = left.filter((flow) => flow.hop === 0 || columns.has(payer(flow)));
    if (next.length === 0) break;
    for (const flow of next) {
      if (flow.hop === 0 && !columns.has(payer(flow))) columns.set(payer(flow), 0);
      if (!columns.has(receiver(flow))) columns.set(receiver(flow), columns.get(payer(flow))! + 1);
      drawn.push(flow);
    }
    left = left.filter((flow) => !next.includes(flow));
  }
  const marks = new Map<string, { node: string; column: number; back: boolean }>();
  for (const [node, column] of columns) marks.set(node, { node, column, back: false });
  let returning = 0;
  const links = drawn.map((flow): SankeyLink => {
    const from = payer(flow);
    const column = columns.get(from)!;
    let to = receiver(flow);
    if (columns.get(to)! <= column) {
      returning += 1;
      to = `${to}@${column + 1}`;
      marks.set(to, { node: receiver(flow), column: column + 1, back: true });
    }
    const [source, target] = forward ? [from, to] : [to, from];
    return {
      id: `flow:${flowId(flow)}`,
      source,
      target,
      value: flow.share,
      title: `${nameOf(nodes, flow.source)} → ${nameOf(nodes, flow.target)}\n${flow.amount} ${flow.symbol} (${formatShare(flow.share)})\nof ${formatAmount(flow.moved)} ${flow.symbol} in ${countOf(flow.transfers, 'transfer')}`,
    };
  });
  const touched = new Set(links.flatMap(({ source, target }) => [source, target]));
  const shownMarks = [...marks].filter(([mark]) => touched.has(mark));
  const last = Math.max(0, ...shownMarks.map(([, { column }]) => column));
  const first = Math.min(last, ...shownMarks.map(([, { column }]) => column));
  return {
    nodes: shownMarks.map(([mark, { node, column, back }]): SankeyNode => {
      const end = result.ends.find((one) => one.node === node);
      const shown = node === start ? trace.seed : (end ?? reached(drawn, (flow) => receiver(flow) === node));
      const kept =
        node === start && (end?.reason === 'held' || end?.reason === 'opening')
          ? `, ${formatAmount(end.amount, 4)} of it here`
          : '';
      const amount = back || shown === null ? '' : `${amountWithin(trace, shown)}${kept}`;
      return {
        id: mark,
        depth: forward ? column - first : last - column,
        label: `${back ? '↩ ' : ''}${shortName(nameOf(nodes, node))}`,
        amount,
        title: [
          nodes.get(node)?.address ?? 'transaction fees',
          ...result.ends
            .filter((one) => one.node === node)
            .map(
              (one) =>
                `${one.amount} ${one.symbol} ${reasonName(one.reason, trace.direction)}: ${one.detail}`,
            ),
        ].join('\n'),
        tone: node === start ? 'seed' : end && !back && end.share > 0 ? tones[end.reason] : 'passing',
      };
    }),
    links,
    shown: drawn.length,
    total: result.flows.length,
    returning,
  };
}

const shortName = (name: string): string => (name.length > 14 ? `${name.slice(0, 13).trim()}…` : name);

/** The unit is said where it is not the one that is traced. */
const amountWithin = (
  trace: Trace,
  { amount, symbol, asset }: { amount: string; symbol: string; asset: string },
): string =>
  asset === trace.seed.asset && amount !== trace.seed.amount
    ? formatAmount(amount, 3)
    : `${formatAmount(amount, 4)} ${symbol}`;

/** What reached an address that passed all of it on, where that was one flow. */
function reached(flows: readonly TraceFlow[], into: (flow: TraceFlow) => boolean): TraceFlow | null {
  const own = flows.filter(into);
  return own.length === 1 ? own[0]! : null;
}
