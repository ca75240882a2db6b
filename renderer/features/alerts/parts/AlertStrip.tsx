import { useCallback, useMemo } from 'react';
import type { AlertQuery } from '#contract/detection.ts';
import { alertStripOption } from '../../../charts/alert-strip.ts';
import { ChartView } from '../../../charts/ChartView.tsx';
import { formatDuration, formatTime } from '../../../ui/format.ts';
import { useHeldFrames } from '../../../workspace/replay.ts';
import { setFrame } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { alertTimeline } from '../queries.ts';

/** When the listed alerts begin. */
export function AlertStrip({
  query,
  revision,
}: {
  readonly query: Partial<AlertQuery>;
  readonly revision: number;
}) {
  const asked = useMemo(() => ({ ...query, sort: 'time' as const, descending: true }), [query]);
  const answer = useAnswer(`alert-strip-${revision}-${JSON.stringify(asked)}`, (signal) =>
    alertTimeline(asked, signal),
  );
  useHeldFrames(answer.loading);
  const timeline = answer.data;
  const drawn = useCallback(() => (timeline ? alertStripOption(timeline) : {}), [timeline]);
  if (!timeline?.start || timeline.buckets.length < 2) return null;
  const busiest = [...timeline.buckets].sort((a, b) => b.count - a.count || (a.at < b.at ? -1 : 1))[0]!;
  return (
    <div className="alert-strip">
      <ChartView
        option={drawn}
        label={`Alerts over time, bars of ${formatDuration(timeline.bucketSeconds)}`}
      />
      <button
        type="button"
        className="link alert-strip-busiest"
        title="Sets the time span to this bar; the timeline below takes it off again"
        onClick={() =>
          setFrame({
            from: busiest.at,
            to: new Date(Date.parse(busiest.at) + timeline.bucketSeconds * 1000)
              .toISOString()
              .replace('.000Z', 'Z'),
          })
        }
      >
        busiest {formatTime(busiest.at)}
      </button>
    </div>
  );
}
