import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { onThemeChange } from '../styles/theme.ts';
import { Chart } from './echarts.ts';

/** Draws what `option` says; `option` is called again when the theme changes. Pass a memoised one. */
export function ChartView({
  option,
  label,
}: {
  readonly option: () => EChartsCoreOption;
  readonly label: string;
}) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);

  useEffect(() => {
    if (!element.current) return;
    const made = new Chart(element.current);
    chart.current = made;
    return () => {
      chart.current = null;
      made.close();
    };
  }, []);

  useEffect(() => {
    const draw = () => chart.current?.show(option());
    draw();
    return onThemeChange(draw);
  }, [option]);

  return <div ref={element} className="chart" role="img" aria-label={label} />;
}
