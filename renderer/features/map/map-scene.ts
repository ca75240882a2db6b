import type { GraphEdge, TagBadge } from '#contract/graph.ts';
import type { WhaleMap } from '#contract/replay.ts';
import type { LegendEntry } from '../../graph/colouring.ts';
import type { DrawnEdge } from '../../graph/drawing.ts';
import { mixed, type Palette } from '../../graph/palette.ts';
import {
  edgeBends,
  edgeLabel,
  edgeWidths,
  type Scene,
  type SceneEdge,
  type SceneNode,
} from '../../graph/scene.ts';
import type { Point } from '../../graph/view.ts';
import { formatAmount, formatUsd, shortenAddress } from '../../ui/format.ts';
import { splitNodeId } from '../../workspace/selection.ts';

type Holder = WhaleMap['holders'][number];

/** The golden angle: points turned by it fill a disc evenly, however many they are (Vogel 1979). */
const turn = Math.PI * (3 - Math.sqrt(5));
const spacing = 88;
/** Pages are wider than high. */
const stretch = 1.5;
const outside = 96;
const largest = 30;
const smallest = 8;

/** Rank is place: the largest holder in the middle, the next ones around it, ever further out. */
export const holderPlace = (rank: number): Point => {
  const reach = spacing * Math.sqrt(rank);
  return { x: stretch * reach * Math.cos(rank * turn), y: reach * Math.sin(rank * turn) };
};

/**
 * Where everybody stands. Those who only sent or received stand around the holders, as near to those they dealt with as
 * there is room. The same map gives the same places, whatever was shown before.
 */
export function placesOf(map: Pick<WhaleMap, 'holders' | 'flows'>): Map<string, Point> {
  const places = new Map(map.holders.map(({ id }, rank) => [id, holderPlace(rank)]));
  const pull = new Map<string, { x: number; y: number }>();
  for (const { source, target } of map.flows)
    for (const [one, other] of [
      [source, target],
      [target, source],
    ] as const) {
      if (places.has(one)) continue;
      const at = pull.get(one) ?? { x: 0, y: 0 };
      const near = places.get(other) ?? { x: 0, y: 0 };
      pull.set(one, { x: at.x + near.x / stretch, y: at.y + near.y });
    }
  const angleOf = ({ x, y }: Point) => Math.atan2(y, x);
  const others = [...pull].sort(([a, p], [b, q]) => angleOf(p) - angleOf(q) || (a < b ? -1 : 1));
  const inner = spacing * Math.sqrt(Math.max(1, map.holders.length)) + outside * 0.7;
  // as many rings as it takes to keep them apart
  const perRing = Math.max(8, Math.floor((2 * Math.PI * inner * 1.2) / outside));
  const rings = Math.max(1, Math.ceil(others.length / perRing));
  others.forEach(([id], i) => {
    const angle = -Math.PI + ((i + 0.5) / others.length) * 2 * Math.PI;
    const reach = inner + (i % rings) * outside * 0.8;
    places.set(id, { x: stretch * reach * Math.cos(angle), y: reach * Math.sin(angle) });
  });
  return places;
}

/** What a holder has: dollars, or the amount of the asset asked for. */
export function holderValue(holder: Holder, map: Pick<WhaleMap, 'asset'>): string {
  if (map.asset === null) return formatUsd(holder.valueUsd);
  const amount = holder.holdings[0]?.amount ?? null;
  return `${formatAmount(amount, 5)} ${map.asset.symbol ?? shortenAddress(map.asset.asset)}`;
}

const sizeOf = (holder: Holder, map: Pick<WhaleMap, 'asset'>): number =>
  Math.max(0, map.asset === null ? (holder.valueUsd ?? 0) : Number(holder.holdings[0]?.amount ?? 0));

const asDrawn = (edge: GraphEdge): DrawnEdge => ({ ...edge, unpriced: 0, parts: [edge] });

const chainOf = (id: string): string => splitNodeId(id).chain;

/** The map as a picture: holders by what they hold, flows by what they moved, those of the last frame in the accent. */
export function mapScene(
  map: WhaleMap,
  movedNow: ReadonlySet<string>,
  palette: Palette,
): { readonly scene: Scene; readonly legend: readonly LegendEntry[] } {
  const places = placesOf(map);
  const chains = [...new Set([...places.keys()].map(chainOf))].sort();
  const several = chains.length > 1;
  const colourOf = (chain: string) =>
    palette.kinds[chains.indexOf(chain) % palette.kinds.length] ?? palette.accent;
  const flowColour = mixed(palette.lineStrong, palette.ink2, 0.3);
  const most = Math.max(...map.holders.map((one) => sizeOf(one, map)), Number.MIN_VALUE);
  const nodes: SceneNode[] = map.holders.map((holder, rank) => ({
    ...base(holder.id, holder.tags, palette),
    at: places.get(holder.id)!,
    // area by value
    radius: smallest + (largest - smallest) * Math.sqrt(sizeOf(holder, map) / most),
    fill: several ? colourOf(holder.chain) : mixed(palette.accentSoft, palette.accent, 0.22),
    rim: holder.tags.length > 0 ? palette.attribution : palette.accent,
    lines: [...base(holder.id, holder.tags, palette).lines, holderValue(holder, map)],
    bold: rank < 3,
    weight: 1e6 - rank,
  }));
  for (const { id, tags } of map.others)
    nodes.push({
      ...base(id, tags, palette),
      at: places.get(id)!,
      radius: 5,
      fill: palette.raised,
      rim: several ? colourOf(chainOf(id)) : tags.length > 0 ? palette.attribution : palette.lineStrong,
      bold: false,
      weight: tags.length,
    });
  const index = new Map(nodes.map((node, i) => [node.id, i]));
  const drawn = map.flows.map(asDrawn);
  const widths = edgeWidths(drawn, 'value');
  const bends = edgeBends(drawn);
  const edges = drawn.flatMap((edge): SceneEdge[] => {
    const from = index.get(edge.source);
    const to = index.get(edge.target);
    if (from === undefined || to === undefined) return [];
    const now = movedNow.has(edge.id);
    return [
      {
        id: edge.id,
        from,
        to,
        width: widths.get(edge.id) ?? 1,
        colour: now ? palette.accent : flowColour,
        bend: bends.get(edge.id) ?? 0,
        label: edgeLabel(edge),
        onRoute: now,
      },
    ];
  });
  const legend: LegendEntry[] = [
    ...(several
      ? chains.map((chain) => ({ colour: colourOf(chain), text: chain }))
      : [{ colour: mixed(palette.accentSoft, palette.accent, 0.22), text: 'holder, area by value' }]),
    { colour: palette.raised, text: 'sent or received only' },
    { colour: flowColour, text: 'flow, width by value', line: true },
    ...(edges.some((edge) => edge.onRoute)
      ? [{ colour: palette.accent, text: 'moved in this frame', line: true }]
      : []),
  ];
  return { scene: { nodes, edges, hulls: [], labelEdges: false, index }, legend };
}

function base(id: string, tags: readonly TagBadge[], palette: Palette) {
  const { address } = splitNodeId(id);
  const label = tags[0]?.label;
  return {
    id,
    shape: tags.length > 0 ? ('diamond' as const) : ('circle' as const),
    rim: palette.lineStrong,
    rimWidth: 1.5,
    pinned: false,
    lines: [
      ...(label ? [`◆ ${label.length > 22 ? `${label.slice(0, 21)}…` : label}`] : []),
      shortenAddress(address),
    ],
  };
}
