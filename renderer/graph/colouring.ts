import { countOf, formatShare } from '../ui/format.ts';
import type { GraphColouring } from '../workspace/graph-colouring.ts';
import type { Drawing, DrawnEdge, DrawnNode } from './drawing.ts';
import { mixed, type Palette } from './palette.ts';
import type { Colouring } from './view.ts';

export interface LegendEntry {
  readonly colour: string;
  readonly text: string;
  readonly line?: boolean;
}

/** Colours of nodes and flows, and what they mean. */
export interface Colours {
  readonly nodeFill: (node: DrawnNode) => string;
  readonly edgeColour: (edge: DrawnEdge) => string;
  readonly legend: readonly LegendEntry[];
}

export interface ColouringInput {
  readonly drawing: Drawing;
  readonly seeds: ReadonlySet<string>;
  /** Flows are coloured as seen from these nodes. */
  readonly focus: ReadonlySet<string>;
  /** Number of the community of an address; null until they were computed. */
  readonly communities: ReadonlyMap<string, number> | null;
  readonly trace: GraphColouring | null;
}

const listed = 7;

/** How a trace names a flow. */
export const traceKey = (flow: {
  readonly source: string;
  readonly target: string;
  readonly asset: string;
}) => `${flow.source}>${flow.target}>${flow.asset}`;

/** What each colour stands for never depends on the order in which nodes came. */
export function coloursOf(by: Colouring, input: ColouringInput, palette: Palette): Colours {
  const { seeds } = input;
  const plain = (node: DrawnNode) => (seeds.has(node.id) ? palette.accent : palette.raised);
  const still = () => palette.lineStrong;
  switch (by) {
    case 'direction':
      return {
        nodeFill: plain,
        edgeColour: (edge) =>
          input.focus.has(edge.target) && !input.focus.has(edge.source)
            ? palette.flowIn
            : input.focus.has(edge.source) && !input.focus.has(edge.target)
              ? palette.flowOut
              : palette.lineStrong,
        legend: [
          { colour: palette.flowIn, text: 'to the subject', line: true },
          { colour: palette.flowOut, text: 'from the subject', line: true },
        ],
      };
    case 'tag':
      return categories(
        input.drawing.nodes,
        (node) => node.tags[0]?.category.trim() || (node.tags.length > 0 ? 'no category' : null),
        (name) => name,
        'no label',
        palette,
      );
    case 'community':
      return input.communities === null
        ? {
            nodeFill: plain,
            edgeColour: still,
            legend: [{ colour: palette.raised, text: 'communities not known yet' }],
          }
        : categories(
            input.drawing.nodes,
            (node) => {
              const found = new Set(node.members.map((m) => input.communities?.get(m)));
              const [one] = found;
              return found.size === 1 && one !== undefined ? String(one) : null;
            },
            (name) => `community ${Number(name) + 1}`,
            'several or none',
            palette,
          );
    case 'risk': {
      const [low, medium, high] = palette.risk;
      return {
        nodeFill: (node) =>
          node.alerts === 0 ? palette.raised : node.alerts === 1 ? low : node.alerts < 5 ? medium : high,
        edgeColour: still,
        legend: [
          { colour: low, text: '1 alert' },
          { colour: medium, text: '2 to 4' },
          { colour: high, text: '5 or more' },
          { colour: palette.raised, text: 'none' },
        ],
      };
    }
    case 'trace': {
      const { trace } = input;
      if (!trace)
        return {
          nodeFill: plain,
          edgeColour: still,
          legend: [{ colour: palette.raised, text: 'no trace to show' }],
        };
      const shareOf = (node: DrawnNode): number =>
        Math.min(
          1,
          node.members.reduce((sum, m) => sum + (trace.nodes[m]?.share ?? 0), 0),
        );
      const largest = Math.max(1e-9, ...input.drawing.nodes.map(shareOf));
      return {
        nodeFill: (node) =>
          shareOf(node) > 0
            ? mixed(palette.raised, palette.accent, 0.25 + 0.75 * (shareOf(node) / largest))
            : palette.raised,
        edgeColour: (edge) =>
          edge.parts.some((p) => traceKey(p) in trace.edges) ? palette.accent : palette.lineStrong,
        legend: [
          { colour: palette.accent, text: `${formatShare(largest)} of the traced sum` },
          { colour: palette.raised, text: 'none of it' },
        ],
      };
    }
  }
}

function categories(
  nodes: readonly DrawnNode[],
  keyOf: (node: DrawnNode) => string | null,
  nameOf: (key: string) => string,
  none: string,
  palette: Palette,
): Colours {
  const counts = new Map<string, number>();
  let rest = 0;
  for (const node of nodes) {
    const key = keyOf(node);
    if (key === null) rest++;
    else counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const own = order.length > palette.kinds.length ? palette.kinds.length - 1 : palette.kinds.length;
  const shared = palette.lineStrong;
  const colourOf = new Map(order.map(([key], i) => [key, i < own ? (palette.kinds[i] ?? shared) : shared]));
  const legend: LegendEntry[] = order
    .slice(0, Math.min(own, listed))
    .map(([key, count]) => ({ colour: colourOf.get(key) ?? shared, text: `${nameOf(key)} (${count})` }));
  if (order.length > legend.length)
    legend.push({ colour: shared, text: `${countOf(order.length - legend.length, 'other', 'others')}` });
  if (rest > 0) legend.push({ colour: palette.raised, text: `${none} (${rest})` });
  return {
    nodeFill: (node) => colourOf.get(keyOf(node) ?? '') ?? palette.raised,
    edgeColour: () => palette.lineStrong,
    legend,
  };
}
