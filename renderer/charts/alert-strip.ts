import type { EChartsCoreOption } from 'echarts/core';
import type { AlertTimeline, Priority } from '#contract/detection.ts';
import { reducedMotion, token } from '../styles/theme.ts';
import { countOf, formatTime } from '../ui/format.ts';

const order: Priority[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const MOST_BARS = 500;

/** Alerts over time, a bar a bucket, the priorities stacked; `at` of each bar lies evenly. */
export function alertStripOption({ buckets, bucketSeconds }: AlertTimeline): EChartsCoreOption {
  const first = buckets[0] ? Date.parse(buckets[0].at) / 1000 : 0;
  const last = buckets.at(-1) ? Date.parse(buckets.at(-1)!.at) / 1000 : 0;
  const count = bucketSeconds > 0 ? Math.min(MOST_BARS, Math.round((last - first) / bucketSeconds) + 1) : 0;
  const times = Array.from({ length: count }, (_, i) =>
    new Date((first + i * bucketSeconds) * 1000).toISOString().replace('.000Z', 'Z'),
  );
  const place = (at: string) => Math.round((Date.parse(at) / 1000 - first) / bucketSeconds);
  const series = order.map((priority) => {
    const data = new Array<number>(count).fill(0);
    for (const bucket of buckets) if (bucket.priority === priority) data[place(bucket.at)] = bucket.count;
    return {
      name: priority.toLowerCase(),
      type: 'bar' as const,
      stack: 'alerts',
      data,
      barCategoryGap: '15%',
      itemStyle: { color: token(`--priority-${priority.toLowerCase()}`) },
      emphasis: { disabled: true },
    };
  });
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    grid: { left: 12, right: 12, top: 4, bottom: 2 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      backgroundColor: token('--raised'),
      borderColor: token('--line-strong'),
      borderWidth: 1,
      padding: [4, 8],
      textStyle: { color: token('--ink'), fontSize: 12, fontFamily: token('--sans') },
      appendTo: 'body',
      formatter: (hits: { dataIndex: number; seriesName: string; value: number }[]) => {
        const total = hits.reduce((sum, hit) => sum + hit.value, 0);
        const parts = hits
          .filter(({ value }) => value > 0)
          .map(({ seriesName, value }) => `${value} ${seriesName}`);
        return `${formatTime(times[hits[0]?.dataIndex ?? 0] ?? '')} UTC<br/>${countOf(total, 'alert')}${parts.length > 0 ? `: ${parts.reverse().join(', ')}` : ''}`;
      },
    },
    xAxis: { type: 'category', data: times, show: false },
    yAxis: { type: 'value', show: false, min: 0 },
    series,
  };
}
