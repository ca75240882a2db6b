import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { axisWords, escaped, fontFamily, tooltipLook } from './parts.ts';

export interface HeatCell {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** Printed in the cell, so that the table reads without colour. */
  readonly words: string;
  readonly title: string;
}

export interface HeatPicture {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly HeatCell[];
}

/** A table of flows, from rows to columns: shade by the root of the value, the value itself printed in each cell. */
export function heatOption({ rows, columns, cells }: HeatPicture): EChartsCoreOption {
  const most = cells.reduce((max, { value }) => Math.max(max, value), 0);
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    backgroundColor: token('--surface'),
    grid: { left: 104, right: 8, top: 26, bottom: 4 },
    tooltip: {
      ...tooltipLook(),
      formatter: ({ data }: { data: { title: string } }) => escaped(data.title).replaceAll('\n', '<br/>'),
    },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...axisWords(), interval: 0, width: 76, overflow: 'truncate' },
      splitLine: { show: true, lineStyle: { color: token('--line') } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...axisWords(), interval: 0, width: 94, overflow: 'truncate' },
      splitLine: { show: true, lineStyle: { color: token('--line') } },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(1, Math.sqrt(most)),
      dimension: 2,
      inRange: { color: [token('--sunken'), token('--accent-soft')] },
    },
    series: [
      {
        type: 'heatmap',
        label: {
          show: true,
          color: token('--ink'),
          fontSize: 11,
          fontFamily: fontFamily(),
          formatter: ({ data }: { data: { words: string } }) => data.words,
        },
        itemStyle: { borderColor: token('--line-strong'), borderWidth: 1 },
        emphasis: { disabled: true },
        data: cells.map(({ id, row, column, value, words, title }) => ({
          id,
          words,
          title,
          value: [column, row, Math.sqrt(value)],
        })),
      },
    ],
  };
}
