import type { EChartsCoreOption } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';
import { onThemeChange } from '../styles/theme.ts';
import { Chart } from './echarts.ts';

/**
 * Draws what `option` says; `option` is called again when the theme changes. Pass a memoised one. `onPick` gets the id
 * of what was clicked; `handle` gives the page the chart for exports.
 */
export function ChartView({
  option,
  label,
  onPick,
  handle,
}: {
  readonly option: () => EChartsCoreOption;
  readonly label: string;
  readonly onPick?: (id: string) => void;
  readonly handle?: RefObject<Pick<Chart, 'svg'> | null>;
}) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    if (!element.current) return;
    const made = new Chart(element.current);
    made.onPick((id) => pick.current?.(id));
    chart.current = made;
    if (handle) handle.current = made;
    return () => {
      chart.current = null;
      if (handle) handle.current = null;
      made.close();
    };
  }, [handle]);

  useEffect(() => {
    const draw = () => chart.current?.show(option());
    draw();
    return onThemeChange(draw);
  }, [option]);

  return <div ref={element} className="chart" role="img" aria-label={label} />;
}
