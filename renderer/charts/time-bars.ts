import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import { axisTime, axisWords, escaped, gridLine, shortNumber, tooltipLook } from './parts.ts';

export interface TimeSeries {
  readonly name: string;
  readonly colour: `--${string}`;
  /** One for each start; null where unknown. */
  readonly values: readonly (number | null)[];
  readonly as?: 'bar' | 'line';
  /** Read on the right-hand axis. */
  readonly right?: boolean;
  readonly format?: (value: number) => string;
}

export interface TimeBars {
  /** Starts of equal stretches; the id of a clicked bar is its start. */
  readonly starts: readonly string[];
  readonly bucketSeconds: number;
  readonly series: readonly TimeSeries[];
  readonly leftName?: string;
  readonly rightName?: string;
  /** Values are counts: the left-hand axis has whole steps. */
  readonly whole?: boolean;
}

/** Prices that lie close together stay apart. */
const exactStep = (value: number): string => Number(value.toPrecision(6)).toLocaleString('en');

/** Values over equal stretches of time: bars stacked, lines over them. Values below zero hang from the axis. */
export function timeBarsOption({
  starts,
  bucketSeconds,
  series,
  leftName,
  rightName,
  whole,
}: TimeBars): EChartsCoreOption {
  const first = Date.parse(starts[0] ?? '');
  const span = Date.parse(starts.at(-1) ?? '') - first + bucketSeconds * 1000;
  const right = series.some((one) => one.right);
  const axisName = (name: string | undefined, align: 'left' | 'right') => ({
    name,
    nameTextStyle: { ...axisWords(), align, padding: [0, 0, 0, 0] },
    nameGap: 6,
  });
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    backgroundColor: token('--surface'),
    grid: { left: 46, right: right ? 54 : 10, top: leftName || rightName ? 20 : 8, bottom: 20 },
    tooltip: {
      ...tooltipLook(),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: token('--shade') } },
      formatter: (hits: { dataIndex: number }[]) => {
        const at = hits[0]?.dataIndex ?? -1;
        const start = starts[at];
        if (start === undefined) return '';
        const lines = series.flatMap(({ name, values, format }) => {
          const value = values[at];
          if (value === 0) return [];
          const text =
            value === null || value === undefined ? 'unknown' : (format ?? shortNumber)(Math.abs(value));
          return [`${escaped(name)}: ${text}`];
        });
        return `${formatTime(start)} UTC, ${formatDuration(bucketSeconds)}<br/>${lines.join('<br/>') || 'nothing'}`;
      },
    },
    xAxis: {
      type: 'category',
      data: starts,
      axisLine: { onZero: true, lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
      axisLabel: {
        ...axisWords(),
        hideOverlap: true,
        formatter: (at: string) => axisTime(Date.parse(at), span),
      },
    },
    yAxis: [
      {
        type: 'value',
        minInterval: whole ? 1 : undefined,
        splitNumber: 4,
        axisLabel: { ...axisWords(), formatter: (value: number) => shortNumber(Math.abs(value)) },
        splitLine: gridLine(),
        ...axisName(leftName, 'left'),
      },
      {
        type: 'value',
        show: right,
        scale: true,
        splitNumber: 4,
        axisLabel: { ...axisWords(), formatter: exactStep },
        splitLine: { show: false },
        ...axisName(rightName, 'right'),
      },
    ],
    series: series.map(({ name, colour, values, as, right: onRight }) => ({
      name,
      type: as ?? 'bar',
      yAxisIndex: onRight ? 1 : 0,
      ...(as === 'line'
        ? {
            symbol: 'circle',
            symbolSize: 3,
            connectNulls: false,
            lineStyle: { color: token(colour), width: 1.5 },
          }
        : { stack: 'all', barCategoryGap: '18%', barMaxWidth: 28 }),
      itemStyle: {
        color: token(colour),
      },
      emphasis: { disabled: true },
      data: values.map((value, at) => ({ value: value ?? '-', id: starts[at] })),
    })),
  };
}
