import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { formatTime } from '../ui/format.ts';
import { axisTime, axisWords, gridLine, shortNumber, tooltipLook } from './parts.ts';

export interface RatePicture {
  readonly steps: readonly { readonly at: string; readonly up: number; readonly down: number }[];
  readonly bucketSeconds: number;
  readonly from: string;
  readonly to: string;
  /** The largest rate either way of all pictures beside each other. */
  readonly most: number;
  readonly unit: RateUnit;
}

export interface RateUnit {
  readonly each: string;
  readonly seconds: number;
}

const UNITS: readonly RateUnit[] = [
  { each: 'a day', seconds: 86_400 },
  { each: 'an hour', seconds: 3600 },
  { each: 'a minute', seconds: 60 },
  { each: 'a second', seconds: 1 },
];

/** The longest unit that fits into a span: twelve seconds say nothing of a day. */
export const rateUnit = (spanSeconds: number): RateUnit =>
  UNITS.find(({ seconds }) => seconds <= spanSeconds) ?? UNITS.at(-1)!;

/** Cells of a picture of rates: wider than the flows' own stretches where those are short, so that two rows are no burst. */
export const rateCell = (spanSeconds: number, bucketSeconds: number): number =>
  Math.max(bucketSeconds, Math.ceil(spanSeconds / 60));

/** Counts of stretches as rates in equal cells, so that stretches of different length can stand side by side. */
export function ratesOf(
  flows: readonly { readonly at: string; readonly received: number; readonly sent: number }[],
  cellSeconds: number,
  unit: RateUnit,
): RatePicture['steps'] {
  const cells = new Map<number, { received: number; sent: number }>();
  for (const { at, received, sent } of flows) {
    const start = Math.floor(Date.parse(at) / 1000 / cellSeconds) * cellSeconds;
    const cell = cells.get(start) ?? { received: 0, sent: 0 };
    cells.set(start, { received: cell.received + received, sent: cell.sent + sent });
  }
  return [...cells].map(([start, { received, sent }]) => ({
    at: new Date(start * 1000).toISOString(),
    up: (received * unit.seconds) / cellSeconds,
    down: (sent * unit.seconds) / cellSeconds,
  }));
}

/** Transfers a unit of time in (above) and out (below) on a time axis that several pictures share. */
export function rateOption({ steps, bucketSeconds, from, to, most, unit }: RatePicture): EChartsCoreOption {
  const low = Date.parse(from);
  const high = Math.max(Date.parse(to), low + 1000);
  const stair = (side: 'up' | 'down', sign: 1 | -1): [number, number][] => {
    const line: [number, number][] = [[low, 0]];
    let ended = low;
    for (const step of steps) {
      const begin = Math.max(low, Date.parse(step.at));
      const end = Math.min(high, Date.parse(step.at) + bucketSeconds * 1000);
      if (begin > ended) line.push([ended, 0], [begin, 0]);
      line.push([begin, sign * step[side]], [end, sign * step[side]]);
      ended = end;
    }
    line.push([ended, 0], [high, 0]);
    return line;
  };
  const area = (name: string, colour: `--${string}`, data: [number, number][]) => ({
    name,
    type: 'line',
    data,
    showSymbol: false,
    lineStyle: { color: token(colour), width: 1 },
    itemStyle: { color: token(colour) },
    areaStyle: { color: token(colour), opacity: 0.45 },
    emphasis: { disabled: true },
  });
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    useUTC: true,
    backgroundColor: token('--surface'),
    grid: { left: 40, right: 6, top: 8, bottom: 18 },
    tooltip: {
      ...tooltipLook(),
      trigger: 'axis',
      formatter: (hits: { seriesName: string; data: [number, number] }[]) =>
        `${formatTime(new Date(hits[0]?.data[0] ?? low).toISOString())} UTC<br/>${hits
          .map(({ seriesName, data }) => `${seriesName}: ${shortNumber(Math.abs(data[1]))} ${unit.each}`)
          .join('<br/>')}`,
    },
    xAxis: {
      type: 'time',
      min: low,
      max: high,
      splitNumber: 2,
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
      axisLabel: {
        ...axisWords(),
        hideOverlap: true,
        formatter: (ms: number) => axisTime(ms, high - low),
      },
    },
    yAxis: {
      type: 'value',
      min: -most,
      max: most,
      interval: most,
      axisLabel: { ...axisWords(), formatter: (value: number) => shortNumber(Math.abs(value)) },
      splitLine: gridLine(),
    },
    series: [area('received', '--flow-in', stair('up', 1)), area('sent', '--flow-out', stair('down', -1))],
  };
}
