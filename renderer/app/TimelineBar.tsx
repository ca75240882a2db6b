import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Timeline } from '#contract/graph.ts';
import { activityOption, filledBuckets } from '../charts/activity.ts';
import { ChartView } from '../charts/ChartView.tsx';
import { Button } from '../ui/Button.tsx';
import { formatDuration, formatTime } from '../ui/format.ts';
import { Hint } from '../ui/Hint.tsx';
import { setFrame, useWorkspace } from '../workspace/store.ts';
import { stepFrame, toSeconds } from '../workspace/time-frame.ts';
import type { Answer } from '../workspace/use-answer.ts';
import { KnownByThen } from './KnownByThen.tsx';
import { TimeBrush } from './TimeBrush.tsx';
import { Transport } from './Transport.tsx';

/** Activity of the whole case under every page: brushing it filters every page, the playhead takes every page back. */
export function TimelineBar({ timeline: answer }: { readonly timeline: Answer<Timeline> }) {
  const asOf = useWorkspace((s) => s.caseSummary?.asOf ?? null);
  const frame = useWorkspace((s) => s.frame);
  const at = useWorkspace((s) => s.at);
  const timeline = answer.data;
  const span = useMemo(() => coverageOf(timeline), [timeline]);
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="timeline-head">
        {span && <Transport />}
        <span className="timeline-span">
          {at !== null ? (
            <KnownByThen at={at} />
          ) : frame ? (
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
              <Hint text="Move the span back by its width">
                <Button
                  variant="quiet"
                  aria-label="Move the span back"
                  icon={<ChevronLeft size={14} />}
                  onClick={() => setFrame(stepFrame(frame, -1, span))}
                />
              </Hint>
              <Hint text="Move the span forward by its width">
                <Button
                  variant="quiet"
                  aria-label="Move the span forward"
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
          {at === null && (
            <span
              className="as-of"
              title="The instant the last detector run took as now; nothing after it was used"
            >
              as of {asOf ? `${formatTime(asOf)} UTC` : 'the last row'}
            </span>
          )}
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
  const at = useWorkspace((s) => s.at);
  const hindsight = useWorkspace((s) => s.hindsight);
  // Alerts that could not be known yet are no marks; the bars behind the playhead are shaded.
  const bars = useMemo(() => filledBuckets(timeline.buckets, timeline.bucketSeconds), [timeline]);
  const knownBars = useMemo(() => {
    if (at === null || hindsight) return bars.length;
    const place = bars.findIndex((bar) => toSeconds(bar.at) + timeline.bucketSeconds > toSeconds(at));
    return place < 0 ? bars.length : place;
  }, [bars, timeline.bucketSeconds, at, hindsight]);
  const option = useMemo(
    () => () => activityOption(bars.map((bar, i) => (i < knownBars ? bar : { ...bar, alerts: 0 }))),
    [bars, knownBars],
  );
  return (
    <>
      <ChartView option={option} label="Transfers, trades and alerts over time" />
      <TimeBrush span={span} bucketSeconds={timeline.bucketSeconds} />
    </>
  );
}
