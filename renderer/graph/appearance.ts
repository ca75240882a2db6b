import type { StylesheetJson } from 'cytoscape';
import type { GraphEdge, GraphNode } from '#contract/graph.ts';
import { token } from '../styles/theme.ts';
import { countOf, formatAmount, formatCount, formatUsd, shortenAddress } from '../ui/format.ts';

/** Label before address; the address always, so that two bearers of a label stay apart. */
export function nodeLabel(node: GraphNode): string {
  const tag = node.tags[0];
  const lines = [
    tag ? `◆ ${tag.label.length > 26 ? `${tag.label.slice(0, 25)}…` : tag.label}` : '',
    shortenAddress(node.address),
  ];
  if (node.alerts > 0) lines.push(`▼ ${countOf(node.alerts, 'alert')}`);
  return lines.filter(Boolean).join('\n');
}

/** `1,204.5 USDC · 14 transfers`, or the count alone where the decimals are unknown. */
export function edgeLabel(edge: GraphEdge): string {
  const symbol = shortenAddress(edge.symbol);
  const amount = edge.amount === null ? symbol : `${formatAmount(edge.amount, 5)} ${symbol}`;
  const usd = edge.amountUsd === null ? '' : ` (${formatUsd(edge.amountUsd)})`;
  return `${amount}${usd} · ${formatCount(edge.count)}×`;
}

/** Thickness by number of transfers, on a logarithm: 1 is a hair, 10,000 is a band. */
export const edgeWidth = (count: number): number => 1 + Math.min(4, Math.log10(Math.max(1, count))) * 1.1;

export const nodeSize = (transfers: number): number =>
  14 + Math.min(5, Math.log10(Math.max(1, transfers))) * 4;

/** The same tokens as the page. Called again when the theme changes. */
export function stylesheet(): StylesheetJson {
  const ink = token('--ink');
  const surface = token('--surface');
  const accent = token('--accent');
  const font = token('--sans') || 'sans-serif';
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-color': token('--raised'),
        'border-width': 1.5,
        'border-color': token('--line-strong'),
        label: 'data(label)',
        color: ink,
        'font-family': font,
        'font-size': 10.5,
        'text-wrap': 'wrap',
        'text-valign': 'bottom',
        'text-margin-y': 3,
        'line-height': 1.15,
        'text-background-color': surface,
        'text-background-opacity': 0.85,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 6,
        'overlay-opacity': 0,
      },
    },
    { selector: 'node[?tagged]', style: { 'border-color': token('--tier-attribution'), shape: 'diamond' } },
    {
      selector: 'node[?alerted]',
      style: { 'border-color': token('--priority-critical'), 'border-width': 2.5 },
    },
    {
      selector: 'node[?centre]',
      style: { 'background-color': accent, 'border-color': accent, 'font-weight': 600 },
    },
    { selector: 'node[?pinned]', style: { 'border-style': 'double', 'border-width': 4 } },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': token('--line-strong'),
        'target-arrow-color': token('--line-strong'),
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'curve-style': 'bezier',
        'control-point-step-size': 26,
        color: token('--ink-2'),
        'font-family': font,
        'font-size': 9.5,
        'text-rotation': 'autorotate',
        'text-background-color': surface,
        'text-background-opacity': 0.9,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 7,
        'overlay-opacity': 0,
      },
    },
    { selector: 'edge[?labelled]', style: { label: 'data(label)' } },
    {
      selector: 'edge[flow = "in"]',
      style: { 'line-color': token('--flow-in'), 'target-arrow-color': token('--flow-in') },
    },
    {
      selector: 'edge[flow = "out"]',
      style: {
        'line-color': token('--flow-out'),
        'target-arrow-color': token('--flow-out'),
        'line-style': 'solid',
      },
    },
    { selector: '.hovered', style: { label: 'data(label)', 'z-index': 20 } },
    {
      selector: 'node.chosen',
      style: { 'outline-color': accent, 'outline-width': 3, 'outline-offset': 2, 'z-index': 30 },
    },
    {
      selector: 'edge.chosen',
      style: {
        label: 'data(label)',
        'line-color': accent,
        'target-arrow-color': accent,
        color: ink,
        'z-index': 30,
      },
    },
    { selector: '.receded', style: { opacity: 0.28 } },
  ];
}
