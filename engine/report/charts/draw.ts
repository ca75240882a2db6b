import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ReportPicture } from '../blocks.ts';

echarts.use([BarChart, LineChart, GridComponent, AriaComponent, MarkLineComponent, SVGRenderer]);

/** Greys that stay apart in print. */
export const INK = '#10202a';
export const MIDDLE = '#5b6b73';
export const PALE = '#aebac0';

/** Width of a printed picture in points. */
export const WIDTH = 515;

/** Sets a chart as a vector drawing that reads in black and white. Times are UTC. */
export function draw(option: echarts.EChartsCoreOption, height: number): ReportPicture {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      useUTC: true,
      textStyle: { fontFamily: 'Roboto' },
      ...option,
    });
    return { type: 'svg', svg: chart.renderToSVGString(), width: WIDTH, height };
  } finally {
    chart.dispose();
  }
}

export const axis = {
  axisLabel: { fontSize: 7, color: INK, hideOverlap: true },
  axisLine: { lineStyle: { color: MIDDLE, width: 0.6 } },
  axisTick: { lineStyle: { color: MIDDLE, width: 0.6 } },
  splitLine: { lineStyle: { color: '#dde3e6', width: 0.5 } },
} as const;
