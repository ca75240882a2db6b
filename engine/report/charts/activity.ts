import type { Timeline } from '#contract/graph.ts';
import type { ReportPicture } from '../blocks.ts';
import { axis, draw, INK, PALE } from './draw.ts';

/** Rows over time as bars, alerts below them on their own scale; null where no row has a time. */
export function activityChart({ buckets, bucketSeconds }: Timeline): ReportPicture | null {
  if (buckets.length === 0) return null;
  const middle = (at: string) => Date.parse(at) + bucketSeconds * 500;
  const bars = (y: number, color: string, of: (bucket: Timeline['buckets'][number]) => number) => ({
    type: 'bar' as const,
    xAxisIndex: y,
    yAxisIndex: y,
    barMaxWidth: 6,
    barMinHeight: 1,
    itemStyle: { color },
    data: buckets.filter((bucket) => of(bucket) > 0).map((bucket) => [middle(bucket.at), of(bucket)]),
  });
  const span = {
    min: Date.parse(buckets[0]!.at),
    max: Date.parse(buckets.at(-1)!.at) + bucketSeconds * 1000,
  };
  return draw(
    {
      grid: [
        { left: 52, right: 8, top: 14, height: 76 },
        { left: 52, right: 8, top: 112, height: 40 },
      ],
      xAxis: [
        { ...axis, type: 'time', gridIndex: 0, ...span, axisLabel: { show: false } },
        { ...axis, type: 'time', gridIndex: 1, ...span },
      ],
      yAxis: [
        { ...axis, type: 'value', gridIndex: 0, splitNumber: 3, name: 'rows', nameTextStyle: named },
        {
          ...axis,
          type: 'value',
          gridIndex: 1,
          splitNumber: 2,
          minInterval: 1,
          name: 'alerts',
          nameTextStyle: named,
        },
      ],
      series: [
        bars(0, PALE, ({ transfers, trades }) => transfers + trades),
        bars(1, INK, ({ alerts }) => alerts),
      ],
    },
    176,
  );
}

const named = { fontSize: 7, color: INK, align: 'right' } as const;
