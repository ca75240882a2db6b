import type { EChartsCoreOption } from 'echarts/core';
import type { Priority } from '#contract/detection.ts';
import { reducedMotion, token } from '../styles/theme.ts';
import { formatAmount, formatTime } from '../ui/format.ts';
import { axisTime, axisWords, escaped, gridLine, shortNumber, tooltipLook } from './parts.ts';

export interface BalanceMark {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly priority: Priority;
}

export interface BalancePicture {
  readonly symbol: string;
  /** Balance after each change, exact. */
  readonly points: readonly { readonly at: string; readonly amount: string }[];
  /** Balance when the span begins. */
  readonly opening: string | null;
  readonly marks: readonly BalanceMark[];
  readonly from: string | null;
  readonly to: string | null;
}

/** The exact balance at an instant: after the last change up to it, else what the span opened with. */
export function balanceAt(
  { points, opening }: Pick<BalancePicture, 'points' | 'opening'>,
  at: string,
): string | null {
  const time = Date.parse(at);
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(points[middle]!.at) <= time) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? points[low - 1]!.amount : opening;
}

/** Balance of one asset as a stair, alerts as marks on it; each mark carries the id of its alert. */
export function balanceOption(picture: BalancePicture): EChartsCoreOption {
  const { points, opening, marks, symbol } = picture;
  const first = points[0]?.at ?? null;
  const last = points.at(-1)?.at ?? null;
  const from = Date.parse(picture.from ?? first ?? '');
  const to = Date.parse(picture.to ?? last ?? '');
  const span = to - from;
  const stair: [number, number, string][] = [];
  if (opening !== null && (first === null || Date.parse(first) > from))
    stair.push([from, Number(opening), opening]);
  for (const { at, amount } of points) stair.push([Date.parse(at), Number(amount), amount]);
  const end = stair.at(-1);
  if (end && end[0] < to) stair.push([to, end[1], end[2]]);
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    useUTC: true,
    backgroundColor: token('--surface'),
    grid: { left: 52, right: 12, top: 14, bottom: 20 },
    tooltip: {
      ...tooltipLook(),
      trigger: 'axis',
      axisPointer: { type: 'line', snap: true, lineStyle: { color: token('--line-strong'), width: 1 } },
      formatter: (hits: { seriesType: string; data: [number, number, string] | { title: string } }[]) => {
        const lines: string[] = [];
        for (const { data } of hits) {
          if ('title' in data) lines.push(escaped(`▼ ${data.title}`));
          else
            lines.unshift(
              `${formatTime(new Date(data[0]).toISOString())} UTC<br/>${formatAmount(data[2])} ${escaped(symbol)}`,
            );
        }
        return lines.join('<br/>');
      },
    },
    xAxis: {
      type: 'time',
      min: Number.isNaN(from) ? undefined : from,
      max: Number.isNaN(to) ? undefined : Math.max(to, from + 1000),
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
      axisLabel: {
        ...axisWords(),
        hideOverlap: true,
        showMinLabel: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (ms: number) => axisTime(ms, span),
      },
      splitNumber: 5,
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...axisWords(), formatter: shortNumber },
      splitLine: gridLine(),
    },
    series: [
      {
        type: 'line',
        step: 'end',
        data: stair,
        symbol: 'circle',
        symbolSize: 4,
        showSymbol: points.length === 1,
        lineStyle: { color: token('--accent'), width: 1.5 },
        itemStyle: { color: token('--accent') },
        areaStyle: { color: token('--accent-soft'), opacity: 0.7 },
        emphasis: { disabled: true },
      },
      {
        type: 'scatter',
        symbol: 'triangle',
        symbolRotate: 180,
        symbolSize: 10,
        symbolOffset: [0, -6],
        data: marks.map(({ id, at, title, priority }) => ({
          id,
          title,
          value: [Date.parse(at), Number(balanceAt(picture, at) ?? 0)],
          itemStyle: {
            color: token(`--priority-${priority.toLowerCase() as Lowercase<Priority>}`),
            borderColor: token('--surface'),
            borderWidth: 1,
          },
        })),
      },
    ],
  };
}
