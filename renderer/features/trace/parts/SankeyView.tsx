import { type RefObject, useMemo, useRef } from 'react';
import type { Trace, TraceRequest, TraceResult } from '#contract/trace.ts';
import { ChartView } from '../../../charts/ChartView.tsx';
import type { Chart } from '../../../charts/echarts.ts';
import { marks, type SankeyPicture, sankeyOption } from '../../../charts/sankey.ts';
import { countOf, shownOf } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { select } from '../../../workspace/store.ts';
import { flowId, pictureOf } from '../picture.ts';
import { useTrace } from '../store.ts';
import { methodNames, nodesById } from '../words.ts';
import { showFlowRows } from './rows-of.ts';

/** Few flows need no whole page: so many pixels for the fullest column. */
function heightFor({ nodes }: SankeyPicture): number {
  const columns = new Map<number, number>();
  for (const { depth } of nodes) columns.set(depth, (columns.get(depth) ?? 0) + 1);
  return 110 + 70 * Math.max(...columns.values());
}

const amounts = [15, 30, 60, 120] as const;

/** The flows of one method as a Sankey. A flow opens its rows, an address the inspector. */
export function SankeyView({
  trace,
  result,
  request,
  chart,
}: {
  readonly trace: Trace;
  readonly result: TraceResult;
  readonly request: TraceRequest;
  readonly chart: RefObject<Pick<Chart, 'svg'> | null>;
}) {
  const drawn = useTrace((s) => s.drawn);
  const picture = useMemo(() => pictureOf(trace, result, drawn), [trace, result, drawn]);
  const place = useRef<HTMLDivElement>(null);
  const option = useMemo(() => () => sankeyOption(picture, place.current?.clientWidth ?? 856), [picture]);
  const pick = (id: string) => {
    const flow = result.flows.find((one) => id === `flow:${flowId(one)}`);
    if (flow) {
      showFlowRows(trace, request, result.method, flow);
      return;
    }
    const node = nodesById(trace).get(id.replace(/@\d+$/, ''));
    if (node) select({ kind: 'address', chain: node.chain, address: node.address });
  };
  if (picture.links.length === 0)
    return (
      <EmptyState title="Nothing moved" compact>
        By this method the traced money did not leave the address within the limits. It is listed under “Where
        it ends”.
      </EmptyState>
    );
  return (
    <div className="trace-sankey">
      <div ref={place} className="trace-chart" style={{ maxHeight: heightFor(picture) }}>
        <ChartView
          option={option}
          onPick={pick}
          handle={chart}
          label={`Sankey of ${countOf(picture.shown, 'flow')} by ${methodNames[result.method]}. The tab Flows lists the same data.`}
        />
      </div>
      <p className="trace-legend">
        <span>{shownOf(picture.shown, picture.total, 'flow')} shown, largest first</span>
        {picture.returning > 0 && (
          <span>↩ {countOf(picture.returning, 'flow')} back to an earlier address</span>
        )}
        <span className="trace-key-service">{marks.service}service</span>
        <span className="trace-key-kept">
          {marks.kept}
          {trace.direction === 'forward' ? 'held' : 'there before'}
        </span>
        <span className="trace-key-open">{marks.open}not followed</span>
        <label className="inline-field end">
          <span className="visually-hidden">Flows drawn at most</span>
          <select
            className="input"
            value={drawn}
            onChange={(event) => useTrace.setState({ drawn: Number(event.target.value) })}
          >
            {amounts.map((count) => (
              <option key={count} value={count}>
                first {count}
              </option>
            ))}
          </select>
        </label>
      </p>
    </div>
  );
}
