import type { Profile } from '#contract/whales.ts';
import type { ReportPicture } from '../blocks.ts';
import { axis, draw, INK, MIDDLE } from './draw.ts';

/** One balance as a stepped line with the begins of alerts as dashed marks; null where nothing is known of it. */
export function balanceChart(
  { points, symbol, asset }: Profile['balances'][number],
  alerts: readonly { start: string }[],
): ReportPicture | null {
  if (points.length === 0) return null;
  return draw(
    {
      grid: { left: 62, right: 8, top: 16, bottom: 18 },
      xAxis: { ...axis, type: 'time' },
      yAxis: {
        ...axis,
        type: 'value',
        splitNumber: 4,
        name: symbol ?? asset,
        nameTextStyle: { fontSize: 7, color: INK, align: 'right' },
      },
      series: [
        {
          type: 'line',
          step: 'end',
          showSymbol: false,
          lineStyle: { color: INK, width: 1 },
          data: points.map(({ at, amount }) => [Date.parse(at), Number(amount)]),
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: MIDDLE, type: 'dashed', width: 0.6 },
            data: alerts.map(({ start }) => ({ xAxis: Date.parse(start) })),
          },
        },
      ],
    },
    120,
  );
}
