import { Briefcase, Download, Waypoints } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import type { Trace, TraceRequest, TraceResult } from '#contract/trace.ts';
import type { Chart } from '../../../charts/echarts.ts';
import { pngOf } from '../../../charts/png.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useCommands } from '../../../workspace/commands.ts';
import { colourGraph, notify, openInGraph, reportProblem } from '../../../workspace/store.ts';
import { colouringOf } from '../colouring.ts';
import { traceCsv, traceJson } from '../exports.ts';
import { addTraceToCase } from '../to-case.ts';

/** What can be done with a finished trace. */
export function TraceTools({
  trace,
  result,
  request,
  chart,
}: {
  readonly trace: Trace | null;
  readonly result: TraceResult | null;
  readonly request: TraceRequest | null;
  readonly chart: RefObject<Pick<Chart, 'svg'> | null>;
}) {
  const ready = trace !== null && result !== null && request !== null;
  useCommands(
    useMemo(
      () =>
        trace && result && request
          ? [
              {
                id: 'trace-to-case',
                title: 'Add the trace to the case',
                group: 'Trace',
                keys: ['e'],
                run: () => void addTraceToCase(trace, result, request, chart.current?.svg()),
              },
            ]
          : [],
      [trace, result, request, chart],
    ),
  );
  const name = ready ? `trace-${trace.direction}-${result.method}` : 'trace';
  const picture = (use: (svg: string) => void | Promise<void>) => () => {
    const svg = chart.current?.svg();
    if (svg === undefined) {
      notify('The picture is not on screen. Open the tab Picture first.');
      return;
    }
    Promise.resolve(use(svg)).catch(reportProblem);
  };
  return (
    <span className="trace-tools">
      <Menu
        align="end"
        trigger={
          <Button icon={<Download size={13} />} disabled={!ready}>
            Export
          </Button>
        }
        sections={[
          {
            title: 'Data',
            items: [
              {
                id: 'csv',
                label: 'Flows and ends as CSV',
                onSelect: () => ready && saveFile(`${name}.csv`, traceCsv(trace, result), 'text/csv'),
              },
              {
                id: 'json',
                label: 'All methods as JSON',
                onSelect: () =>
                  ready &&
                  saveFile(`trace-${trace.direction}.json`, traceJson(trace, request), 'application/json'),
              },
            ],
          },
          {
            title: 'Picture',
            items: [
              {
                id: 'svg',
                label: 'Picture as SVG',
                onSelect: picture((svg) => saveFile(`${name}.svg`, svg, 'image/svg+xml')),
              },
              {
                id: 'png',
                label: 'Picture as PNG',
                onSelect: picture(async (svg) => {
                  saveFile(`${name}.png`, await pngOf(svg), 'image/png');
                }),
              },
            ],
          },
        ]}
      />
      <Button
        icon={<Briefcase size={13} />}
        aria-label="Add the trace to the case"
        title="Add the trace to the case (e)"
        disabled={!ready}
        onClick={() => ready && void addTraceToCase(trace, result, request, chart.current?.svg())}
      />
      <Button
        icon={<Waypoints size={13} />}
        disabled={!ready}
        onClick={() => {
          if (!ready) return;
          colourGraph(colouringOf(trace, result));
          openInGraph({
            kind: 'address',
            chain: trace.seed.chain,
            address: trace.seed.node.slice(trace.seed.chain.length + 1),
          });
        }}
      >
        Show in graph
      </Button>
    </span>
  );
}
