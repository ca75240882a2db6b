import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { countOf, formatTime } from '../ui/format.ts';

export interface ActivityBucket {
  readonly at: string;
  readonly transfers: number;
  readonly trades?: number;
  readonly alerts?: number;
}

const mostBars = 4000;

/**
 * Adds the empty buckets between the given ones, so that a bar's place is its time and a quiet
 * span is seen as one. `at` of every bucket lies a whole number of `bucketSeconds` after the first.
 */
export function filledBuckets<T extends ActivityBucket>(
  buckets: readonly T[],
  bucketSeconds: number,
): ActivityBucket[] {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (!first || !last || !(bucketSeconds > 0)) return [...buckets];
  const start = Date.parse(first.at) / 1000;
  const indexOf = (at: string) => Math.round((Date.parse(at) / 1000 - start) / bucketSeconds);
  const count = indexOf(last.at) + 1;
  if (count <= buckets.length || count > mostBars) return [...buckets];
  const filled: ActivityBucket[] = Array.from({ length: count }, (_, i) => ({
    at: new Date((start + i * bucketSeconds) * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    transfers: 0,
  }));
  for (const bucket of buckets) filled[indexOf(bucket.at)] = bucket;
  return filled;
}

/**
 * Rows over time as bars that fill the width exactly, so that a place on the page is a place in
 * time. Square-root heights keep quiet hours visible beside bursts; alert marks sit on top.
 */
export function activityOption(buckets: readonly ActivityBucket[]): EChartsCoreOption {
  const marks = buckets.flatMap((b, i) => (b.alerts ? [[i, 1, b.alerts]] : []));
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    grid: { left: 0, right: 0, top: 12, bottom: 0 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: token('--line-strong'), width: 1 } },
      backgroundColor: token('--raised'),
      borderColor: token('--line-strong'),
      borderWidth: 1,
      padding: [4, 8],
      textStyle: { color: token('--ink'), fontSize: 12, fontFamily: token('--sans') },
      appendTo: 'body',
      formatter: (hits: { dataIndex: number }[]) => {
        const bucket = buckets[hits[0]?.dataIndex ?? -1];
        if (!bucket) return '';
        const parts = [countOf(bucket.transfers, 'transfer')];
        if (bucket.trades) parts.push(countOf(bucket.trades, 'trade'));
        if (bucket.alerts) parts.push(countOf(bucket.alerts, 'alert'));
        return `${formatTime(bucket.at)} UTC<br/>${parts.join(' · ')}`;
      },
    },
    xAxis: { type: 'category', data: buckets.map((b) => b.at), show: false, boundaryGap: true },
    yAxis: [
      { type: 'value', show: false, min: 0 },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series: [
      {
        type: 'bar',
        stack: 'rows',
        data: buckets.map((b) => Math.sqrt(b.transfers)),
        barCategoryGap: '12%',
        itemStyle: { color: token('--bar') },
        emphasis: { disabled: true },
      },
      {
        type: 'bar',
        stack: 'rows',
        data: buckets.map((b) => Math.sqrt(b.trades ?? 0)),
        itemStyle: { color: token('--bar-2') },
        emphasis: { disabled: true },
      },
      {
        type: 'scatter',
        yAxisIndex: 1,
        data: marks,
        symbol: 'triangle',
        symbolRotate: 180,
        symbolSize: 6,
        symbolOffset: [0, -6],
        itemStyle: { color: token('--priority-critical') },
        emphasis: { disabled: true },
        tooltip: { show: false },
      },
    ],
  };
}
