export interface MadeNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: string;
  readonly label: string;
}

export interface MadeEdge {
  readonly id: string;
  readonly source: number;
  readonly target: number;
  readonly width: number;
}

export interface MadeGraph {
  readonly nodes: readonly MadeNode[];
  readonly edges: readonly MadeEdge[];
}

const colours = ['#1f6fb4', '#b35300', '#1b7f5c', '#8a4fb0', '#a88a00', '#b5396b'];

/**
 * A graph with places, the same for the same sizes: clusters of a hundred on a spiral, four fifths
 * of the flows inside them, the others between any two nodes.
 */
export function madeGraph(nodeCount: number, edgeCount: number): MadeGraph {
  let state = 12_345;
  const draw = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const nodes = Array.from({ length: nodeCount }, (_, i): MadeNode => {
    const cluster = Math.floor(i / 100);
    const angle = cluster * 2.399963229728653;
    const away = 620 * Math.sqrt(cluster);
    const own = (i % 100) * 2.399963229728653;
    const near = 46 * Math.sqrt(i % 100);
    const hex = (draw(2_000_000_000) * 7919).toString(16).padStart(8, '0').slice(0, 8);
    return {
      id: `ethereum:0x${hex}${i.toString(16).padStart(6, '0')}`,
      x: away * Math.cos(angle) + near * Math.cos(own),
      y: away * Math.sin(angle) + near * Math.sin(own),
      radius: 7 + draw(100) / 10,
      colour: colours[cluster % colours.length] ?? '#1f6fb4',
      label: `0x${hex.slice(0, 4)}…${i.toString(16).padStart(4, '0')}`,
    };
  });
  const edges = Array.from({ length: edgeCount }, (_, i): MadeEdge => {
    const source = draw(nodeCount);
    const inside = draw(5) > 0;
    const base = Math.floor(source / 100) * 100;
    let target = inside ? Math.min(nodeCount - 1, base + draw(100)) : draw(nodeCount);
    if (target === source) target = (source + 1) % nodeCount;
    return { id: `e${i}`, source, target, width: 1 + draw(40) / 10 };
  });
  return { nodes, edges };
}
