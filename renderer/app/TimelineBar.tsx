import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Timeline } from '#contract/graph.ts';
import { activityOption, filledBuckets } from '../charts/activity.ts';
import { ChartView } from '../charts/ChartView.tsx';
import { Button } from '../ui/Button.tsx';
import { formatDuration, formatTime } from '../ui/format.ts';
import { Hint } from '../ui/Hint.tsx';
import { fetchTimeline } from '../workspace/queries.ts';
import { setFrame, useWorkspace } from '../workspace/store.ts';
import { stepFrame, toSeconds } from '../workspace/time-frame.ts';
import { useAnswer } from '../workspace/use-answer.ts';
import { TimeBrush } from './TimeBrush.tsx';

const bucketCount = 240;

/** Activity of the whole case under every page. Brushing it filters every page. */
export function TimelineBar() {
  const revision = useWorkspace((s) => s.revision);
  const asOf = useWorkspace((s) => s.caseSummary?.asOf ?? null);
  const frame = useWorkspace((s) => s.frame);
  const answer = useAnswer(`timeline-${revision}`, (signal) => fetchTimeline(bucketCount, signal));
  const timeline = answer.data;
  const span = useMemo(() => coverageOf(timeline), [timeline]);
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="timeline-head">
        <span className="timeline-span">
          {frame ? (
            <>
              <b>{formatTime(frame.from)}</b> to <b>{formatTime(frame.to)}</b>
              <span className="muted">
                {' '}
                · {formatDuration(toSeconds(frame.to) - toSeconds(frame.from))} · every page shows this span
                only
              </span>
            </>
          ) : span ? (
            <>
              {formatTime(timeline?.from)} to {formatTime(timeline?.to)}
              <span className="muted"> · {formatDuration(span.to - span.from)} · drag to narrow</span>
            </>
          ) : (
            <span className="muted">No dated rows yet</span>
          )}
        </span>
        <span className="timeline-tools">
          {frame && span && (
            <>
              <Hint text="Step back by the width of the span">
                <Button
                  variant="quiet"
                  aria-label="Step back"
                  icon={<ChevronLeft size={14} />}
                  onClick={() => setFrame(stepFrame(frame, -1, span))}
                />
              </Hint>
              <Hint text="Step forward by the width of the span">
                <Button
                  variant="quiet"
                  aria-label="Step forward"
                  icon={<ChevronRight size={14} />}
                  onClick={() => setFrame(stepFrame(frame, 1, span))}
                />
              </Hint>
              <Button variant="quiet" icon={<X size={13} />} onClick={() => setFrame(null)}>
                Whole span
              </Button>
            </>
          )}
          <span className="timeline-legend" aria-hidden="true">
            <i className="legend-bar" /> transfers
            {timeline?.buckets.some((b) => b.trades > 0) && (
              <>
                <i className="legend-bar legend-bar-2" /> trades
              </>
            )}
            <i className="legend-mark" /> alerts
          </span>
          <span
            className="as-of"
            title="The instant the last detector run took as now; nothing after it was used"
          >
            as of {asOf ? `${formatTime(asOf)} UTC` : 'the last row'}
          </span>
        </span>
      </div>
      <div className="timeline-plot">
        {timeline && span && <Plot timeline={timeline} span={span} />}
        {!timeline && answer.loading && <span className="skeleton-bar timeline-wait" />}
      </div>
    </section>
  );
}

function coverageOf(timeline: Timeline | undefined): { from: number; to: number } | null {
  const first = timeline?.buckets[0];
  const last = timeline?.buckets.at(-1);
  if (!timeline || !first || !last) return null;
  return { from: toSeconds(first.at), to: toSeconds(last.at) + timeline.bucketSeconds };
}

function Plot({
  timeline,
  span,
}: {
  readonly timeline: Timeline;
  readonly span: { from: number; to: number };
}) {
  const option = useMemo(() => {
    const bars = filledBuckets(timeline.buckets, timeline.bucketSeconds);
    return () => activityOption(bars);
  }, [timeline]);
  return (
    <>
      <ChartView option={option} label="Transfers, trades and alerts over time" />
      <TimeBrush span={span} bucketSeconds={timeline.bucketSeconds} />
    </>
  );
}
