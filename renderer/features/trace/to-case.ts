import type { Trace, TraceRequest, TraceResult } from '#contract/trace.ts';
import { shortenAddress } from '../../ui/format.ts';
import { addToCase, sheet } from '../../workspace/add-evidence.ts';

/** Freezes a trace: the question, the flows of the method that is shown, where it ended, and its picture. */
export async function addTraceToCase(
  trace: Trace,
  result: TraceResult,
  request: TraceRequest,
  svg: string | undefined,
): Promise<void> {
  const address = trace.seed.node.slice(trace.seed.chain.length + 1);
  const { seconds: _, ...answer } = trace;
  await addToCase({
    kind: 'trace',
    title: `Money ${trace.direction === 'forward' ? 'from' : 'to'} ${shortenAddress(address)} by ${result.method.toUpperCase()}`,
    explanation: `${result.flows.length} flows, ${result.ends.length} ends. Amounts are exact; every method that was worked out is kept in the data.`,
    data: {
      ...sheet(
        ['hop', 'from', 'to', 'asset', 'traced', 'share', 'transfers', 'first seen', 'last seen'],
        result.flows.map((flow) => [
          flow.hop,
          flow.source,
          flow.target,
          flow.symbol ?? flow.asset,
          flow.amount,
          flow.share,
          flow.transfers,
          flow.firstSeen,
          flow.lastSeen,
        ]),
        result.flows.length,
      ),
      request,
      trace: answer,
    },
    style: { method: result.method },
    picture: svg === undefined ? null : { type: 'image/svg+xml', text: svg },
  });
}
