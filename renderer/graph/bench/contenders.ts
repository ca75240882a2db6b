import cytoscape from 'cytoscape';
import Graph from 'graphology';
import Sigma from 'sigma';
import { layerFill, pathLine, sdfCircle } from 'sigma/rendering';
import { GraphCanvas } from '../graph-canvas.ts';
import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';
import type { MadeGraph } from './made-graph.ts';

const palette: Palette = {
  ink: '#0e232b',
  ink2: '#3b525a',
  surface: '#f6f9f8',
  raised: '#ffffff',
  line: '#d0dbdb',
  lineStrong: '#9fb2b4',
  accent: '#0b6074',
  accentSoft: '#d5e8ec',
  alert: '#a3211b',
  caution: '#7a5300',
  attribution: '#7a3a9c',
  flowIn: '#14629f',
  flowOut: '#934715',
  risk: ['#6f5b00', '#a04e00', '#a3211b'],
  kinds: ['#1f6fb4'],
  font: 'sans-serif',
};

/** Draws the graph into an element and returns once it was told to; the picture follows with the next frames. */
type Contender = (stage: HTMLElement, graph: MadeGraph) => void;

const spyhop: Contender = (stage, graph) => {
  const scene: Scene = {
    nodes: graph.nodes.map((n) => ({
      id: n.id,
      at: { x: n.x, y: n.y },
      radius: n.radius,
      shape: 'circle',
      fill: n.colour,
      rim: palette.lineStrong,
      rimWidth: 1.5,
      pinned: false,
      lines: [n.label],
      bold: false,
      weight: n.radius,
    })),
    edges: graph.edges.map((e) => ({
      id: e.id,
      from: e.source,
      to: e.target,
      width: e.width,
      colour: palette.lineStrong,
      bend: 0,
      label: '',
      onRoute: false,
    })),
    hulls: [],
    labelEdges: false,
    index: new Map(graph.nodes.map((n, i) => [n.id, i])),
  };
  const none = () => {};
  const canvas = new GraphCanvas(stage, palette, {
    onPick: none,
    onOpen: none,
    onMoved: none,
    onLasso: none,
  });
  canvas.show(scene, palette);
  canvas.fit();
};

const sigma: Contender = (stage, { nodes, edges }) => {
  const graph = new Graph({ multi: true, type: 'directed' });
  // Sigma's y grows upwards; its sizes are pixels at the zoom that shows everything.
  for (const n of nodes)
    graph.addNode(n.id, { x: n.x, y: -n.y, size: n.radius / 5, color: n.colour, label: n.label });
  for (const e of edges)
    graph.addEdge(nodes[e.source]?.id, nodes[e.target]?.id, { size: e.width / 3, color: palette.lineStrong });
  new Sigma(graph, stage, {
    // As thin as Spyhop's thinnest.
    settings: { minEdgeThickness: 0.6 },
    primitives: {
      nodes: { shapes: [sdfCircle()], layers: [layerFill()] },
      edges: { paths: [pathLine()] },
    },
    styles: {
      nodes: [
        {
          color: { attribute: 'color' },
          size: { attribute: 'size', defaultValue: 3 },
          label: { attribute: 'label' },
        },
      ],
      edges: [{ color: { attribute: 'color' }, size: { attribute: 'size', defaultValue: 1 } }],
    },
  });
};

const cytoscapeBy =
  (webgl: boolean): Contender =>
  (stage, { nodes, edges }) => {
    // The option is documented and missing from the package's types.
    const options: cytoscape.CytoscapeOptions & { renderer: object } = {
      container: stage,
      renderer: { name: 'canvas', ...(webgl ? { webgl: true, webglBgColor: [246, 249, 248] } : {}) },
      style: [
        {
          selector: 'node',
          style: {
            width: 'data(size)',
            height: 'data(size)',
            'background-color': 'data(colour)',
            label: 'data(label)',
            'font-size': 10.5,
            'min-zoomed-font-size': 6,
          },
        },
        {
          selector: 'edge',
          style: {
            width: 'data(width)',
            'line-color': palette.lineStrong,
            'curve-style': 'straight',
          },
        },
      ],
      elements: [
        ...nodes.map((n) => ({
          data: { id: n.id, size: n.radius * 2, colour: n.colour, label: n.label },
          position: { x: n.x, y: n.y },
        })),
        ...edges.map((e) => ({
          data: {
            id: e.id,
            source: nodes[e.source]?.id ?? '',
            target: nodes[e.target]?.id ?? '',
            width: e.width,
          },
        })),
      ],
      layout: { name: 'preset', fit: true, padding: 20 },
    };
    const cy = cytoscape(options);
    cy.fit(undefined, 20);
  };

export const contenders: Readonly<Record<string, Contender>> = {
  spyhop,
  sigma,
  'cytoscape-webgl': cytoscapeBy(true),
  'cytoscape-canvas': cytoscapeBy(false),
};
