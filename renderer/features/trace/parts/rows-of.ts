import type { Trace, TraceEnd, TraceFlow, TraceMethod, TraceRequest } from '#contract/trace.ts';
import { showRows } from '../../../workspace/store.ts';
import { methodNames, nameOf, nodesById, reasonName } from '../words.ts';

/** Opens the transfers behind a flow. */
export function showFlowRows(
  trace: Trace,
  request: TraceRequest,
  method: TraceMethod,
  flow: Pick<TraceFlow, 'source' | 'target' | 'asset' | 'symbol'>,
): void {
  const nodes = nodesById(trace);
  showRows({
    title: `${methodNames[method]}: ${flow.symbol} from ${nameOf(nodes, flow.source)} to ${nameOf(nodes, flow.target)}`,
    framed: false,
    trace: {
      request,
      method,
      of: { kind: 'flow', source: flow.source, target: flow.target, asset: flow.asset },
    },
  });
}

/** Opens the transfers that brought what ended somewhere. */
export function showEndRows(
  trace: Trace,
  request: TraceRequest,
  method: TraceMethod,
  end: Pick<TraceEnd, 'node' | 'asset' | 'symbol' | 'reason'>,
): void {
  showRows({
    title: `${methodNames[method]}: ${end.symbol} ${reasonName(end.reason, trace.direction)}, ${nameOf(nodesById(trace), end.node)}`,
    framed: false,
    trace: { request, method, of: { kind: 'end', node: end.node, asset: end.asset, reason: end.reason } },
  });
}
