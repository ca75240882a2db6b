import type { Profile } from '#contract/whales.ts';
import type { ReportPicture } from '../blocks.ts';
import { axis, draw, INK, PALE } from './draw.ts';

/** Transfers received above the line and sent below it; null where there are none. */
export function flowChart({ flows, bucketSeconds }: Profile): ReportPicture | null {
  if (flows.length === 0) return null;
  const bars = (color: string, of: (bucket: Profile['flows'][number]) => number) => ({
    type: 'bar' as const,
    stack: 'flow',
    barMaxWidth: 6,
    itemStyle: { color },
    data: flows.map((bucket) => [Date.parse(bucket.at) + bucketSeconds * 500, of(bucket)]),
  });
  return draw(
    {
      grid: { left: 52, right: 8, top: 16, bottom: 18 },
      xAxis: { ...axis, type: 'time', axisLine: { onZero: false } },
      yAxis: {
        ...axis,
        type: 'value',
        splitNumber: 4,
        minInterval: 1,
        name: 'transfers',
        nameTextStyle: { fontSize: 7, color: INK, align: 'right' },
      },
      series: [bars(INK, ({ received }) => received), bars(PALE, ({ sent }) => -sent)],
    },
    120,
  );
}
