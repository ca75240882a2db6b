import type { EChartsCoreOption } from 'echarts/core';
import { reducedMotion, token } from '../styles/theme.ts';

export interface SankeyNode {
  readonly id: string;
  /** Column from the left. */
  readonly depth: number;
  readonly label: string;
  /** Behind the label, quieter. */
  readonly amount: string;
  readonly title: string;
  readonly tone: 'seed' | 'passing' | 'service' | 'kept' | 'open';
}

export interface SankeyLink {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly title: string;
}

export interface SankeyPicture {
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
}

/** Shapes beside the colours; what passes on has none. */
export const marks: Record<SankeyNode['tone'], string> = {
  seed: '',
  passing: '',
  service: '◆ ',
  kept: '● ',
  open: '○ ',
};

/** Room for the names of the last column, in pixels. */
const MARGIN = 168;

const colours: Record<SankeyNode['tone'], `--${string}`> = {
  seed: '--accent',
  passing: '--ink-3',
  service: '--flow-out',
  kept: '--flow-in',
  open: '--caution',
};

/** Flows from left to right, as wide as what they carry, in a fixed order; `width` of the place in pixels decides how long names may be. */
export function sankeyOption({ nodes, links }: SankeyPicture, width: number): EChartsCoreOption {
  const last = Math.max(1, ...nodes.map(({ depth }) => depth));
  const between = Math.max(110, Math.floor((width - MARGIN - 12) / last) - 14);
  return {
    animation: !reducedMotion(),
    animationDuration: 140,
    backgroundColor: token('--surface'),
    tooltip: {
      trigger: 'item',
      backgroundColor: token('--raised'),
      borderColor: token('--line-strong'),
      borderWidth: 1,
      padding: [4, 8],
      textStyle: { color: token('--ink'), fontSize: 12, fontFamily: token('--sans') },
      appendTo: 'body',
      formatter: ({ data }: { data: { title: string } }) => escaped(data.title).replaceAll('\n', '<br/>'),
    },
    series: [
      {
        type: 'sankey',
        left: 12,
        right: MARGIN,
        top: 10,
        bottom: 10,
        nodeWidth: 9,
        nodeGap: 14,
        nodeAlign: 'left',
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        label: {
          color: token('--ink'),
          fontSize: 11,
          overflow: 'truncate',
          // double quotes would end the attribute that the exported SVG keeps it in
          fontFamily: token('--sans').replaceAll('"', "'"),
          // a halo of the ground keeps names readable where flows pass behind them
          textBorderColor: token('--surface'),
          textBorderWidth: 3,
          rich: { amount: { color: token('--ink-2'), fontSize: 11 } },
          formatter: ({ data }: { data: { words: string; amount: string } }) =>
            `${data.words} {amount|${data.amount}}`,
        },
        data: nodes.map(({ id, depth, label, amount, title, tone }) => ({
          name: id,
          id,
          depth,
          label: { width: depth === last ? MARGIN - 12 : between },
          words: `${marks[tone]}${label}`,
          amount,
          title,
          itemStyle: { color: token(colours[tone]), borderWidth: 0 },
        })),
        links: links.map(({ id, source, target, value, title }) => ({ id, source, target, value, title })),
      },
    ],
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
