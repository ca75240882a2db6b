import { useMemo, useRef } from 'react';
import type { Chart } from '../../charts/echarts.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { messageOf } from '../../workspace/messages.ts';
import { useHeldFrames } from '../../workspace/replay.ts';
import { useWorkspace } from '../../workspace/store.ts';
import { CompareTable } from './parts/CompareTable.tsx';
import { EndTable } from './parts/EndTable.tsx';
import { FlowTable } from './parts/FlowTable.tsx';
import { MethodsCard } from './parts/MethodsCard.tsx';
import { Notes } from './parts/Notes.tsx';
import { RuleBar } from './parts/RuleBar.tsx';
import { SankeyView } from './parts/SankeyView.tsx';
import { SeedChooser } from './parts/SeedChooser.tsx';
import { SeedLine } from './parts/SeedLine.tsx';
import { StartTrace } from './parts/StartTrace.tsx';
import { SumLine } from './parts/SumLine.tsx';
import { TraceTools } from './parts/TraceTools.tsx';
import { requestOf, type TraceView, useTrace } from './store.ts';
import './trace.css';
import { useRunningTrace } from './use-trace.ts';

const views: readonly { id: TraceView; label: string }[] = [
  { id: 'sankey', label: 'Picture' },
  { id: 'flows', label: 'Flows' },
  { id: 'ends', label: 'Where it ends' },
  { id: 'compare', label: 'Methods side by side' },
  { id: 'methods', label: 'About the methods' },
];

/** Where money went or came from: picture, tables and a sum that adds up. */
export function TracePage() {
  const seed = useWorkspace((s) => s.traceSeed);
  const revision = useWorkspace((s) => s.revision);
  const methods = useTrace((s) => s.methods);
  const method = useTrace((s) => s.method);
  const rules = useTrace((s) => s.rules);
  const view = useTrace((s) => s.view);
  const chart = useRef<Pick<Chart, 'svg'> | null>(null);
  const playhead = useWorkspace((s) => s.at);
  const request = useMemo(
    () => requestOf(seed, { methods, rules }, playhead),
    [seed, methods, rules, playhead],
  );
  const running = useRunningTrace(request, revision);
  useHeldFrames(running.running);
  const { answer: trace, question } = running;
  const result = trace?.results.find((one) => one.method === method) ?? trace?.results[0] ?? null;

  if (!seed) return <StartTrace />;
  return (
    <div className="trace-page">
      <div className="trace-bar">
        <SeedLine seed={seed} trace={trace} />
        <TraceTools trace={trace} result={result} request={question} chart={chart} />
      </div>
      {!('file' in seed) && <SeedChooser seed={seed} />}
      <RuleBar seed={seed} />
      {running.running && (
        <div className="trace-running" role="status">
          <ProgressBar fraction={null} label="Tracing" />
          <span>
            {running.progress
              ? `${running.progress.message}, ${formatCount(running.progress.done)} rows read`
              : 'Reading the first rows'}
          </span>
          <Button onClick={running.cancel}>Cancel</Button>
        </div>
      )}
      {running.cancelled && (
        <p className="trace-running muted" role="status">
          Cancelled. {trace ? 'The trace before is still shown.' : 'Nothing was traced.'}
          <Button onClick={running.again}>Trace</Button>
        </p>
      )}
      {running.error ? (
        <ErrorState message={messageOf(running.error)} onRetry={running.again} />
      ) : trace && result && question ? (
        <>
          <SumLine result={result} request={question} />
          <Tabs
            label="Views of the trace"
            value={view}
            tabs={views}
            onChange={(next) => useTrace.setState({ view: next })}
          />
          <div className="trace-view">
            {view === 'sankey' && (
              <SankeyView trace={trace} result={result} request={question} chart={chart} />
            )}
            {view === 'flows' && <FlowTable trace={trace} result={result} request={question} />}
            {view === 'ends' && <EndTable trace={trace} result={result} request={question} />}
            {view === 'compare' && <CompareTable trace={trace} request={question} />}
            {view === 'methods' && <MethodsCard />}
          </div>
          <Notes notes={trace.notes} result={result} />
        </>
      ) : (
        running.running && <Skeleton lines={9} label="Tracing" />
      )}
    </div>
  );
}
