import type { Trace, TraceResult } from '#contract/trace.ts';
import { formatAmount } from '../../ui/format.ts';
import type { GraphColouring } from '../../workspace/graph-colouring.ts';
import { flowId } from './picture.ts';
import { methodNames } from './words.ts';

/**
 * A result as the graph shows it: each flow with its traced amount, each address with the largest traced flow that
 * reached it (backward: left it). Amounts carry their unit.
 */
export function colouringOf(trace: Trace, { method, flows }: TraceResult): GraphColouring {
  const nodes: Record<string, { share: number; amount: string }> = {
    [trace.seed.node]: { share: 1, amount: `${trace.seed.amount} ${trace.seed.symbol}` },
  };
  const edges: Record<string, { amount: string; share: number }> = {};
  for (const flow of flows) {
    const amount = `${flow.amount} ${flow.symbol}`;
    const share = Math.min(1, flow.share);
    edges[flowId(flow)] = { amount, share };
    const node = trace.direction === 'forward' ? flow.target : flow.source;
    if (node.endsWith(':fees') || (nodes[node]?.share ?? -1) >= share) continue;
    nodes[node] = { share, amount };
  }
  return {
    title: `${formatAmount(trace.seed.amount)} ${trace.seed.symbol} traced ${trace.direction} by ${methodNames[method]}`,
    nodes,
    edges,
  };
}
