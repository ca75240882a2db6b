import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { axisWords, escaped, fontFamily, gridLine, shortNumber, tooltipLook } from './parts.ts';

export interface RankedBar {
  readonly id: string;
  readonly name: string;
  /** One for each series; null where unknown. */
  readonly values: readonly (number | null)[];
  readonly title: string;
}

export interface RankedBars {
  readonly series: readonly { readonly name: string; readonly colour: `--${string}` }[];
  /** First on top. */
  readonly bars: readonly RankedBar[];
}

/** A bar for each subject, first on top, left of zero where something left; each bar carries the id of its subject. */
export function rankedBarsOption({ series, bars }: RankedBars): EChartsCoreOption {
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    backgroundColor: token('--surface'),
    grid: { left: 134, right: 16, top: 4, bottom: 20 },
    tooltip: {
      ...tooltipLook(),
      trigger: 'item',
      formatter: ({ data }: { data: { title: string } }) => escaped(data.title).replaceAll('\n', '<br/>'),
    },
    xAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...axisWords(), formatter: shortNumber, hideOverlap: true },
      splitLine: gridLine(),
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { onZero: false, show: false },
      axisTick: { show: false },
      axisLabel: {
        color: token('--ink'),
        fontSize: 11,
        fontFamily: fontFamily(),
        width: 122,
        overflow: 'truncate',
        interval: 0,
      },
    },
    series: series.map(({ name, colour }, place) => ({
      name,
      type: 'bar',
      stack: 'all',
      barCategoryGap: '30%',
      itemStyle: { color: token(colour) },
      emphasis: { disabled: true },
      data: bars.map(({ id, values, title }) => ({ value: values[place] ?? '-', id, title })),
    })),
  };
}
