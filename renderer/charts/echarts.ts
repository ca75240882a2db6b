import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

/** One chart in one element, resized with it. The instance lives here, not in React state. */
export class Chart {
  private readonly chart: ECharts;
  private readonly observer: ResizeObserver;

  constructor(element: HTMLElement) {
    this.chart = init(element, null, { renderer: 'svg' });
    this.observer = new ResizeObserver(() => this.chart.resize());
    this.observer.observe(element);
  }

  show(option: EChartsCoreOption): void {
    this.chart.setOption(option, { notMerge: true });
  }

  /** Calls back with the `id` that the option gave the item that was clicked. */
  onPick(pick: (id: string) => void): void {
    this.chart.on('click', ({ data }) => {
      const { id } = (data ?? {}) as { id?: unknown };
      if (typeof id === 'string') pick(id);
    });
  }

  /** The picture as it stands, as an SVG document. */
  svg(): string {
    return this.chart.renderToSVGString({ useViewBox: true });
  }

  close(): void {
    this.observer.disconnect();
    this.chart.dispose();
  }
}
