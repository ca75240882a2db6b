import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';
import { formatAmount, formatTime } from '../ui/format.ts';
import { axisTime, axisWords, escaped, gridLine, shortNumber, tooltipLook } from './parts.ts';

export interface BalanceLine {
  readonly name: string;
  readonly colour: `--${string}`;
  /** Balance after each change, exact. */
  readonly points: readonly { readonly at: string; readonly amount: string }[];
  /** Balance when the span begins; null where unknown. */
  readonly opening: string | null;
}

export interface BalanceLines {
  readonly symbol: string;
  readonly lines: readonly BalanceLine[];
  readonly from: string;
  readonly to: string;
  /** Each line in percent of its own largest balance, instead of amounts. */
  readonly indexed: boolean;
}

/** The largest size a balance has in the span; 0 where it never holds anything. */
export const peakOf = ({ points, opening }: Pick<BalanceLine, 'points' | 'opening'>): number =>
  points.reduce(
    (most, { amount }) => Math.max(most, Math.abs(Number(amount))),
    Math.abs(Number(opening ?? 0)),
  );

/** A balance in percent of the largest its line has; null where the line never holds anything. */
export const indexedTo = (amount: string, peak: number): number | null =>
  peak === 0 ? null : (Number(amount) / peak) * 100;

type Step = [at: number, height: number | null, amount: string];

/** Balances of one asset of several holders as stairs on one axis. Dashes tell lines apart without colour. */
export function balanceLinesOption({ symbol, lines, from, to, indexed }: BalanceLines): EChartsCoreOption {
  const low = Date.parse(from);
  const high = Math.max(Date.parse(to), low + 1000);
  const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [12, 4], [2, 5]];
  const stairs = lines.map(({ points, opening }): Step[] => {
    const peak = peakOf({ points, opening });
    const step = (at: number, amount: string): Step => [
      at,
      indexed ? indexedTo(amount, peak) : Number(amount),
      amount,
    ];
    const steps = points.map(({ at, amount }) => step(Date.parse(at), amount));
    if (opening !== null && (steps[0]?.[0] ?? high) > low) steps.unshift(step(low, opening));
    const last = steps.at(-1);
    if (last && last[0] < high) steps.push([high, last[1], last[2]]);
    return steps;
  });
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    useUTC: true,
    backgroundColor: token('--surface'),
    grid: { left: 52, right: 12, top: 12, bottom: 20 },
    tooltip: {
      ...tooltipLook(),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: token('--line-strong'), width: 1 } },
      formatter: (hits: { seriesName: string; data: Step }[]) =>
        `${formatTime(new Date(hits[0]?.data[0] ?? low).toISOString())} UTC<br/>${hits
          .map(
            ({ seriesName, data }) =>
              `${escaped(seriesName)}: ${formatAmount(data[2])} ${escaped(symbol)}${
                indexed && data[1] !== null ? `, ${shortNumber(data[1])} %` : ''
              }`,
          )
          .join('<br/>')}`,
    },
    xAxis: {
      type: 'time',
      min: low,
      max: high,
      splitNumber: 6,
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
      axisLabel: { ...axisWords(), hideOverlap: true, formatter: (ms: number) => axisTime(ms, high - low) },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: {
        ...axisWords(),
        formatter: indexed ? (value: number) => `${shortNumber(value)} %` : shortNumber,
      },
      splitLine: gridLine(),
    },
    series: lines.map(({ name, colour }, place) => ({
      name,
      type: 'line',
      step: 'end',
      data: (stairs[place] ?? []).map(([at, height, amount]) => [at, height ?? '-', amount]),
      symbol: 'circle',
      symbolSize: 4,
      showSymbol: (stairs[place]?.length ?? 0) < 3,
      lineStyle: { color: token(colour), width: 1.75, type: dashes[place % dashes.length] },
      itemStyle: { color: token(colour) },
      emphasis: { disabled: true },
    })),
  };
}
