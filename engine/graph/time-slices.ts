import type { TimeSliceQuery, TimeSlices } from '#contract/graph.ts';
import { DAY, HOUR, instant } from '../detectors/ledger/instant.ts';
import { accountOf } from './expand.ts';
import { accountsOf, assetFilter, graphEdge, rangeOf } from './index/describe.ts';
import type { EdgeRows, GraphIndex } from './index/graph-index.ts';
import { firstNotBefore } from './index/stable-order.ts';

/**
 * A service cut by hour or day: its edges with the given counterparties, each stretch of time a node of its own, so that
 * those who used it at the same time meet. @throws EngineError `not-found` when no imported row names the service.
 */
export async function timeSlices(
  index: GraphIndex,
  query: TimeSliceQuery,
  pause: () => Promise<void>,
): Promise<TimeSlices> {
  const service = accountOf(index, query.node);
  const serviceId = index.rows.names.id(service);
  const range = rangeOf(index, query);
  const takes = assetFilter(index, query.assets);
  const length = query.bucket === 'hour' ? HOUR : DAY;
  const { micros, timed } = index.rows;
  const buckets = new Map<number, EdgeRows[]>();
  let withoutTime = 0;
  let totalEdges = 0;
  for (const [place, other] of accountsOf(index, query.counterparties).accounts.entries()) {
    if (place % 256 === 255) await pause();
    if (other === service) continue;
    for (const [from, to] of [
      [service, other],
      [other, service],
    ] as const)
      for (const edge of index.edgesBetween(from, to, range)) {
        if (takes !== null && takes[edge.asset] === 0) continue;
        const { rows } = index.out;
        const end = firstNotBefore(rows, edge.low, edge.high, timed);
        withoutTime += edge.high - end;
        for (let low = edge.low; low < end; ) {
          const bucket = Math.floor(micros[rows[low]!]! / length);
          let high = low + 1;
          while (high < end && Math.floor(micros[rows[high]!]! / length) === bucket) high += 1;
          const list = buckets.get(bucket);
          const part = { ...edge, low, high };
          if (list) list.push(part);
          else buckets.set(bucket, [part]);
          totalEdges += 1;
          low = high;
        }
      }
  }
  let shownEdges = 0;
  const slices: TimeSlices['slices'] = [];
  // whole slices, the busiest first, until the limit; then shown in time
  const byBusiness = [...buckets].sort(([a, left], [b, right]) => right.length - left.length || a - b);
  for (const [bucket, edges] of byBusiness) {
    if (shownEdges + edges.length > query.limit) continue;
    shownEdges += edges.length;
    const from = instant(bucket * length);
    const id = `${serviceId}@${from}`;
    slices.push({
      id,
      from,
      to: instant((bucket + 1) * length - 1),
      counterparties: new Set(edges.map((edge) => (edge.from === service ? edge.to : edge.from))).size,
      edges: edges.map((edge) => {
        const whole = graphEdge(index, edge);
        const source = edge.from === service ? id : whole.source;
        const target = edge.to === service ? id : whole.target;
        return { ...whole, id: `${source}>${target}>${whole.asset}`, source, target };
      }),
    });
  }
  slices.sort((a, b) => (a.from < b.from ? -1 : 1));
  return { slices, shownEdges, totalEdges, withoutTime };
}
