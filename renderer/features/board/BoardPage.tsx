import { useEffect } from 'react';
import { Button } from '../../ui/Button.tsx';
import { formatTime } from '../../ui/format.ts';
import { Preparing } from '../../ui/Preparing.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { goTo, setFrame, setWholePage, useWorkspace } from '../../workspace/store.ts';
import { useKnownSpan } from '../../workspace/use-known-span.ts';
import { usePrepared } from '../../workspace/use-prepared.ts';
import { FlowsPanel } from './parts/FlowsPanel.tsx';
import { GroupsPanel } from './parts/GroupsPanel.tsx';
import { ImpactPanel } from './parts/ImpactPanel.tsx';
import { MoversPanel } from './parts/MoversPanel.tsx';
import { PerformancePanel } from './parts/PerformancePanel.tsx';
import { RiskPanel } from './parts/RiskPanel.tsx';
import './board.css';

/** What the whole case says of the time span: who moved, who gained, what was risky, where money went. */
export function BoardPage() {
  const transfers = useWorkspace((s) => s.caseSummary?.counts.transfers ?? 0);
  const frame = useKnownSpan();
  const chosen = useWorkspace((s) => s.frame !== null);
  const revision = useWorkspace((s) => s.revision);
  const progress = usePrepared(revision);
  useEffect(() => {
    setWholePage(true);
    return () => setWholePage(false);
  }, []);
  if (transfers === 0)
    return (
      <EmptyState
        title="There is nothing to chart"
        actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
      >
        Drop transfers or node data into this window. Labels fill the flows between categories, prices fill
        gain, loss and market impact, and the detectors on the page Alerts fill risk and groups.
      </EmptyState>
    );
  return (
    <div className="board-page">
      {progress && <Preparing progress={progress} />}
      <header className="board-head">
        <h1>Analytics board</h1>
        {frame ? (
          <>
            <span className="muted">
              {chosen ? `${formatTime(frame.from)} to` : 'up to'} {formatTime(frame.to)} UTC
            </span>
            {chosen && (
              <Button variant="quiet" onClick={() => setFrame(null)}>
                Show all time
              </Button>
            )}
          </>
        ) : (
          <span className="muted">all imported time; brush the timeline to narrow every chart</span>
        )}
      </header>
      <div className="board-grid">
        <RiskPanel />
        <MoversPanel />
        <FlowsPanel />
        <PerformancePanel />
        <ImpactPanel />
        <GroupsPanel />
      </div>
    </div>
  );
}
